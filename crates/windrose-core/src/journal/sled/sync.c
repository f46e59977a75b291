/* What sled asks of Linux to make its file durable, and gets otherwise.
 *
 * sync_file_range(2) brings a file's bytes no farther than to the disk's own cache and says nothing of what was written
 * before. sled counts them as safe nevertheless, and writes over what they replace: a loss of power can then leave neither
 * the old nor the new. Told that there is no such call, sled falls back to fsync.
 *
 * fsync(2) of sled's file that fails ends the process. sled's threads only log it and sync again, and after a sync that
 * failed the next one says that all is well. Everything that was answered is in the commit log. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* As the exit code of a store that failed in any other way. */
#define FAILED 70

static const char SLED[] = "/sled/db";

int sync_file_range(int file, int64_t offset, int64_t length, unsigned int flags)
{
    (void)file, (void)offset, (void)length, (void)flags;
    errno = ENOSYS;
    return -1;
}

static int is_sled(int file)
{
    char link[32], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path);
    ssize_t end = sizeof SLED - 1;
    return length >= end && memcmp(path + length - end, SLED, end) == 0;
}

static int plain_fsync(int file)
{
    return (int)syscall(SYS_fsync, file);
}

int fsync(int file)
{
    /* The next one of that name: whoever watches the calls of a process has one, too. */
    int (*next)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    int result = next ? next(file) : plain_fsync(file);
    if (result != 0 && errno != EINTR && is_sled(file)) {
        char said[256];
        int length = snprintf(said, sizeof said,
                              "error: the store failed: its file sled/db could not be made durable: %s\n"
                              "Everything that was answered is on the disk. Start windrose again when the disk is well.\n",
                              strerror(errno));
        if (write(STDERR_FILENO, said, (size_t)length) < 0) {
            /* Nobody listens; the exit code says it, too. */
        }
        _exit(FAILED);
    }
    return result;
}

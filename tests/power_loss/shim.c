/* A loss of power, simulated: preloaded into a process, this keeps a shadow of what the disk is sure to hold.
 *
 *   fsync / fdatasync of a regular file below $WINDROSE_SHIM_ROOT:
 *     copy the file to $WINDROSE_SHIM_SHADOW/<inode>.tmp, then the real call, then rename to <inode>
 *
 * After the process was killed, the shadow is the disk: only what was in a file when a sync of it began, and only if
 * that sync also ended. Everything else is as if it had stayed in the page cache; sync_file_range(2) counts for nothing.
 *
 * Kinder than a real disk: file names and renames survive without a sync of their folder, and nothing that was synced
 * is torn. Not looked at: msync, syncfs, sync, O_SYNC; nothing here uses them. An inode's number may be used again by
 * a later file, which then seems to hold what the earlier one held until it is synced itself; the files for which that
 * can happen are drafts, and nobody reads drafts.
 *
 * WINDROSE_SHIM_DROP=fdatasync makes fdatasync do nothing and say that it did: the mistake that has to be noticed.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

static void fail(const char *what)
{
    perror(what);
    _exit(90); /* A shadow that is wrong would make the test lie. */
}

/* Copies the whole file; the data never leaves the page cache, and the stores of this test are small. */
static void copy(int fd, const char *to)
{
    static char buffer[1 << 20];
    /* Opened anew: the descriptor may be for writing only, and its offset is not ours to move. */
    char self[64];
    snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
    int in = open(self, O_RDONLY | O_CLOEXEC);
    int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (in < 0 || out < 0)
        fail("shim: open");
    ssize_t got;
    while ((got = read(in, buffer, sizeof buffer)) > 0)
        if (write(out, buffer, (size_t)got) != got)
            fail("shim: write");
    if (got < 0)
        fail("shim: read");
    close(in);
    close(out);
}

static int synced(int fd, const char *name)
{
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    const char *root = getenv("WINDROSE_SHIM_ROOT");
    const char *shadow = getenv("WINDROSE_SHIM_SHADOW");
    const char *drop = getenv("WINDROSE_SHIM_DROP");
    char self[64], path[4096], draft[4200], final[4200];
    struct stat about;

    snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
    ssize_t length = root && shadow ? readlink(self, path, sizeof path - 1) : -1;
    if (length < 0 || fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))
        return real(fd);
    path[length] = 0;
    if (strncmp(path, root, strlen(root)) != 0)
        return real(fd);
    if (drop && strcmp(drop, name) == 0)
        return 0;

    snprintf(draft, sizeof draft, "%s/%lu.tmp", shadow, (unsigned long)about.st_ino);
    snprintf(final, sizeof final, "%s/%lu", shadow, (unsigned long)about.st_ino);
    pthread_mutex_lock(&one_at_a_time);
    copy(fd, draft);
    int answer = real(fd);
    if (answer == 0 && rename(draft, final) != 0)
        fail("shim: rename");
    pthread_mutex_unlock(&one_at_a_time);
    return answer;
}

int fsync(int fd) { return synced(fd, "fsync"); }
int fdatasync(int fd) { return synced(fd, "fdatasync"); }

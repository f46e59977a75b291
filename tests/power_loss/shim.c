/* A disk that loses its power, fills up, fails, and a clock that goes wrong: preloaded into a process.
 *
 * A loss of power. This keeps a shadow of what the disk is sure to hold of the files below $WINDROSE_SHIM_ROOT:
 *
 *   write, pwrite, ftruncate …   the process's page cache has it; which ranges is remembered here
 *   fsync / fdatasync of a file  these ranges are read, then comes the real call, then they are in $…_SHADOW/<key>
 *   fsync of a folder            $…_SHADOW/<key>.names says which names it holds: "f <key> <name>", or "d …"
 *
 * where <key> is <inode>-<birth in ns>, so that an inode that is used again is another file. After the process was
 * killed, the shadow is the disk. sync_file_range(2) counts for nothing. After a sync that failed, what it should have
 * written is gone, though a second sync says that all is well: this is how Linux does it, and why none may be tried.
 *
 *   WINDROSE_SHIM_TORN=1         each sector of 512 bytes may also arrive without a sync: half of them do, at random
 *   WINDROSE_SHIM_DROP=CALL[:PART]  fsync or fdatasync (or sync, for both) does nothing and says that it did, of files
 *                                with PART in their path, or all: the mistake that has to be noticed
 *
 * Other faults, by counting calls that concern files below the root:
 *
 *   WINDROSE_SHIM_FAIL=CALL:ERROR:N[+][:PART]  the Nth fsync, fdatasync, write (of any kind) or open (that makes a
 *                                file) fails with EIO or ENOSPC; with + all later ones, too
 *   WINDROSE_SHIM_KILL=N         SIGKILL at the Nth call that changes anything; half of a write is done before
 *   WINDROSE_SHIM_NO_RANGE=1     there is no sync_file_range; sled then calls fsync in its place
 *   WINDROSE_SHIM_LOG=FILE       a line for each sync and each fault: "CALL RESULT PATH"; at the end of a process that
 *                                ends by itself "changes N"
 *   WINDROSE_SHIM_CLOCK=FILE     the time of day is off by the seconds that stand in the file
 *
 * Not looked at: syncfs, sync, O_SYNC, writing through mmap, calls that do not go through the C library. A process
 * that uses one of the first three is ended with exit code 90, as everywhere where the shadow would be wrong.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define SECTOR 512
#define RANGES 512 /* More are joined into one. */
#define REAL(name) ((__typeof__(&name))real(#name))

struct range { off_t from, to; };

struct file {
    uint64_t ino, birth;
    int watched; /* Below the root? */
    int shadow; /* -1 until it is written to. */
    struct range ranges[RANGES]; /* Written since the last sync began. */
    int count;
    off_t shortest; /* The shortest it was since the last sync began. */
    pthread_mutex_t syncing;
    char path[4096];
    struct file *next;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct file *files[256];
static const char *root, *shadow, *drop, *failing, *log_file, *clock_file;
static int torn;
static long kill_at, changes;
static uint64_t chance;
static atomic_long failing_seen;

static void fail(const char *what)
{
    dprintf(2, "shim: %s: %s\n", what, strerror(errno));
    _exit(90); /* A shadow that is wrong would make the test lie. */
}

static void *real(const char *name)
{
    void *it = dlsym(RTLD_NEXT, name);
    if (!it)
        fail(name);
    return it;
}

__attribute__((constructor)) static void begin(void)
{
    const char *number = getenv("WINDROSE_SHIM_KILL");
    root = getenv("WINDROSE_SHIM_ROOT");
    shadow = getenv("WINDROSE_SHIM_SHADOW");
    drop = getenv("WINDROSE_SHIM_DROP");
    failing = getenv("WINDROSE_SHIM_FAIL");
    log_file = getenv("WINDROSE_SHIM_LOG");
    clock_file = getenv("WINDROSE_SHIM_CLOCK");
    torn = getenv("WINDROSE_SHIM_TORN") != NULL;
    kill_at = number ? atol(number) : 0;
    struct timespec now;
    syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
    chance = ((uint64_t)now.tv_nsec << 20 ^ (uint64_t)getpid()) | 1;
}

static void note(const char *call, const char *result, const char *path)
{
    if (!log_file)
        return;
    char line[4400];
    int length = snprintf(line, sizeof line, "%s %s %s\n", call, result, path);
    int fd = (int)syscall(SYS_openat, AT_FDCWD, log_file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0 || syscall(SYS_write, fd, line, (size_t)length) != length)
        fail("log");
    syscall(SYS_close, fd);
}

__attribute__((destructor)) static void end(void)
{
    char number[32];
    snprintf(number, sizeof number, "%ld", changes);
    note("changes", number, "");
}

static int below_root(const char *path)
{
    size_t length = root ? strlen(root) : 0;
    return length && strncmp(path, root, length) == 0 && (path[length] == '/' || path[length] == 0);
}

/* Does the path of a call concern us? Relative ones are of nobody that is tried. */
static int concerns(const char *path) { return root && path && below_root(path); }

/* ---- what is known of a file ---- */

static void key_of(char *to, size_t size, uint64_t ino, uint64_t birth, const char *end)
{
    snprintf(to, size, "%s/%lu-%lu%s", shadow, (unsigned long)ino, (unsigned long)birth, end);
}

static uint64_t birth_of(const struct statx *about)
{
    return (uint64_t)about->stx_btime.tv_sec * 1000000000u + about->stx_btime.tv_nsec;
}

/* What it is called now. */
static void named(struct file *it, int fd)
{
    char self[64], path[sizeof it->path];
    snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(self, path, sizeof path - 1);
    if (length < 0)
        fail("readlink");
    path[length] = 0;
    if (strcmp(path, it->path) != 0)
        strcpy(it->path, path);
}

/* The file behind a descriptor, if it is one below the root. */
static struct file *of(int fd, mode_t *mode)
{
    struct statx about;
    if (!root || statx(fd, "", AT_EMPTY_PATH, STATX_TYPE | STATX_INO | STATX_BTIME, &about) != 0)
        return NULL;
    *mode = about.stx_mode;
    if (!S_ISREG(about.stx_mode) && !S_ISDIR(about.stx_mode))
        return NULL;
    uint64_t birth = birth_of(&about);
    struct file **bucket = &files[about.stx_ino % 256], *it;
    pthread_mutex_lock(&lock);
    for (it = *bucket; it; it = it->next)
        if (it->ino == about.stx_ino && it->birth == birth)
            break;
    if (!it) {
        if (!(it = calloc(1, sizeof *it)))
            fail("calloc");
        named(it, fd);
        it->ino = about.stx_ino;
        it->birth = birth;
        it->watched = below_root(it->path);
        it->shadow = -1;
        it->shortest = INT64_MAX;
        pthread_mutex_init(&it->syncing, NULL);
        it->next = *bucket;
        *bucket = it;
    }
    pthread_mutex_unlock(&lock);
    return it->watched ? it : NULL;
}

static struct file *regular(int fd)
{
    mode_t mode;
    int before = errno;
    struct file *it = of(fd, &mode);
    errno = before;
    return it && S_ISREG(mode) ? it : NULL;
}

static int shadow_of(struct file *it)
{
    char path[4200];
    pthread_mutex_lock(&lock);
    if (it->shadow < 0) {
        key_of(path, sizeof path, it->ino, it->birth, "");
        it->shadow = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (it->shadow < 0)
            fail("a shadow");
    }
    pthread_mutex_unlock(&lock);
    return it->shadow;
}

static int tossed(void)
{
    chance ^= chance << 13, chance ^= chance >> 7, chance ^= chance << 17;
    return (int)(chance >> 20 & 1);
}

static void put(int to, const char *bytes, size_t count, off_t at)
{
    while (count) {
        ssize_t put = syscall(SYS_pwrite64, to, bytes, count, at);
        if (put <= 0)
            fail("writing a shadow");
        bytes += put, at += put, count -= (size_t)put;
    }
}

/* Reads through a descriptor of its own: the caller's may be for writing only. */
static char *taken(int fd, off_t from, off_t to, size_t *got)
{
    char self[64], *bytes = malloc((size_t)(to - from) + 1);
    snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
    int in = (int)syscall(SYS_openat, AT_FDCWD, self, O_RDONLY | O_CLOEXEC);
    if (in < 0 || !bytes)
        fail("reading what was written");
    for (*got = 0; from + (off_t)*got < to;) {
        ssize_t more = syscall(SYS_pread64, in, bytes + *got, (size_t)(to - from) - *got, from + (off_t)*got);
        if (more < 0)
            fail("reading what was written");
        if (more == 0)
            break;
        *got += (size_t)more;
    }
    syscall(SYS_close, in);
    return bytes;
}

/* The bytes are in the page cache now; some of them may already be on the disk. */
static void written(struct file *it, int fd, off_t from, off_t to)
{
    if (!shadow || from >= to)
        return;
    pthread_mutex_lock(&lock);
    struct range *last = it->count ? &it->ranges[it->count - 1] : NULL;
    if (last && from <= last->to && last->from <= to) {
        last->from = from < last->from ? from : last->from;
        last->to = to > last->to ? to : last->to;
    } else if (it->count < RANGES) {
        it->ranges[it->count++] = (struct range){from, to};
    } else {
        for (int i = 0; i < it->count; i++) {
            from = it->ranges[i].from < from ? it->ranges[i].from : from;
            to = it->ranges[i].to > to ? it->ranges[i].to : to;
        }
        it->count = 1;
        it->ranges[0] = (struct range){from, to};
    }
    pthread_mutex_unlock(&lock);
    if (!torn)
        return;
    size_t got;
    off_t begin = from / SECTOR * SECTOR;
    char *bytes = taken(fd, begin, (to + SECTOR - 1) / SECTOR * SECTOR, &got);
    int out = shadow_of(it);
    for (size_t at = 0; at < got; at += SECTOR)
        if (tossed())
            put(out, bytes + at, got - at < SECTOR ? got - at : SECTOR, begin + (off_t)at);
    free(bytes);
}

static void shortened(struct file *it, off_t length)
{
    pthread_mutex_lock(&lock);
    if (length < it->shortest)
        it->shortest = length;
    pthread_mutex_unlock(&lock);
    if (shadow && torn && tossed()) {
        struct stat about;
        int out = shadow_of(it);
        if (fstat(out, &about) != 0 || (about.st_size > length && syscall(SYS_ftruncate, out, length) != 0))
            fail("shortening a shadow");
    }
}

/* ---- faults ---- */

/* Counts a call that changes something; half answers whether the process dies of it. */
static int dies(void)
{
    pthread_mutex_lock(&lock);
    long now = ++changes;
    pthread_mutex_unlock(&lock);
    return kill_at && now == kill_at;
}

static void die(const char *call, const char *path)
{
    note(call, "killed", path);
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

static void changing(const char *call, const char *path)
{
    if (dies())
        die(call, path);
}

/* Does this call fail now? CALL:ERROR:N[+][:PART] */
static int fails(const char *call, const char *path)
{
    char name[32], error[32], count[32], part[256] = "";
    if (!failing)
        return 0;
    if (sscanf(failing, "%31[^:]:%31[^:]:%31[^:]:%255s", name, error, count, part) < 3)
        fail("WINDROSE_SHIM_FAIL");
    if (strcmp(name, call) != 0 || !strstr(path, part))
        return 0;
    long now = atomic_fetch_add(&failing_seen, 1) + 1, when = atol(count);
    if (now != when && !(now > when && strchr(count, '+')))
        return 0;
    note(call, error, path);
    errno = strcmp(error, "ENOSPC") == 0 ? ENOSPC : EIO;
    return 1;
}

/* ---- syncs ---- */

static void names(int fd, const struct file *it)
{
    char self[64], final[4200], draft[4210];
    snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
    key_of(final, sizeof final, it->ino, it->birth, ".names");
    snprintf(draft, sizeof draft, "%s.draft", final);
    int out = (int)syscall(SYS_openat, AT_FDCWD, draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    DIR *folder = opendir(self);
    if (out < 0 || !folder)
        fail("names");
    for (struct dirent *entry; (entry = readdir(folder));) {
        struct statx about;
        char line[400];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (statx(dirfd(folder), entry->d_name, AT_SYMLINK_NOFOLLOW, STATX_INO | STATX_BTIME, &about) != 0)
            continue; /* Renamed a moment ago. */
        int length = snprintf(line, sizeof line, "%c %lu-%lu %s\n", S_ISDIR(about.stx_mode) ? 'd' : 'f',
            (unsigned long)about.stx_ino, (unsigned long)birth_of(&about), entry->d_name);
        if (syscall(SYS_write, out, line, (size_t)length) != length)
            fail("names");
    }
    closedir(folder);
    syscall(SYS_close, out);
    if (syscall(SYS_renameat2, AT_FDCWD, draft, AT_FDCWD, final, 0) != 0)
        fail("names");
}

/* Does this call do nothing, and say that it did? */
static int dropped(const char *call, const char *path)
{
    size_t length = drop ? strcspn(drop, ":") : 0;
    const char *part = drop && drop[length] ? drop + length + 1 : "";
    int named = length && (strncmp(drop, "sync", length) == 0 || (strncmp(drop, call, length) == 0 && !call[length]));
    return named && strstr(path, part);
}

static int synced(int fd, const char *call, int (*really)(int))
{
    mode_t mode = 0;
    struct file *it = of(fd, &mode);
    if (!it)
        return really(fd);
    named(it, fd); /* It may have been renamed since. */
    changing(call, it->path);
    if (dropped(call, it->path))
        return 0;
    if (!shadow || S_ISDIR(mode)) {
        int answer = fails(call, it->path) ? -1 : really(fd);
        if (answer == 0) {
            note(call, "ok", it->path);
            if (shadow)
                names(fd, it);
        }
        return answer;
    }
    /* One at a time of each file: what an earlier one took must not arrive after what a later one took. */
    pthread_mutex_lock(&it->syncing);
    pthread_mutex_lock(&lock);
    int count = it->count;
    struct range *ranges = malloc(sizeof *ranges * RANGES);
    char **bytes = malloc(sizeof *bytes * RANGES);
    size_t got[RANGES];
    if (!ranges || !bytes)
        fail("malloc");
    memcpy(ranges, it->ranges, sizeof *ranges * (size_t)count);
    off_t shortest = it->shortest;
    it->count = 0;
    it->shortest = INT64_MAX;
    pthread_mutex_unlock(&lock);
    struct stat about;
    if (fstat(fd, &about) != 0)
        fail("fstat");
    for (int i = 0; i < count; i++)
        bytes[i] = taken(fd, ranges[i].from, ranges[i].to, &got[i]);
    int answer = fails(call, it->path) ? -1 : really(fd), error = errno;
    if (answer == 0) {
        struct stat before;
        int out = shadow_of(it);
        if (fstat(out, &before) != 0)
            fail("fstat");
        if (shortest < before.st_size && syscall(SYS_ftruncate, out, shortest) != 0)
            fail("shortening a shadow");
        for (int i = 0; i < count; i++)
            put(out, bytes[i], got[i], ranges[i].from);
        if (syscall(SYS_ftruncate, out, about.st_size) != 0)
            fail("the length of a shadow");
        note(call, "ok", it->path);
    }
    for (int i = 0; i < count; i++)
        free(bytes[i]);
    free(bytes);
    free(ranges);
    pthread_mutex_unlock(&it->syncing);
    errno = error;
    return answer;
}

int fsync(int fd) { return synced(fd, "fsync", REAL(fsync)); }
int fdatasync(int fd) { return synced(fd, "fdatasync", REAL(fdatasync)); }

int sync_file_range(int fd, off64_t at, off64_t count, unsigned flags)
{
    if (getenv("WINDROSE_SHIM_NO_RANGE")) {
        errno = ENOSYS;
        return -1;
    }
    return REAL(sync_file_range)(fd, at, count, flags);
}

void sync(void) { fail("sync is not looked at"); }
int syncfs(int fd) { (void)fd; fail("syncfs is not looked at"); return -1; }

/* ---- writes ---- */

ssize_t write(int fd, const void *from, size_t count)
{
    struct file *it = regular(fd);
    if (!it)
        return REAL(write)(fd, from, count);
    int dead = dies();
    if (fails("write", it->path))
        return -1;
    ssize_t done = REAL(write)(fd, from, dead ? count / 2 : count);
    if (done > 0) {
        off_t end = lseek(fd, 0, SEEK_CUR);
        written(it, fd, end - done, end);
    }
    if (dead)
        die("write", it->path);
    return done;
}

ssize_t pwrite64(int fd, const void *from, size_t count, off64_t at)
{
    struct file *it = regular(fd);
    if (!it)
        return REAL(pwrite64)(fd, from, count, at);
    int dead = dies();
    if (fails("write", it->path))
        return -1;
    ssize_t done = REAL(pwrite64)(fd, from, dead ? count / 2 : count, at);
    if (done > 0)
        written(it, fd, at, at + done);
    if (dead)
        die("pwrite", it->path);
    return done;
}

ssize_t pwrite(int fd, const void *from, size_t count, off_t at) { return pwrite64(fd, from, count, at); }

ssize_t writev(int fd, const struct iovec *from, int count)
{
    struct file *it = regular(fd);
    if (!it)
        return REAL(writev)(fd, from, count);
    /* Fewer may be written than was asked for; whoever asks has to go on. */
    return count ? write(fd, from[0].iov_base, from[0].iov_len) : 0;
}

ssize_t pwritev64(int fd, const struct iovec *from, int count, off64_t at)
{
    struct file *it = regular(fd);
    if (!it)
        return REAL(pwritev64)(fd, from, count, at);
    return count ? pwrite64(fd, from[0].iov_base, from[0].iov_len, at) : 0;
}

ssize_t pwritev(int fd, const struct iovec *from, int count, off_t at) { return pwritev64(fd, from, count, at); }

ssize_t copy_file_range(int in, off64_t *in_at, int out, off64_t *out_at, size_t count, unsigned flags)
{
    if (!regular(out))
        return REAL(copy_file_range)(in, in_at, out, out_at, count, flags);
    errno = ENOSYS; /* Then the caller reads and writes. */
    return -1;
}

ssize_t sendfile64(int out, int in, off64_t *at, size_t count)
{
    if (!regular(out))
        return ((ssize_t(*)(int, int, off64_t *, size_t))real("sendfile64"))(out, in, at, count);
    errno = ENOSYS;
    return -1;
}

int ftruncate64(int fd, off64_t length)
{
    struct file *it = regular(fd);
    if (it) {
        changing("ftruncate", it->path);
        if (fails("write", it->path))
            return -1;
    }
    int answer = REAL(ftruncate64)(fd, length);
    if (it && answer == 0)
        shortened(it, length);
    return answer;
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

int fallocate64(int fd, int mode, off64_t at, off64_t length)
{
    struct file *it = regular(fd);
    if (it) {
        changing("fallocate", it->path);
        if (mode & ~FALLOC_FL_KEEP_SIZE)
            fail("this kind of fallocate is not looked at");
        if (fails("write", it->path))
            return -1;
    }
    return REAL(fallocate64)(fd, mode, at, length);
}

int fallocate(int fd, int mode, off_t at, off_t length) { return fallocate64(fd, mode, at, length); }

int posix_fallocate64(int fd, off64_t at, off64_t length)
{
    return fallocate64(fd, 0, at, length) == 0 ? 0 : errno;
}

int posix_fallocate(int fd, off_t at, off_t length) { return posix_fallocate64(fd, at, length); }

/* ---- names ---- */

static int opened(const char *path, int flags, int fd)
{
    if (fd >= 0 && concerns(path) && flags & O_TRUNC) {
        struct file *it = regular(fd);
        if (it)
            shortened(it, 0);
    }
    return fd;
}

static int opening_fails(const char *path, int flags)
{
    if (!concerns(path))
        return 0;
    if (flags & (O_DSYNC | O_DIRECT))
        fail("O_SYNC and O_DIRECT are not looked at");
    if (!(flags & (O_CREAT | O_TRUNC)))
        return 0;
    changing("open", path);
    return fails("open", path);
}

#define MODE(flags, last)                                \
    mode_t mode = 0;                                     \
    if ((flags) & (O_CREAT | O_TMPFILE)) {               \
        va_list rest;                                    \
        va_start(rest, last);                            \
        mode = (mode_t)va_arg(rest, int);                \
        va_end(rest);                                    \
    }

int open64(const char *path, int flags, ...)
{
    MODE(flags, flags)
    return opening_fails(path, flags) ? -1 : opened(path, flags, REAL(open64)(path, flags, mode));
}

int open(const char *path, int flags, ...)
{
    MODE(flags, flags)
    return opening_fails(path, flags) ? -1 : opened(path, flags, REAL(open64)(path, flags, mode));
}

int openat64(int at, const char *path, int flags, ...)
{
    MODE(flags, flags)
    return opening_fails(path, flags) ? -1 : opened(path, flags, REAL(openat64)(at, path, flags, mode));
}

int openat(int at, const char *path, int flags, ...)
{
    MODE(flags, flags)
    return opening_fails(path, flags) ? -1 : opened(path, flags, REAL(openat64)(at, path, flags, mode));
}

int rename(const char *from, const char *to)
{
    if (concerns(to))
        changing("rename", to);
    return REAL(rename)(from, to);
}

int unlink(const char *path)
{
    if (concerns(path))
        changing("unlink", path);
    return REAL(unlink)(path);
}

int mkdir(const char *path, mode_t mode)
{
    if (concerns(path))
        changing("mkdir", path);
    return REAL(mkdir)(path, mode);
}

/* ---- the clock ---- */

int clock_gettime(clockid_t which, struct timespec *now)
{
    int answer = (int)syscall(SYS_clock_gettime, which, now);
    if (answer != 0 || which != CLOCK_REALTIME || !clock_file)
        return answer;
    char text[32] = "";
    int before = errno, fd = (int)syscall(SYS_openat, AT_FDCWD, clock_file, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        if (syscall(SYS_read, fd, text, sizeof text - 1) > 0)
            now->tv_sec += atol(text);
        syscall(SYS_close, fd);
    }
    errno = before;
    return answer;
}

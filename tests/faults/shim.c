/* Between the program and the system's own library: lets calls fail, or writes them down.

   Counted are the calls that change a file below the watched folder, the instance lock's apart:
   write, pwrite, fsync, fdatasync, ftruncate, unlink, rename. The n-th one kills the program, or
   fails with an error, once or for ever. Or else all of them are recorded into a log, with the
   making of files and the syncing of the folder, for the test to lose power in between. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

static char folder[4096];
static size_t folder_length;
static long count, strike = -1;
static int code, for_ever, log_fd = -1;

/* ------------------------------------------------------------------ for the test */
void fault_watch(const char *path) {
    folder_length = strlen(path);
    memcpy(folder, path, folder_length + 1);
    count = 0;
}

/* Points count from the watching on. A code of 0 kills; a point of -1 lets everything work. */
void fault_arm(long point, int error, int sticky) {
    strike = point, code = error, for_ever = sticky;
}

long fault_count(void) { return count; }

void fault_record(int fd) { log_fd = fd; }

/* ------------------------------------------------------------------ which files, and when */
static const char *watched(const char *path) {
    if (!folder_length || strncmp(path, folder, folder_length)) return 0;
    if (path[folder_length] == 0) return "";
    if (path[folder_length] != '/' || strstr(path, "-lock")) return 0;
    return path + folder_length + 1;
}

static const char *watched_fd(int fd, char path[4096]) {
    char link[64];
    if (!folder_length || fd == log_fd) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, 4095);
    if (length < 0) return 0;
    path[length] = 0;
    return watched(path);
}

static void all(const void *data, size_t length) {
    REAL(ssize_t, write, int, const void *, size_t);
    for (const char *at = data; length;) {
        ssize_t written = real(log_fd, at, length);
        if (written <= 0) _exit(97);
        at += written, length -= (size_t)written;
    }
}

static void record(char act, const char *name, int64_t place, int64_t length, const void *data) {
    struct { int64_t place, length; uint16_t name; char act, pad[5]; } head = {
        place, length, (uint16_t)strlen(name), act, {0}};
    all(&head, sizeof head);
    all(name, head.name);
    if (data) all(data, (size_t)length);
}

/* One call that changes something: 1 when it must fail. */
static int fails(char act, const char *name, int64_t place, int64_t length, const void *data) {
    count++;
    if (log_fd >= 0) record(act, name, place, length, data);
    if (strike < 0 || (count != strike && !(for_ever && count > strike))) return 0;
    if (code == 0) {
        kill(getpid(), SIGKILL);
        for (;;) pause();
    }
    errno = code;
    return 1;
}

/* ------------------------------------------------------------------ the calls */
#define WRITES(name, offset_type) \
    ssize_t name(int fd, const void *data, size_t length, offset_type place) { \
        REAL(ssize_t, name, int, const void *, size_t, offset_type); \
        char path[4096]; \
        const char *file = watched_fd(fd, path); \
        if (file && fails('w', file, place, (int64_t)length, data)) return -1; \
        return real(fd, data, length, place); \
    }
WRITES(pwrite, off_t)
WRITES(pwrite64, off64_t)

ssize_t write(int fd, const void *data, size_t length) {
    REAL(ssize_t, write, int, const void *, size_t);
    char path[4096];
    const char *file = watched_fd(fd, path);
    if (file && fails('w', file, lseek(fd, 0, SEEK_CUR), (int64_t)length, data)) return -1;
    return real(fd, data, length);
}

/* The syncing of the folder itself is recorded under an empty name. */
#define SYNCS(name) \
    int name(int fd) { \
        REAL(int, name, int); \
        char path[4096]; \
        const char *file = watched_fd(fd, path); \
        if (file && fails('s', file, 0, 0, 0)) return -1; \
        return real(fd); \
    }
SYNCS(fsync)
SYNCS(fdatasync)

#define CUTS(name, offset_type) \
    int name(int fd, offset_type length) { \
        REAL(int, name, int, offset_type); \
        char path[4096]; \
        const char *file = watched_fd(fd, path); \
        if (file && fails('t', file, 0, length, 0)) return -1; \
        return real(fd, length); \
    }
CUTS(ftruncate, off_t)
CUTS(ftruncate64, off64_t)

int unlink(const char *path) {
    REAL(int, unlink, const char *);
    const char *file = watched(path);
    if (file && access(path, F_OK) == 0 && fails('u', file, 0, 0, 0)) return -1;
    return real(path);
}

int rename(const char *from, const char *to) {
    REAL(int, rename, const char *, const char *);
    const char *file = watched(to);
    if (file && fails('r', file, 0, (int64_t)strlen(from), from)) return -1;
    return real(from, to);
}

/* Making a file is recorded, and never fails here. */
#define OPENS(name) \
    int name(const char *path, int flags, ...) { \
        REAL(int, name, const char *, int, ...); \
        va_list more; \
        va_start(more, flags); \
        mode_t mode = (flags & O_CREAT) ? va_arg(more, mode_t) : 0; \
        va_end(more); \
        const char *file = log_fd >= 0 && (flags & O_CREAT) ? watched(path) : 0; \
        if (file && access(path, F_OK) != 0) record('c', file, 0, 0, 0); \
        return real(path, flags, mode); \
    }
OPENS(open)
OPENS(open64)

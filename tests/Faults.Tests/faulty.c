// Preloaded into one of our programs by the tests of faults: a call of libc fails, or the process dies before it.
//   FAULTY_PATH   part of a path: only calls on such a file count (its descriptor is asked of /proc)
//   FAULTY_CALLS  which calls count: "open write fsync rename unlink mkdir fchmod ftruncate"; open only where it creates
//   FAULTY_ERROR  the error number of every call that counts
//   FAULTY_KILL   n: kill -9 in place of the n-th call that counts; a write leaves the first half of its bytes behind
//   FAULTY_LOG    a file that gets a line for each call that counts
//   FAULTY_SPAWN  "*", or an argument: a program with it cannot be started (EAGAIN)
//   FAULTY_PIPE   any text: no pipe can be made (EMFILE)
//   FAULTY_CLOCK  seconds that the wall clock is wrong by
//   FAULTY_WHEN   a file: all is well while there is none
// The programs ask dlsym(3) for libc's own functions by name, past whatever is preloaded: so that one is ours too.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <sys/stat.h>

static const char *path, *calls, *spawn, *no_pipe, *log_file, *when;
static int error, kill_at, counted;
static long clock_off;

static void *(*real_dlsym)(void *, const char *);
static int (*real_open)(const char *, int, ...);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_fsync)(int), (*real_fchmod)(int, mode_t), (*real_ftruncate)(int, off_t);
static int (*real_rename)(const char *, const char *), (*real_unlink)(const char *), (*real_mkdir)(const char *, mode_t);
static int (*real_pipe2)(int *, int), (*real_clock)(clockid_t, struct timespec *);
static int (*real_spawn)(pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *, char *const *, char *const *);

static void *next(const char *name) {
    static const char *versions[] = { "GLIBC_2.34", "GLIBC_2.17", "GLIBC_2.2.5" };
    for (int i = 0; !real_dlsym && i < 3; i++) real_dlsym = dlvsym(RTLD_NEXT, "dlsym", versions[i]);
    return real_dlsym(RTLD_NEXT, name);
}

static int number(const char *name) { const char *text = getenv(name); return text ? atoi(text) : 0; }

__attribute__((constructor)) static void begin(void) {
    real_open = next("open"), real_write = next("write"), real_pwrite = next("pwrite"), real_fsync = next("fsync");
    real_fchmod = next("fchmod"), real_ftruncate = next("ftruncate"), real_rename = next("rename"), real_unlink = next("unlink");
    real_mkdir = next("mkdir"), real_pipe2 = next("pipe2"), real_clock = next("clock_gettime"), real_spawn = next("posix_spawn");
    path = getenv("FAULTY_PATH"), calls = getenv("FAULTY_CALLS"), spawn = getenv("FAULTY_SPAWN"), no_pipe = getenv("FAULTY_PIPE");
    when = getenv("FAULTY_WHEN"), log_file = getenv("FAULTY_LOG"), error = number("FAULTY_ERROR"), kill_at = number("FAULTY_KILL");
    clock_off = getenv("FAULTY_CLOCK") ? atol(getenv("FAULTY_CLOCK")) : 0;
}

static int is_time(void) {
    int before = errno, is = !when || access(when, F_OK) == 0;
    errno = before;
    return is;
}

static int is_wanted(const char *call, const char *file) {
    const char *at = path && calls ? strstr(calls, call) : NULL;
    return at && (at == calls || at[-1] == ' ') && strchr(" ", at[strlen(call)]) && strstr(file, path) && is_time();
}

// 0: do it; -1: it has failed; 1: do half of it and die.
static int fate(const char *call, const char *file) {
    if (!is_wanted(call, file)) return 0;
    int n = __atomic_add_fetch(&counted, 1, __ATOMIC_SEQ_CST);
    if (log_file) {
        char line[4200];
        int log = real_open(log_file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        real_write(log, line, snprintf(line, sizeof line, "%d %s %s\n", n, call, file));
        close(log);
    }
    if (error) { errno = error; return -1; }
    return n == kill_at;
}

static void die(void) { kill(getpid(), SIGKILL); for (;;) pause(); }

static int fate_of(const char *call, int fd) {
    char link[32], file[4096];
    if (!calls || !strstr(calls, call)) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, file, sizeof file - 1);
    if (length < 0) return 0;
    file[length] = 0;
    return fate(call, file);
}

#define UNLESS(asked) do { int is = asked; if (is < 0) return -1; if (is > 0) die(); } while (0)

static int our_open(const char *file, int flags, ...) {
    mode_t mode = 0;
    if (flags & O_CREAT) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); UNLESS(fate("open", file)); }
    return real_open(file, flags, mode);
}
static ssize_t our_write(int fd, const void *bytes, size_t count) {
    int is = fate_of("write", fd);
    if (is < 0) return -1;
    if (is > 0) { real_write(fd, bytes, count / 2); die(); }
    return real_write(fd, bytes, count);
}
static ssize_t our_pwrite(int fd, const void *bytes, size_t count, off_t at) {
    int is = fate_of("write", fd);
    if (is < 0) return -1;
    if (is > 0) { real_pwrite(fd, bytes, count / 2, at); die(); }
    return real_pwrite(fd, bytes, count, at);
}
static int our_fsync(int fd) { UNLESS(fate_of("fsync", fd)); return real_fsync(fd); }
static int our_fchmod(int fd, mode_t mode) { UNLESS(fate_of("fchmod", fd)); return real_fchmod(fd, mode); }
static int our_ftruncate(int fd, off_t length) { UNLESS(fate_of("ftruncate", fd)); return real_ftruncate(fd, length); }
static int our_rename(const char *from, const char *to) { UNLESS(fate("rename", to)); return real_rename(from, to); }
static int our_unlink(const char *file) { UNLESS(fate("unlink", file)); return real_unlink(file); }
static int our_mkdir(const char *file, mode_t mode) { UNLESS(fate("mkdir", file)); return real_mkdir(file, mode); }
static int our_pipe2(int *ends, int flags) { if (no_pipe && is_time()) { errno = EMFILE; return -1; } return real_pipe2(ends, flags); }
static int our_spawn(pid_t *pid, const char *file, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attributes, char *const *arguments, char *const *environment) {
    for (int i = 0; spawn && arguments[i]; i++) if ((!strcmp(spawn, "*") || !strcmp(spawn, arguments[i])) && is_time()) return EAGAIN;
    return real_spawn(pid, file, actions, attributes, arguments, environment);
}

int clock_gettime(clockid_t id, struct timespec *time) {
    if (!real_clock) real_clock = next("clock_gettime");
    int result = real_clock(id, time);
    if (result == 0 && id == CLOCK_REALTIME && clock_off && is_time()) time->tv_sec += clock_off;
    return result;
}

void *dlsym(void *handle, const char *name) {
    static const struct { const char *name; void *ours; } ours[] = {
        { "open", our_open }, { "write", our_write }, { "pwrite", our_pwrite }, { "fsync", our_fsync }, { "fchmod", our_fchmod },
        { "ftruncate", our_ftruncate }, { "rename", our_rename }, { "unlink", our_unlink }, { "mkdir", our_mkdir },
        { "pipe2", our_pipe2 }, { "posix_spawn", our_spawn },
    };
    if (!real_dlsym) next("open");
    for (unsigned i = 0; i < sizeof ours / sizeof *ours; i++) if (!strcmp(name, ours[i].name)) return ours[i].ours;
    return real_dlsym(handle, name);
}

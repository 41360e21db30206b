/* Two small jobs of the benchmark, without a runtime of their own.
 *
 *   floor tools FILE          starts the commands of FILE and reads their output to its end: what no program that asks these
 *                             tools can go below. FILE has one word a line, an empty line after each command, and a line "&"
 *                             before one that runs beside the command after it.
 *   floor measure PROGRAM...  runs it and prints: wall microseconds, user and system microseconds of it and its children, peak
 *                             kilobytes of its own memory, exit status, and CLOCK_MONOTONIC at its start in nanoseconds.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;
enum { MOST_WORDS = 8192 };

static long long now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

struct child { pid_t pid; int out; };

static struct child start(char **words)
{
    static char *environment[] = { "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C", "VTYSH_HISTFILE=/dev/null", NULL };
    int ends[2];
    struct child child;
    posix_spawn_file_actions_t actions;
    if (pipe2(ends, O_CLOEXEC) != 0)
        exit(71);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    int failure = posix_spawn(&child.pid, words[0], &actions, NULL, words, environment);
    if (failure != 0) {
        fprintf(stderr, "floor: %s: %s\n", words[0], strerror(failure));
        exit(71);
    }
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    child.out = ends[0];
    return child;
}

static void drain(struct child *children, int count)
{
    static char buffer[65536];
    int open = count;
    while (open > 0) {
        struct pollfd looks[2];
        for (int i = 0; i < count; i++)
            looks[i] = (struct pollfd){ children[i].out, POLLIN, 0 };
        poll(looks, count, -1);
        for (int i = 0; i < count; i++) {
            if (looks[i].revents && read(children[i].out, buffer, sizeof buffer) <= 0) {
                close(children[i].out);
                children[i].out = -1;
                open--;
            }
        }
    }
    for (int i = 0; i < count; i++) {
        int status;
        waitpid(children[i].pid, &status, 0);
        if (status != 0)
            exit(1);
    }
}

static int tools(const char *file)
{
    static char *words[MOST_WORDS];
    struct child children[2];
    int count = 0, started = 0, beside = 0;
    char *line = NULL;
    size_t size = 0;
    ssize_t length;
    FILE *plan = fopen(file, "r");
    if (plan == NULL)
        return 66;
    while ((length = getline(&line, &size, plan)) > 0) {
        line[length - 1] = 0;
        if (strcmp(line, "&") == 0) {
            beside = 1;
        } else if (line[0] != 0) {
            words[count++] = strdup(line);
        } else {
            words[count] = NULL;
            children[started++] = start(words);
            count = 0;
            if (!beside) {
                drain(children, started);
                started = 0;
            }
            beside = 0;
        }
    }
    return 0;
}

static int measure(char **command)
{
    struct rusage usage;
    int status;
    long long begin = now();
    pid_t pid;
    if (posix_spawn(&pid, command[0], NULL, NULL, command, environ) != 0)
        return 71;
    wait4(pid, &status, 0, &usage);
    printf("\n%lld %lld %ld %d %lld\n", (now() - begin) / 1000,
        usage.ru_utime.tv_sec * 1000000LL + usage.ru_utime.tv_usec + usage.ru_stime.tv_sec * 1000000LL + usage.ru_stime.tv_usec,
        usage.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : 255, begin);
    return 0;
}

int main(int count, char **words)
{
    if (count == 3 && strcmp(words[1], "tools") == 0)
        return tools(words[2]);
    if (count > 2 && strcmp(words[1], "measure") == 0)
        return measure(words + 2);
    fputs("usage: floor tools FILE | floor measure PROGRAM ARGUMENT...\n", stderr);
    return 64;
}

#define _GNU_SOURCE
#include "steps.h"

#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/// What a child says: the step that failed and why, or a process id, or just that it is ready.
struct report {
    struct box_failure failure;
    pid_t process;
};

void box_report_failure(int reports, const char *step) {
    struct report report = {.failure.error = errno ? errno : EIO};
    strncpy(report.failure.step, step, sizeof report.failure.step - 1);
    (void)!write(reports, &report, sizeof report);
}

_Noreturn void box_give_up(int reports, const char *step) {
    box_report_failure(reports, step);
    _exit(127);
}

void box_report_ready(int reports, pid_t process) {
    struct report report = {.process = process};
    (void)!write(reports, &report, sizeof report);
}

int box_await_report(int reports, pid_t *process, struct box_failure *failure) {
    struct report report;
    ssize_t count;
    do {
        count = read(reports, &report, sizeof report);
    } while (count < 0 && errno == EINTR);
    if (count != (ssize_t)sizeof report) return 0;
    *process = report.process;
    if (report.failure.error == 0) return 1;
    *failure = report.failure;
    return -1;
}

void box_reap(pid_t process) {
    while (waitpid(process, 0, 0) < 0 && errno == EINTR) {}
}

int box_fail(struct box_failure *failure, const char *step, int error) {
    strncpy(failure->step, step, sizeof failure->step - 1);
    failure->error = error;
    return -1;
}

int box_open_pipe(int ends[2], struct box_failure *failure) {
    return pipe2(ends, O_CLOEXEC) < 0 ? box_fail(failure, "open a pipe", errno) : 0;
}

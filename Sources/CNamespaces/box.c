#define _GNU_SOURCE
#include "steps.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

static void wait_for_order(int orders) {
    char order;
    if (read(orders, &order, 1) != 1) _exit(126);
}

static _Noreturn void become_first(const struct box_plan *plan, int reports, int orders) {
    wait_for_order(orders);
    box_become_root(reports);
    // Without this the new ids make /proc/PROCESS unreadable for who owns the box. Nothing else is
    // in the box yet that could look at what this process still has of the host's memory.
    prctl(PR_SET_DUMPABLE, 1);
    box_mount_all(reports, plan);
    box_report_ready(reports, 0);
    wait_for_order(orders);
    box_leave_host(reports);
    box_report_ready(reports, 0);
    wait_for_order(orders);
    int file = open(plan->on_terminal ? "/dev/pts/0" : "/dev/null", O_RDWR | O_NOCTTY);
    TRY("open the terminal", file);
    const int descriptors[3] = {file, file, file};
    const struct box_program program = {
        .limits = &plan->limits,
        .descriptors = descriptors,
        .takes_terminal = plan->on_terminal,
        .control = -1,
        .forgets_children = 1,
        .arguments = plan->arguments,
        .environment = plan->environment,
    };
    box_run(reports, &program);
}

static _Noreturn void run_as_root(const struct box_plan *plan, int reports) {
    box_become_root(reports);
    if (plan->origin >= 0) TRY("place a descriptor", dup2(plan->origin, 0));
    execve(plan->arguments[0], plan->arguments + 1, plan->environment);
    box_give_up(reports, "execute the program");
}

_Noreturn void box_unshare_and_wait(const struct box_plan *plan, int reports, int orders) {
    TRY("enter the tree", fchdir(plan->tree));
    box_join_groups(reports, plan->groups.lists);
    TRY("make namespaces", unshare(plan->only_user ? CLONE_NEWUSER : BOX_NAMESPACES));
    box_report_ready(reports, 0);
    wait_for_order(orders);
    if (plan->only_user) run_as_root(plan, reports);
    pid_t first = box_fork_sibling();
    TRY("start process 1", first);
    if (first == 0) become_first(plan, reports, orders);
    box_report_ready(reports, first);
    _exit(0);
}

void box_abandon(struct box_making *making) {
    close(making->reports);
    close(making->orders);
    if (making->process <= 0) return;
    kill(making->process, SIGKILL);
    box_reap(making->process);
}

/// Hears a report that has to come.
static int await_step(struct box_making *making, pid_t *process, struct box_failure *failure) {
    int heard = box_await_report(making->reports, process, failure);
    if (heard == 0) box_fail(failure, "start a process", ECHILD);
    if (heard <= 0) box_abandon(making);
    return heard <= 0 ? -1 : 0;
}

int box_begin(int server, const struct box_plan *plan, struct box_making *making,
              struct box_failure *failure) {
    int reports[2], orders[2];
    if (box_open_pipe(reports, failure) < 0) return -1;
    if (box_open_pipe(orders, failure) < 0) {
        close(reports[0]);
        close(reports[1]);
        return -1;
    }
    int asked = box_ask_to_begin(server, plan, reports[1], orders[0], failure);
    close(reports[1]);
    close(orders[0]);
    *making = (struct box_making){.reports = reports[0], .orders = orders[1]};
    if (asked < 0) {
        box_abandon(making);
        return -1;
    }
    pid_t none;
    if (await_step(making, &making->process, failure) < 0) return -1;
    return await_step(making, &none, failure);
}

static void order(struct box_making *making) {
    ssize_t count;
    do {
        count = box_write(making->orders, "g", 1);
    } while (count < 0 && errno == EINTR);
}

int box_mount(struct box_making *making, struct box_failure *failure) {
    order(making);
    pid_t first = 0;
    if (await_step(making, &first, failure) < 0) return -1;
    box_reap(making->process);
    making->process = first;
    order(making);
    return await_step(making, &first, failure);
}

int box_change_root(struct box_making *making, struct box_failure *failure) {
    pid_t none;
    order(making);
    return await_step(making, &none, failure);
}

int box_execute(struct box_making *making, struct box_failure *failure) {
    pid_t none;
    order(making);
    int heard = box_await_report(making->reports, &none, failure);
    if (heard < 0) {
        box_abandon(making);
        return -1;
    }
    close(making->reports);
    close(making->orders);
    return 0;
}

struct inner {
    const struct box_entry *entry;
    int reports;
};

static int execute_inner(void *given) {
    const struct inner *inner = given;
    const struct box_entry *entry = inner->entry;
    const struct box_program program = {
        .limits = &entry->limits,
        .descriptors = entry->descriptors,
        .takes_terminal = entry->takes_terminal,
        .control = entry->control,
        .arguments = entry->arguments,
        .environment = entry->environment,
    };
    box_run(inner->reports, &program);
}

/// Joins the box and lets a sibling go on, since a new process-id namespace is for children.
_Noreturn void box_join_and_execute(const struct box_entry *entry, int reports) {
    box_join_groups(reports, entry->groups.lists);
    TRY("join the box", setns(entry->box, BOX_NAMESPACES));
    TRY("enter the folder", chdir(entry->folder));
    box_become_root(reports);
    // It borrows the memory until it executes its program, which spares a copy of it.
    _Alignas(16) char stack[1 << 15];
    struct inner inner = {entry, reports};
    pid_t process = clone(execute_inner, stack + sizeof stack,
                          CLONE_PARENT | CLONE_VM | CLONE_VFORK | SIGCHLD, &inner);
    TRY("start a process", process);
    box_report_ready(reports, process);
    _exit(0);
}

pid_t box_enter(int server, const struct box_entry *entry, struct box_failure *failure) {
    int reports[2];
    if (box_open_pipe(reports, failure) < 0) return -1;
    int has_failed = box_ask_to_enter(server, entry, reports[1], failure) < 0;
    close(reports[1]);
    pid_t child = 0, inner = 0;
    // Until the pipe closes, which exec does: by then the process is what it should be.
    while (!has_failed) {
        pid_t process = 0;
        int heard = box_await_report(reports[0], &process, failure);
        if (heard == 0) break;
        if (heard < 0) {
            has_failed = 1;
        } else if (child == 0) {
            child = process;
        } else {
            inner = process;
        }
    }
    if (child > 0) box_reap(child);
    close(reports[0]);
    if (has_failed) {
        if (inner > 0) box_reap(inner);
        return -1;
    }
    return inner == 0 ? box_fail(failure, "start a process", ECHILD) : inner;
}

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

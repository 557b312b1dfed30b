#ifndef STEPS_H
#define STEPS_H

// What the sources here share: how a child says how far it got, and the steps that every process
// of a box takes before it executes its program.

#include "CNamespaces.h"

#include <errno.h>
#include <sched.h>

enum {
    /// All the namespaces that a box has.
    BOX_NAMESPACES = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS |
                     CLONE_NEWNET | CLONE_NEWCGROUP,
};

/// Ends a child with the step that failed and errno.
_Noreturn void box_give_up(int reports, const char *step);

#define TRY_IN(reports, step, call) \
    do { \
        if ((call) < 0) box_give_up(reports, step); \
    } while (0)
#define TRY(step, call) TRY_IN(reports, step, call)

/// Says that a step failed, and goes on.
void box_report_failure(int reports, const char *step);

/// Says that a child is ready, or which process it started.
void box_report_ready(int reports, pid_t process);

/// Hears a report: 1 for one, 0 if no more come, -1 with the failure.
int box_await_report(int reports, pid_t *process, struct box_failure *failure);

/// Notes a failure and gives -1.
int box_fail(struct box_failure *failure, const char *step, int error);

int box_open_pipe(int ends[2], struct box_failure *failure);
void box_reap(pid_t process);

/// A child of our own parent.
pid_t box_fork_sibling(void);

/// A child of our own parent that is born in a control group of version 2, unless that is -1 or
/// cannot be done.
pid_t box_fork_into(int group, int *is_born_there);
void box_join_groups(int reports, const char *const *lists);

/// Goes through the steps of making a box, or of entering one.
_Noreturn void box_unshare_and_wait(const struct box_plan *plan, int reports, int orders);
_Noreturn void box_join_and_execute(const struct box_entry *entry, int reports);

void box_reset_signals(void);

/// Gives back the memory that this process has from the one that it was forked from. Only system
/// calls can be made afterwards.
void box_shed_memory(void);

void box_become_root(int reports);

/// Copies the files of the plan's origin, but what is to be as in the tree, into a folder.
void box_copy_files(int reports, const struct box_plan *plan, int target);

/// Takes away the system calls that reach past the box's namespaces.
void box_filter_calls(int reports);
/// Forgets the words that this process was started with, which everybody in a box could read.
void box_forget_arguments(void);

/// Makes the mounts of a box in the scratch folder, where it ends.
void box_mount_all(int reports, const struct box_plan *plan);
/// Leaves the host's files for the box's.
void box_leave_host(int reports);

/// What a process executes, and with what.
struct box_program {
    const struct box_limits *limits;
    /// The standard descriptors; when `takes_terminal` the first becomes the controlling terminal.
    const int *descriptors;
    int takes_terminal;
    /// A further descriptor that becomes BOX_CONTROL, or -1.
    int control;
    /// Whether the kernel reaps its children, if the program does not.
    int forgets_children;
    char *const *arguments;
    char *const *environment;
};

/// The last steps, the same for every process of a box.
_Noreturn void box_run(int reports, const struct box_program *program);

#endif

#define _GNU_SOURCE
#include "parcel.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

// To fork is to copy the tables of all pages and to fault on each page that is written afterwards:
// milliseconds, where this process is large, and its memory would be in the box until the program is
// executed. So a child of this process, which has given its memory back, forks all others. They are
// made this process's own children. It also outlives this process for as long as it takes to kill
// the boxes that nothing else would end.

static _Noreturn void obey(struct parcel *parcel, int is_in_groups) {
    const struct request *request = &parcel->request;
    const int *descriptors = parcel->descriptors;
    box_unpack(parcel);
    const struct box_groups groups = {.lists = is_in_groups ? 0 : parcel->lists[GROUPS]};
    const char *const *single = parcel->lists[SINGLE];
    if (request->kind == ENTER) {
        const struct box_entry entry = {
            .box = descriptors[BOX],
            .groups = groups,
            .limits = request->limits,
            .folder = single[0],
            .arguments = (char *const *)parcel->lists[WORDS],
            .environment = (char *const *)parcel->lists[ENVIRONMENT],
            .descriptors = {descriptors[STREAMS], descriptors[STREAMS + 1],
                            descriptors[STREAMS + 2]},
            .control = descriptors[CONTROL],
            .takes_terminal = request->on_terminal,
        };
        box_join_and_execute(&entry, descriptors[REPORTS]);
    }
    const struct box_plan plan = {
        .tree = descriptors[TREE],
        .origin = descriptors[ORIGIN],
        .left_out = parcel->lists[LEFT_OUT],
        .tool_folders = parcel->lists[TOOL_FOLDERS],
        .only_user = request->only_user,
        .upper_options = single[0],
        .host_name = single[1],
        .scratch = single[2],
        .groups = groups,
        .limits = request->limits,
        .on_terminal = request->on_terminal,
        .arguments = (char *const *)parcel->lists[WORDS],
        .environment = (char *const *)parcel->lists[ENVIRONMENT],
    };
    box_unshare_and_wait(&plan, descriptors[REPORTS], descriptors[ORDERS]);
}

/// Starts a process for a parcel, in its control groups.
static void start(struct parcel *parcel) {
    int is_in_groups;
    pid_t child = box_fork_into(parcel->descriptors[GROUP], &is_in_groups);
    if (child == 0) {
        prctl(PR_SET_NAME, "bash");
        box_report_ready(parcel->descriptors[REPORTS], getpid());
        obey(parcel, is_in_groups);
    }
    if (child < 0) box_report_failure(parcel->descriptors[REPORTS], "start a process");
}

/// The processes to kill in the end.
static struct {
    size_t count;
    pid_t processes[1 << 16];
} watched;

static void watch(pid_t process) {
    const size_t most = sizeof watched.processes / sizeof *watched.processes;
    if (watched.count < most) watched.processes[watched.count++] = process;
}

static void forget(pid_t process) {
    size_t place = 0;
    while (place < watched.count && watched.processes[place] != process) place++;
    if (place < watched.count) watched.processes[place] = watched.processes[--watched.count];
}

static _Noreturn void serve(int channel) {
    struct parcel parcel;
    while (box_take(channel, &parcel)) {
        switch (parcel.request.kind) {
        case BEGIN:
        case ENTER: start(&parcel); break;
        case WATCH: watch(parcel.request.process); break;
        case FORGET: forget(parcel.request.process); break;
        }
        for (int i = 0; i < PLACES; i++) {
            if (parcel.descriptors[i] >= 0) close(parcel.descriptors[i]);
        }
    }
    while (watched.count > 0) kill(watched.processes[--watched.count], SIGKILL);
    _exit(0);
}

pid_t box_start_server(int *channel) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) return -1;
    pid_t child = fork();
    if (child == 0) {
        box_forget_arguments();
        prctl(PR_SET_NAME, "diorama-boxes");
        // What interrupts this process at its terminal is not meant for the server.
        setsid();
        box_reset_signals();
        int own = fcntl(ends[1], F_DUPFD_CLOEXEC, 3);
        syscall(SYS_close_range, own + 1, ~0u, 0);
        for (int i = 0; i < own; i++) close(i);
        for (int i = 0; i < 3; i++) open("/dev/null", O_RDWR);
        box_shed_memory();
        serve(own);
    }
    close(ends[1]);
    if (child < 0) {
        close(ends[0]);
        return -1;
    }
    *channel = ends[0];
    return child;
}

#define _GNU_SOURCE
#include "steps.h"

#include <fcntl.h>
#include <linux/capability.h>
#include <linux/close_range.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/// The words that this process was started with; they lie one behind the other.
static struct {
    char *first;
    size_t size;
} words;

__attribute__((constructor)) static void find_arguments(int count, char **arguments) {
    if (count < 1 || !arguments || !arguments[0]) return;
    const char *last = arguments[count - 1];
    words.first = arguments[0];
    words.size = (size_t)(last - arguments[0]) + strlen(last);
}

void box_forget_arguments(void) {
    if (words.first) memset(words.first, 0, words.size);
}

// Raw clone, because fork cannot give it another one.
pid_t box_fork_sibling(void) {
    return (pid_t)syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
}

static void limit(int reports, int resource, unsigned long most) {
    struct rlimit limit = {.rlim_cur = most, .rlim_max = most};
    TRY("limit the process", setrlimit(resource, &limit));
}

/// Leaves a container's capabilities: those of Docker's default.
static void give_up_capabilities(int reports) {
    static const int kept[] = {
        CAP_CHOWN, CAP_DAC_OVERRIDE, CAP_FOWNER, CAP_FSETID, CAP_KILL, CAP_SETGID, CAP_SETUID,
        CAP_SETPCAP, CAP_NET_BIND_SERVICE, CAP_SYS_CHROOT, CAP_MKNOD, CAP_AUDIT_WRITE, CAP_SETFCAP,
    };
    for (int capability = 0; prctl(PR_CAPBSET_READ, capability) >= 0; capability++) {
        int keep = 0;
        for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) keep |= kept[i] == capability;
        if (!keep) TRY("give up capabilities", prctl(PR_CAPBSET_DROP, capability));
    }
}


void box_become_root(int reports) {
    TRY("become root of the box", syscall(SYS_setresgid, 0, 0, 0));
    TRY("become root of the box", syscall(SYS_setgroups, 0, 0));
    TRY("become root of the box", syscall(SYS_setresuid, 0, 0, 0));
}

void box_reset_signals(void) {
    struct sigaction usual = {.sa_handler = SIG_DFL};
    for (int signal = 1; signal < 32; signal++) sigaction(signal, &usual, 0);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, 0);
}

_Noreturn void box_run(int reports, const struct box_program *program) {
    // Out of the way first, so that none is overwritten before it is copied.
    int copies[5] = {program->descriptors[0], program->descriptors[1], program->descriptors[2],
                     program->control, reports};
    for (int i = 0; i < 5; i++) {
        if (copies[i] < 0) continue;
        copies[i] = fcntl(copies[i], F_DUPFD_CLOEXEC, 16);
        TRY("copy a descriptor", copies[i]);
    }
    reports = copies[4];
    TRY("start a session", setsid());
    for (int i = 0; i < 3; i++) TRY("place a descriptor", dup2(copies[i], i));
    if (program->takes_terminal) TRY("take the terminal", ioctl(0, TIOCSCTTY, 0));
    TRY("close on exec", syscall(SYS_close_range, 3, ~0u, CLOSE_RANGE_CLOEXEC));
    if (program->control >= 0) TRY("place a descriptor", dup2(copies[3], BOX_CONTROL));
    limit(reports, RLIMIT_CORE, 0);
    limit(reports, RLIMIT_NPROC, program->limits->processes);
    limit(reports, RLIMIT_AS, program->limits->address_space);
    limit(reports, RLIMIT_CPU, program->limits->cpu_seconds);
    limit(reports, RLIMIT_FSIZE, program->limits->file_size);
    limit(reports, RLIMIT_NOFILE, program->limits->open_files);
    umask(022);
    give_up_capabilities(reports);
    box_reset_signals();
    const struct sigaction ignored = {.sa_handler = SIG_IGN};
    if (program->forgets_children) sigaction(SIGCHLD, &ignored, 0);
    box_filter_calls(reports);
    execve(program->arguments[0], program->arguments + 1, program->environment);
    box_give_up(reports, "execute the program");
}

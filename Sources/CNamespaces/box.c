#define _GNU_SOURCE
#include "CNamespaces.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/close_range.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/// What a child says: the step that failed and why, or a process id, or just that it is ready.
struct report {
    struct box_failure failure;
    pid_t process;
};

static const int namespaces = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC |
                              CLONE_NEWUTS | CLONE_NEWNET | CLONE_NEWCGROUP;

static _Noreturn void give_up(int reports, const char *step) {
    struct report report = {.failure.error = errno ? errno : EIO};
    strncpy(report.failure.step, step, sizeof report.failure.step - 1);
    (void)!write(reports, &report, sizeof report);
    _exit(127);
}

static void report_ready(int reports, pid_t process) {
    struct report report = {.process = process};
    (void)!write(reports, &report, sizeof report);
}

#define TRY(step, call) \
    do { \
        if ((call) < 0) give_up(reports, step); \
    } while (0)

/// A child of our own parent: raw clone, because fork cannot give it another one.
static pid_t fork_sibling(void) {
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

static void join_groups(int reports, const char *const *groups) {
    for (; groups && *groups; groups++) {
        int file = open(*groups, O_WRONLY | O_CLOEXEC);
        TRY("join the control group", file);
        TRY("join the control group", write(file, "0", 1));
        close(file);
    }
}

/// The last steps before exec, the same for every process of a box.
static _Noreturn void execute(int reports, const struct box_limits *limits, int takes_terminal,
                              const int standard[3], int control, char *const *arguments,
                              char *const *environment) {
    // Out of the way first, so that none is overwritten before it is copied.
    int copies[5] = {standard[0], standard[1], standard[2], control, reports};
    for (int i = 0; i < 5; i++) {
        if (copies[i] < 0) continue;
        copies[i] = fcntl(copies[i], F_DUPFD_CLOEXEC, 16);
        TRY("copy a descriptor", copies[i]);
    }
    reports = copies[4];
    TRY("start a session", setsid());
    for (int i = 0; i < 3; i++) TRY("place a descriptor", dup2(copies[i], i));
    if (takes_terminal) TRY("take the terminal", ioctl(0, TIOCSCTTY, 0));
    TRY("close on exec", syscall(SYS_close_range, 3, ~0u, CLOSE_RANGE_CLOEXEC));
    if (control >= 0) TRY("place a descriptor", dup2(copies[3], BOX_CONTROL));
    limit(reports, RLIMIT_CORE, 0);
    limit(reports, RLIMIT_NPROC, limits->processes);
    limit(reports, RLIMIT_AS, limits->address_space);
    limit(reports, RLIMIT_CPU, limits->cpu_seconds);
    limit(reports, RLIMIT_FSIZE, limits->file_size);
    limit(reports, RLIMIT_NOFILE, limits->open_files);
    umask(022);
    give_up_capabilities(reports);
    struct sigaction usual = {.sa_handler = SIG_DFL};
    for (int signal = 1; signal < 32; signal++) sigaction(signal, &usual, 0);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, 0);
    execve(arguments[0], arguments + 1, environment);
    give_up(reports, "execute the program");
}

static void copy_upper(int reports, const struct box_plan *plan) {
    char source[64];
    snprintf(source, sizeof source, "/proc/self/fd/%d", plan->origin);
    char *const arguments[] = {"sh", "-e", "-c", (char *)plan->copying, "sh", source, 0};
    char *const environment[] = {"PATH=/usr/bin:/bin", 0};
    pid_t copier = fork();
    TRY("copy the changed files", copier);
    if (copier == 0) {
        fcntl(plan->origin, F_SETFD, 0);
        execve("/bin/sh", arguments, environment);
        _exit(127);
    }
    int status = 0;
    while (waitpid(copier, &status, 0) < 0 && errno == EINTR) {}
    errno = EIO;
    if (status != 0) give_up(reports, "copy the changed files");
}

static void bind_device(int reports, const char *name) {
    char from[32], to[32];
    snprintf(from, sizeof from, "/dev/%s", name);
    snprintf(to, sizeof to, "root/dev/%s", name);
    TRY("bind a device", mount(from, to, 0, MS_BIND, 0));
}

static void raise_loopback(int reports) {
    int handle = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    TRY("raise the loopback", handle);
    struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING};
    TRY("raise the loopback", ioctl(handle, SIOCSIFFLAGS, &request));
    close(handle);
}

static void write_file(int reports, const char *path, const char *text) {
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    TRY(path, file);
    TRY(path, write(file, text, strlen(text)));
    close(file);
}

static void mount_all(int reports, const struct box_plan *plan) {
    char layers[128];
    snprintf(layers, sizeof layers, "lowerdir=.,upperdir=%s/upper,workdir=%s/work,userxattr",
             plan->scratch, plan->scratch);
    TRY("make the mounts private", mount(0, "/", 0, MS_REC | MS_PRIVATE, 0));
    TRY("mount a file system in memory",
        mount("upper", plan->scratch, "tmpfs", MS_NOSUID | MS_NODEV, plan->upper_options));
    char path[96];
    snprintf(path, sizeof path, "%s/upper", plan->scratch);
    TRY("make folders", mkdir(path, 0755));
    snprintf(path, sizeof path, "%s/work", plan->scratch);
    TRY("make folders", mkdir(path, 0755));
    snprintf(path, sizeof path, "%s/root", plan->scratch);
    TRY("make folders", mkdir(path, 0755));
    if (plan->origin >= 0) {
        int tree = open(".", O_PATH | O_CLOEXEC);
        TRY("open the tree", tree);
        TRY("enter the scratch folder", chdir(plan->scratch));
        copy_upper(reports, plan);
        TRY("return to the tree", fchdir(tree));
        close(tree);
    }
    TRY("mount the overlay", mount("overlay", path, "overlay", 0, layers));
    TRY("enter the scratch folder", chdir(plan->scratch));
    TRY("mount /proc", mount("proc", "root/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, 0));
    // Root of the host may read it, root of the box may not: a container shows no complaint either.
    TRY("hide the drivers", mount("drivers", "root/proc/tty/driver", "tmpfs", MS_RDONLY, "size=0"));
    const char *const devices[] = {"null", "zero", "full", "random", "urandom", "tty"};
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++) bind_device(reports, devices[i]);
    TRY("mount /dev/pts", mount("devpts", "root/dev/pts", "devpts", MS_NOSUID | MS_NOEXEC,
                                "newinstance,ptmxmode=0666,mode=0620,uid=0,gid=5"));
    TRY("mount /dev/shm", mount("shm", "root/dev/shm", "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC,
                                "size=65536k,mode=1777"));
    TRY("name the host", sethostname(plan->host_name, strlen(plan->host_name)));
    char text[320];
    snprintf(text, sizeof text, "%s\n", plan->host_name);
    write_file(reports, "root/etc/hostname", text);
    snprintf(text, sizeof text,
             "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n"
             "fe00::0\tip6-localnet\nff00::0\tip6-mcastprefix\nff02::1\tip6-allnodes\n"
             "ff02::2\tip6-allrouters\n172.17.0.2\t%s\n",
             plan->host_name);
    write_file(reports, "root/etc/hosts", text);
    raise_loopback(reports);
    write_file(reports, "/proc/sys/user/max_user_namespaces", "0");
}

static void change_root(int reports) {
    TRY("enter the root", chdir("root"));
    TRY("change the root", syscall(SYS_pivot_root, ".", "."));
    TRY("leave the host's files", umount2(".", MNT_DETACH));
    TRY("enter the root", chdir("/"));
}

static void wait_for_order(int orders) {
    char order;
    if (read(orders, &order, 1) != 1) _exit(126);
}

static void become_root(int reports) {
    TRY("become root of the box", syscall(SYS_setresgid, 0, 0, 0));
    TRY("become root of the box", syscall(SYS_setgroups, 0, 0));
    TRY("become root of the box", syscall(SYS_setresuid, 0, 0, 0));
    // Without this the new ids make /proc/PROCESS unreadable for who owns the box.
    prctl(PR_SET_DUMPABLE, 1);
}

static _Noreturn void become_first(const struct box_plan *plan, int reports, int orders) {
    wait_for_order(orders);
    become_root(reports);
    mount_all(reports, plan);
    report_ready(reports, 0);
    wait_for_order(orders);
    change_root(reports);
    report_ready(reports, 0);
    wait_for_order(orders);
    int terminal = open("/dev/pts/0", O_RDWR | O_NOCTTY);
    TRY("open the terminal", terminal);
    const int descriptors[3] = {terminal, terminal, terminal};
    execute(reports, &plan->limits, 1, descriptors, -1, plan->arguments, plan->environment);
}

static _Noreturn void run_as_root(const struct box_plan *plan, int reports) {
    become_root(reports);
    if (plan->origin >= 0) TRY("place a descriptor", dup2(plan->origin, 0));
    execve(plan->arguments[0], plan->arguments + 1, plan->environment);
    give_up(reports, "execute the program");
}

static _Noreturn void unshare_and_wait(const struct box_plan *plan, int reports, int orders) {
    TRY("enter the tree", fchdir(plan->tree));
    join_groups(reports, plan->groups);
    TRY("make namespaces", unshare(plan->only_user ? CLONE_NEWUSER : namespaces));
    report_ready(reports, 0);
    wait_for_order(orders);
    if (plan->only_user) run_as_root(plan, reports);
    pid_t first = fork_sibling();
    TRY("start process 1", first);
    if (first == 0) become_first(plan, reports, orders);
    report_ready(reports, first);
    _exit(0);
}

/// Hears a report: 1 for one, 0 if no more come, -1 with the failure.
static int await(int reports, pid_t *process, struct box_failure *failure) {
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

static void reap(pid_t process) {
    while (waitpid(process, 0, 0) < 0 && errno == EINTR) {}
}

static int fail(struct box_failure *failure, const char *step, int error) {
    strncpy(failure->step, step, sizeof failure->step - 1);
    failure->error = error;
    return -1;
}

void box_abandon(struct box_making *making) {
    close(making->reports);
    close(making->orders);
    if (making->process <= 0) return;
    kill(making->process, SIGKILL);
    reap(making->process);
}

/// Hears a report that has to come.
static int await_step(struct box_making *making, pid_t *process, struct box_failure *failure) {
    int heard = await(making->reports, process, failure);
    if (heard == 0) fail(failure, "start a process", ECHILD);
    if (heard <= 0) box_abandon(making);
    return heard <= 0 ? -1 : 0;
}

static int open_pipe(int ends[2], struct box_failure *failure) {
    return pipe2(ends, O_CLOEXEC) < 0 ? fail(failure, "open a pipe", errno) : 0;
}

int box_begin(const struct box_plan *plan, struct box_making *making, struct box_failure *failure) {
    int reports[2], orders[2];
    if (open_pipe(reports, failure) < 0) return -1;
    if (open_pipe(orders, failure) < 0) {
        close(reports[0]);
        close(reports[1]);
        return -1;
    }
    pid_t child = fork();
    if (child == 0) {
        close(orders[1]);
        unshare_and_wait(plan, reports[1], orders[0]);
    }
    if (child < 0) fail(failure, "start a process", errno);
    close(reports[1]);
    close(orders[0]);
    *making = (struct box_making){.process = child, .reports = reports[0], .orders = orders[1]};
    if (child < 0) {
        box_abandon(making);
        return -1;
    }
    pid_t none;
    return await_step(making, &none, failure);
}

static void order(struct box_making *making) {
    ssize_t count;
    do {
        count = write(making->orders, "g", 1);
    } while (count < 0 && errno == EINTR);
}

int box_mount(struct box_making *making, struct box_failure *failure) {
    order(making);
    pid_t first = 0;
    if (await_step(making, &first, failure) < 0) return -1;
    reap(making->process);
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
    int heard = await(making->reports, &none, failure);
    if (heard < 0) {
        box_abandon(making);
        return -1;
    }
    close(making->reports);
    close(making->orders);
    return 0;
}

/// Joins the box and lets a sibling go on, since a new process-id namespace is for children.
static _Noreturn void join_and_execute(const struct box_entry *entry, int reports) {
    join_groups(reports, entry->groups);
    TRY("join the box", setns(entry->box, namespaces));
    TRY("enter the folder", chdir(entry->folder));
    become_root(reports);
    pid_t inner = fork_sibling();
    TRY("start a process", inner);
    if (inner == 0) {
        execute(reports, &entry->limits, entry->takes_terminal, entry->descriptors, entry->control,
                entry->arguments, entry->environment);
    }
    report_ready(reports, inner);
    _exit(0);
}

pid_t box_enter(const struct box_entry *entry, struct box_failure *failure) {
    int reports[2];
    if (open_pipe(reports, failure) < 0) return -1;
    pid_t child = fork();
    if (child == 0) join_and_execute(entry, reports[1]);
    close(reports[1]);
    pid_t inner = child < 0 ? fail(failure, "start a process", errno) : 0;
    // Until the pipe closes, which exec does: by then the process is what it should be.
    while (child > 0) {
        pid_t process = 0;
        int heard = await(reports[0], &process, failure);
        if (heard == 0) break;
        if (heard > 0) inner = process;
        if (heard < 0) {
            if (inner > 0) reap(inner);
            inner = -1;
        }
    }
    if (child > 0) reap(child);
    close(reports[0]);
    return inner == 0 ? fail(failure, "start a process", ECHILD) : inner;
}

int box_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int box_open_folder(const char *path) { return open(path, O_PATH | O_DIRECTORY | O_CLOEXEC); }

void box_wait(int descriptor, long microseconds) {
    struct pollfd one = {.fd = descriptor, .events = POLLIN};
    struct timespec time = {microseconds / 1000000, microseconds % 1000000 * 1000};
    ppoll(&one, 1, &time, 0);
}

int box_terminal_unlock(int terminal) {
    int locked = 0;
    return ioctl(terminal, TIOCSPTLCK, &locked);
}

int box_terminal_peer(int terminal) {
    return ioctl(terminal, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
}

int box_waiting_bytes(int descriptor) {
    int count = 0;
    return ioctl(descriptor, FIONREAD, &count) < 0 ? -1 : count;
}

int box_terminal_size(int terminal, unsigned short rows, unsigned short columns) {
    struct winsize size = {.ws_row = rows, .ws_col = columns};
    return ioctl(terminal, TIOCSWINSZ, &size);
}

int box_open_process(pid_t process) { return (int)syscall(SYS_pidfd_open, process, 0); }

int box_create_file(int folder, const char *name, uid_t user, gid_t group) {
    // Both are of this thread alone, and are taken back before it does anything else.
    setfsgid(group);
    setfsuid(user);
    int file = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    int failure = errno;
    setfsuid(geteuid());
    setfsgid(getegid());
    errno = failure;
    return file;
}

#define _GNU_SOURCE
#include "steps.h"

#include <fcntl.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/// Runs a program of the host to its end.
static void run(int reports, const char *step, char *const arguments[]) {
    char *const environment[] = {"PATH=/usr/bin:/bin", 0};
    pid_t child = vfork();
    TRY(step, child);
    if (child == 0) {
        execve(arguments[0], arguments + 1, environment);
        _exit(127);
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    errno = EIO;
    if (status != 0) box_give_up(reports, step);
}

static void fill_upper(int reports, const struct box_plan *plan) {
    char source[64];
    snprintf(source, sizeof source, "/proc/self/fd/%d/.", plan->origin);
    fcntl(plan->origin, F_SETFD, 0);
    run(reports, "copy the changed files",
        (char *const[]){"/bin/cp", "cp", "-a", "--", source, "upper", 0});
    fcntl(plan->origin, F_SETFD, FD_CLOEXEC);
    if (!plan->changes) return;
    run(reports, "change the copied files",
        (char *const[]){"/bin/sh", "sh", "-e", "-c", (char *)plan->changes, 0});
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

void box_mount_all(int reports, const struct box_plan *plan) {
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
        fill_upper(reports, plan);
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

void box_leave_host(int reports) {
    TRY("enter the root", chdir("root"));
    TRY("change the root", syscall(SYS_pivot_root, ".", "."));
    TRY("leave the host's files", umount2(".", MNT_DETACH));
    TRY("enter the root", chdir("/"));
}

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
#include <unistd.h>

// What the tree or a copied file calls by the name of a place may be a link that leads to the host,
// as long as the host is there. So every place is found as the box will find it.

static void mount_at(int reports, int root, const char *path, const char *source, const char *type,
                     unsigned long flags, const char *options) {
    char step[40], target[40];
    snprintf(step, sizeof step, "mount %s", path);
    int place = box_open_inside(root, path, O_PATH);
    TRY(step, place);
    snprintf(target, sizeof target, "/proc/self/fd/%d", place);
    TRY(step, mount(source, target, type, flags, options));
    close(place);
}

static void bind_device(int reports, int root, const char *name) {
    char from[32];
    snprintf(from, sizeof from, "/dev/%s", name);
    mount_at(reports, root, from, from, 0, MS_BIND, 0);
}

static void raise_loopback(int reports) {
    int handle = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    TRY("raise the loopback", handle);
    struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING};
    TRY("raise the loopback", ioctl(handle, SIOCSIFFLAGS, &request));
    close(handle);
}

static void write_file(int reports, int root, const char *path, const char *text) {
    char step[40];
    snprintf(step, sizeof step, "write %s", path);
    int file = box_open_inside(root, path, O_WRONLY | O_CREAT | O_TRUNC | O_NOCTTY | O_NONBLOCK);
    TRY(step, file);
    TRY(step, write(file, text, strlen(text)));
    close(file);
}

/// Writes what a container gets from who starts it.
static void write_names(int reports, int root, const char *host_name) {
    char text[320];
    snprintf(text, sizeof text, "%s\n", host_name);
    write_file(reports, root, "/etc/hostname", text);
    snprintf(text, sizeof text,
             "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n"
             "fe00::0\tip6-localnet\nff00::0\tip6-mcastprefix\nff02::1\tip6-allnodes\n"
             "ff02::2\tip6-allrouters\n172.17.0.2\t%s\n",
             host_name);
    write_file(reports, root, "/etc/hosts", text);
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
        snprintf(path, sizeof path, "%s/upper", plan->scratch);
        int upper = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        TRY("open the upper layer", upper);
        box_copy_files(reports, plan, upper);
        close(upper);
    }
    snprintf(path, sizeof path, "%s/root", plan->scratch);
    TRY("mount the overlay", mount("overlay", path, "overlay", 0, layers));
    TRY("enter the scratch folder", chdir(plan->scratch));
    int root = box_open_folder("root");
    TRY("open the root", root);
    mount_at(reports, root, "/proc", "proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, 0);
    // Root of the host may read it, root of the box may not: a container shows no complaint either.
    mount_at(reports, root, "/proc/tty/driver", "drivers", "tmpfs", MS_RDONLY, "size=0");
    const char *const devices[] = {"null", "zero", "full", "random", "urandom", "tty"};
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++) {
        bind_device(reports, root, devices[i]);
    }
    // The host has some thousand terminals for all its boxes.
    mount_at(reports, root, "/dev/pts", "devpts", "devpts", MS_NOSUID | MS_NOEXEC,
             "newinstance,ptmxmode=0666,mode=0620,uid=0,gid=5,max=64");
    mount_at(reports, root, "/dev/shm", "shm", "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC,
             "size=65536k,nr_inodes=10k,mode=1777");
    TRY("name the host", sethostname(plan->host_name, strlen(plan->host_name)));
    // A copy has what became of them.
    if (plan->origin < 0) write_names(reports, root, plan->host_name);
    close(root);
    raise_loopback(reports);
    int most = open("/proc/sys/user/max_user_namespaces", O_WRONLY | O_CLOEXEC);
    TRY("forbid user namespaces", most);
    TRY("forbid user namespaces", write(most, "0", 1));
    close(most);
}

void box_leave_host(int reports) {
    TRY("enter the root", chdir("root"));
    TRY("change the root", syscall(SYS_pivot_root, ".", "."));
    TRY("leave the host's files", umount2(".", MNT_DETACH));
    TRY("enter the root", chdir("/"));
}

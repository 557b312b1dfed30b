#define _GNU_SOURCE
#include "CNamespaces.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <linux/sockios.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/fsuid.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

int box_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int box_channel(int ends[2]) {
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends);
}

ssize_t box_write(int descriptor, const void *bytes, size_t count) {
    sigset_t broken, before;
    sigemptyset(&broken);
    sigaddset(&broken, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken, &before);
    ssize_t written = write(descriptor, bytes, count);
    int failure = errno;
    if (written < 0 && failure == EPIPE) {
        const struct timespec at_once = {0, 0};
        sigtimedwait(&broken, 0, &at_once);
    }
    pthread_sigmask(SIG_SETMASK, &before, 0);
    errno = failure;
    return written;
}

int box_open_folder(const char *path) { return open(path, O_PATH | O_DIRECTORY | O_CLOEXEC); }

_Static_assert(BOX_PLACE == O_PATH, "Swift does not see O_PATH");

int box_open_inside(int root, const char *path, int flags) {
    // Where a folder on the way was moved meanwhile, the kernel wants another try.
    struct open_how how = {.flags = (unsigned)flags | O_CLOEXEC,
                           .mode = flags & O_CREAT ? 0644 : 0,
                           .resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS};
    int file = -1;
    for (int tries = 0; tries < 100 && file < 0; tries++) {
        file = (int)syscall(SYS_openat2, root, path, &how, sizeof how);
        if (errno != EAGAIN) break;
    }
    return file;
}

int box_wait(int descriptor, int other, long microseconds) {
    struct pollfd both[] = {{.fd = descriptor, .events = POLLIN}, {.fd = other, .events = POLLIN}};
    struct timespec time = {microseconds / 1000000, microseconds % 1000000 * 1000};
    return ppoll(both, 2, &time, 0) > 0;
}

int box_terminal_unlock(int terminal) {
    int locked = 0;
    return ioctl(terminal, TIOCSPTLCK, &locked);
}

int box_terminal_peer(int terminal) {
    return ioctl(terminal, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
}

int box_has_input(int descriptor) {
    struct pollfd one = {.fd = descriptor, .events = POLLIN};
    return poll(&one, 1, 0) > 0;
}

int box_unread_bytes(int descriptor) {
    int count = 0;
    return ioctl(descriptor, SIOCOUTQ, &count) < 0 ? -1 : count;
}

int box_terminal_size(int terminal, unsigned short rows, unsigned short columns) {
    struct winsize size = {.ws_row = rows, .ws_col = columns};
    return ioctl(terminal, TIOCSWINSZ, &size);
}

int box_copy_limits(pid_t from, pid_t to) {
    for (int resource = 0; resource < RLIMIT_NLIMITS; resource++) {
        struct rlimit limit;
        if (prlimit(from, resource, 0, &limit) < 0) return -1;
        if (prlimit(to, resource, &limit, 0) < 0) return -1;
    }
    return 0;
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

#define _GNU_SOURCE
#include "steps.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

// Namespaces do not divide everything: keys, the kernel's log, its tracers and its rings for input
// and output are the machine's, and a socket of the family VSOCK talks to what the machine runs on.
// A container's default filter refuses these; so does this one, and whatever makes or joins
// namespaces and mounts, which without a capability leads nowhere but into rarely used code.

#if defined(__x86_64__)
#define NATIVE AUDIT_ARCH_X86_64
/// Numbers from here on are those of another way to call, with pointers of 32 bits.
#define FIRST_FOREIGN 0x40000000u
#else
#define NATIVE AUDIT_ARCH_AARCH64
#define FIRST_FOREIGN 0xFFFFFFFFu
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define RETURN(value) BPF_STMT(BPF_RET | BPF_K, value)
#define FAIL_WITH(error) RETURN(SECCOMP_RET_ERRNO | (error))
/// Goes on with the next instruction if the value is the one, else skips it.
#define IF_EQUAL(value) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1)
#define REFUSE(call) IF_EQUAL(SYS_##call), FAIL_WITH(EPERM)
#define ADMIT(family) IF_EQUAL(family), RETURN(SECCOMP_RET_ALLOW)

static const struct sock_filter filter[] = {
    LOAD(arch),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, NATIVE, 1, 0),
    FAIL_WITH(ENOSYS),
    LOAD(nr),
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, FIRST_FOREIGN, 0, 1),
    FAIL_WITH(ENOSYS),
    REFUSE(add_key), REFUSE(request_key), REFUSE(keyctl),
    REFUSE(syslog),
    REFUSE(bpf), REFUSE(perf_event_open), REFUSE(userfaultfd),
    REFUSE(io_uring_setup), REFUSE(io_uring_enter), REFUSE(io_uring_register),
    REFUSE(init_module), REFUSE(finit_module), REFUSE(delete_module),
    REFUSE(kexec_load), REFUSE(kexec_file_load), REFUSE(reboot),
    REFUSE(open_by_handle_at), REFUSE(fanotify_init), REFUSE(acct), REFUSE(quotactl),
    REFUSE(swapon), REFUSE(swapoff),
    REFUSE(unshare), REFUSE(setns),
    REFUSE(mount), REFUSE(umount2), REFUSE(pivot_root), REFUSE(move_mount), REFUSE(open_tree),
    REFUSE(fsopen), REFUSE(fspick), REFUSE(fsmount), REFUSE(mount_setattr),
    IF_EQUAL(SYS_socket),
    BPF_JUMP(BPF_JMP | BPF_JA, 1, 0, 0),
    RETURN(SECCOMP_RET_ALLOW),
    LOAD(args[0]),
    ADMIT(AF_UNIX), ADMIT(AF_INET), ADMIT(AF_INET6), ADMIT(AF_NETLINK), ADMIT(AF_PACKET),
    FAIL_WITH(EAFNOSUPPORT),
};

void box_filter_calls(int reports) {
    const struct sock_fprog program = {
        .len = sizeof filter / sizeof *filter,
        .filter = (struct sock_filter *)filter,
    };
    TRY("filter system calls", syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
                                       SECCOMP_FILTER_FLAG_SPEC_ALLOW, &program));
}

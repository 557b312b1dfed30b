#define _GNU_SOURCE
#include "parcel.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

struct parcel box_empty_parcel(enum kind kind) {
    struct parcel parcel = {.request.kind = kind};
    for (int place = 0; place < PLACES; place++) parcel.descriptors[place] = -1;
    return parcel;
}

/// Where control messages lie.
union control {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(PLACES * sizeof(int))];
};

/// Writes all texts behind each other; -1 if they find no room.
static int pack(struct parcel *parcel, int file) {
    char *bytes = 0;
    for (int writes = 0; writes < 2; writes++) {
        size_t size = 0;
        for (int list = 0; list < LISTS; list++) {
            const char *const *texts = parcel->lists[list];
            parcel->request.counts[list] = texts ? 0 : -1;
            for (; texts && *texts; texts++) {
                size_t length = strlen(*texts) + 1;
                if (bytes) memcpy(bytes + size, *texts, length);
                size += length;
                parcel->request.counts[list]++;
            }
        }
        parcel->request.size = size;
        if (bytes) continue;
        if (ftruncate(file, (off_t)size) < 0) return -1;
        bytes = mmap(0, size, PROT_WRITE, MAP_SHARED, file, 0);
        if (bytes == MAP_FAILED) return -1;
    }
    return munmap(bytes, parcel->request.size);
}

int box_post(int server, struct parcel *parcel) {
    int present[PLACES], count = 0;
    parcel->request.present = 0;
    for (int place = 0; place < PLACES; place++) {
        if (parcel->descriptors[place] < 0) continue;
        parcel->request.present |= 1u << place;
        present[count++] = parcel->descriptors[place];
    }
    union control control = {0};
    struct iovec part = {&parcel->request, sizeof parcel->request};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (count > 0) {
        message.msg_control = &control;
        message.msg_controllen = CMSG_SPACE((size_t)count * sizeof(int));
        control.header.cmsg_level = SOL_SOCKET;
        control.header.cmsg_type = SCM_RIGHTS;
        control.header.cmsg_len = CMSG_LEN((size_t)count * sizeof(int));
        memcpy(CMSG_DATA(&control.header), present, (size_t)count * sizeof(int));
    }
    ssize_t sent;
    do {
        sent = sendmsg(server, &message, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent < 0 ? -1 : 0;
}

int box_post_with_texts(int server, struct parcel *parcel, struct box_failure *failure) {
    int texts = memfd_create("request", MFD_CLOEXEC);
    if (texts < 0) return box_fail(failure, "start a process", errno);
    parcel->descriptors[TEXTS] = texts;
    int result = pack(parcel, texts) < 0 ? -1 : box_post(server, parcel);
    if (result < 0) box_fail(failure, "start a process", errno);
    close(texts);
    return result;
}

int box_take(int channel, struct parcel *parcel) {
    *parcel = box_empty_parcel(BEGIN);
    union control control;
    struct iovec part = {&parcel->request, sizeof parcel->request};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control,
                             .msg_controllen = sizeof control};
    ssize_t size;
    do {
        size = recvmsg(channel, &message, MSG_CMSG_CLOEXEC);
    } while (size < 0 && errno == EINTR);
    if (size != (ssize_t)sizeof parcel->request) return 0;
    const struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    for (int place = 0, next = 0; header && place < PLACES; place++) {
        if (!(parcel->request.present & 1u << place)) continue;
        memcpy(&parcel->descriptors[place], CMSG_DATA(header) + (size_t)next++ * sizeof(int),
               sizeof(int));
    }
    return 1;
}

void box_unpack(struct parcel *parcel) {
    int reports = parcel->descriptors[REPORTS];
    size_t count = LISTS;
    for (int list = 0; list < LISTS; list++) {
        if (parcel->request.counts[list] > 0) count += (size_t)parcel->request.counts[list];
    }
    const char **texts = mmap(0, count * sizeof *texts, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    TRY("read a request", texts == MAP_FAILED ? -1 : 0);
    const char *bytes = mmap(0, parcel->request.size, PROT_READ | PROT_WRITE, MAP_PRIVATE,
                             parcel->descriptors[TEXTS], 0);
    TRY("read a request", bytes == MAP_FAILED ? -1 : 0);
    for (int list = 0; list < LISTS; list++) {
        if (parcel->request.counts[list] < 0) continue;
        parcel->lists[list] = texts;
        for (int i = 0; i < parcel->request.counts[list]; i++) {
            *texts++ = bytes;
            bytes += strlen(bytes) + 1;
        }
        *texts++ = 0;
    }
}

#define _GNU_SOURCE
#include "copying.h"

#include <dirent.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

// The changed files of a box are copied while its processes may still change them. So nothing is
// named by a path that they could turn into a link: every entry is opened in the folder that was
// opened before it, and no link is followed. What would be allocated comes from one mapping, for
// this runs between fork and exec.

#define MUST(call) TRY_IN(copying->reports, "copy the changed files", call)
/// What is there already came by another turn of the folder: it was renamed meanwhile.
#define MUST_OR_BE_THERE(call) \
    do { \
        int result = (call); \
        if (result < 0 && errno == EEXIST) return; \
        MUST(result); \
    } while (0)

static void copy_attributes(struct copying *copying, int source, int target) {
    ssize_t size = flistxattr(source, copying->attributes, sizeof copying->attributes);
    if (size < 0 && errno == ENOTSUP) return;
    MUST(size);
    for (char *name = copying->attributes; name < copying->attributes + size;
         name += strlen(name) + 1) {
        // A folder that hides the tree's hides its tools too.
        if (strcmp(name, "user.overlay.opaque") == 0 && box_leads_to_tools(copying)) continue;
        ssize_t length = fgetxattr(source, name, copying->bytes, sizeof copying->bytes);
        if (length < 0) continue;
        MUST(fsetxattr(target, name, copying->bytes, (size_t)length, 0));
    }
}

static void copy_standing(struct copying *copying, int source, int target,
                          const struct stat *entry) {
    MUST(fchown(target, entry->st_uid, entry->st_gid));
    MUST(fchmod(target, entry->st_mode & 07777));
    copy_attributes(copying, source, target);
    const struct timespec times[2] = {entry->st_atim, entry->st_mtim};
    MUST(futimens(target, times));
}

/// Copies what a file holds; its holes stay holes, which take no memory.
static void copy_bytes(struct copying *copying, int source, int target, off_t size) {
    off_t start = 0;
    while (start < size && (start = lseek(source, start, SEEK_DATA)) >= 0) {
        off_t end = lseek(source, start, SEEK_HOLE);
        if (end > size) end = size;
        while (start < end) {
            size_t most = sizeof copying->bytes;
            if ((off_t)most > end - start) most = (size_t)(end - start);
            ssize_t count = pread(source, copying->bytes, most, start);
            MUST(count);
            if (count == 0) break;
            MUST(pwrite(target, copying->bytes, (size_t)count, start) - count);
            start += count;
        }
        if (start < end) break;
    }
    MUST(ftruncate(target, size));
}

static void copy_file(struct copying *copying, const struct level *level, const char *name) {
    // It may have become something that would have to be waited for.
    int source = openat(level->source, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (source < 0 && (errno == ENOENT || errno == ELOOP || errno == ENXIO)) return;
    MUST(source);
    struct stat entry;
    MUST(fstat(source, &entry));
    if (S_ISREG(entry.st_mode)) {
        int target = openat(level->target, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (target < 0 && errno == EEXIST) {
            close(source);
            return;
        }
        MUST(target);
        copy_bytes(copying, source, target, entry.st_size);
        copy_standing(copying, source, target, &entry);
        close(target);
    }
    close(source);
}

/// Copies a link, a pipe, a socket, or the mark of a removed file.
static void copy_special(struct copying *copying, const struct level *level, const char *name,
                         const struct stat *entry) {
    if (S_ISLNK(entry->st_mode)) {
        ssize_t size = readlinkat(level->source, name, copying->bytes, PATH_MAX - 1);
        if (size < 0) return;
        copying->bytes[size] = 0;
        MUST_OR_BE_THERE(symlinkat(copying->bytes, level->target, name));
    } else {
        MUST_OR_BE_THERE(mknodat(level->target, name, entry->st_mode, entry->st_rdev));
    }
    MUST(fchownat(level->target, name, entry->st_uid, entry->st_gid, AT_SYMLINK_NOFOLLOW));
    if (!S_ISLNK(entry->st_mode)) {
        MUST(fchmodat(level->target, name, entry->st_mode & 07777, 0));
    }
    const struct timespec times[2] = {entry->st_atim, entry->st_mtim};
    MUST(utimensat(level->target, name, times, AT_SYMLINK_NOFOLLOW));
}

/// Whether a file was copied under another of its names, and then is linked; else notes this one.
static int is_linked(struct copying *copying, const struct level *level, const char *name,
                     ino_t inode) {
    size_t place = (size_t)(inode * 0x9E3779B97F4A7C15u >> 32) % COPYING_LINKS;
    while (copying->links[place].inode != 0 && copying->links[place].inode != inode) {
        place = (place + 1) % COPYING_LINKS;
    }
    struct link *link = &copying->links[place];
    if (link->inode == inode) {
        // The copy is out of everybody's reach yet, so a path means what it meant.
        int result = linkat(copying->target, copying->names + link->name, level->target, name, 0);
        if (result < 0 && errno == ENOENT) return 0;
        if (result < 0 && errno != EEXIST) MUST(result);
        return 1;
    }
    size_t size = strlen(copying->path) + 1;
    errno = E2BIG;
    MUST(++copying->linked > COPYING_LINKS / 2 ? -1 : 0);
    MUST(size > sizeof copying->names - copying->used ? -1 : 0);
    memcpy(copying->names + copying->used, copying->path, size);
    *link = (struct link){.inode = inode, .name = copying->used};
    copying->used += size;
    return 0;
}

static void copy_folder(struct copying *copying, struct level *level);

static void copy_entry(struct copying *copying, struct level *level, const char *name) {
    struct stat entry;
    if (fstatat(level->source, name, &entry, AT_SYMLINK_NOFOLLOW) < 0) return;
    if (box_is_left_out(copying, level, name, S_ISDIR(entry.st_mode))) return;
    if (!S_ISDIR(entry.st_mode)) {
        if (entry.st_nlink > 1 && is_linked(copying, level, name, entry.st_ino)) return;
        if (S_ISREG(entry.st_mode)) return copy_file(copying, level, name);
        return copy_special(copying, level, name, &entry);
    }
    struct level *inner = level + 1;
    errno = ELOOP;
    MUST(inner == copying->levels + COPYING_DEPTH ? -1 : 0);
    inner->length = strlen(copying->path);
    inner->source =
        openat(level->source, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (inner->source < 0 && (errno == ENOENT || errno == ENOTDIR)) return;
    MUST(inner->source);
    if (mkdirat(level->target, name, 0700) < 0) {
        if (errno != EEXIST) MUST(-1);
        close(inner->source);
        return;
    }
    inner->target = openat(level->target, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    MUST(inner->target);
    copy_folder(copying, inner);
    close(inner->source);
    close(inner->target);
}

static void copy_folder(struct copying *copying, struct level *level) {
    struct stat folder;
    MUST(fstat(level->source, &folder));
    while (1) {
        long size = syscall(SYS_getdents64, level->source, level->entries, sizeof level->entries);
        MUST(size);
        if (size == 0) break;
        for (long place = 0; place < size;) {
            const struct dirent64 *entry = (const void *)(level->entries + place);
            place += entry->d_reclen;
            const char *name = entry->d_name;
            if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) continue;
            errno = ENAMETOOLONG;
            size_t length = strlen(name), start = level->length + (level->length > 0);
            MUST(start + length >= sizeof copying->path ? -1 : 0);
            if (level->length > 0) copying->path[level->length] = '/';
            memcpy(copying->path + start, name, length + 1);
            copy_entry(copying, level, name);
        }
    }
    copying->path[level->length] = 0;
    copy_standing(copying, level->source, level->target, &folder);
}

void box_copy_files(int reports, const struct box_plan *plan, int target) {
    struct copying *copying = mmap(0, sizeof *copying, PROT_READ | PROT_WRITE,
                                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    TRY("copy the changed files", copying == MAP_FAILED ? -1 : 0);
    copying->reports = reports;
    copying->plan = plan;
    copying->target = target;
    struct level *first = copying->levels;
    first->source = openat(plan->origin, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    MUST(first->source);
    first->target = target;
    copy_folder(copying, first);
    close(first->source);
    munmap(copying, sizeof *copying);
}

#define _GNU_SOURCE
#include "steps.h"

#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/// A line of /proc/self/maps: `start-end perms offset device inode path`.
struct mapping {
    uintptr_t start, end;
    /// Whether it is private, can be written and is no file's.
    int is_plain;
};

// strtoul looks at the locale, which may lie in what was given back already.
static uintptr_t hexadecimal(const char **text) {
    uintptr_t value = 0;
    for (;; (*text)++) {
        char digit = **text;
        if (digit >= '0' && digit <= '9') {
            value = value * 16 + (uintptr_t)(digit - '0');
        } else if (digit >= 'a' && digit <= 'f') {
            value = value * 16 + (uintptr_t)(digit - 'a' + 10);
        } else {
            return value;
        }
    }
}

static struct mapping parse(const char *line) {
    struct mapping mapping = {0};
    mapping.start = hexadecimal(&line);
    if (*line++ != '-') return mapping;
    mapping.end = hexadecimal(&line);
    int is_private = strncmp(line, " rw-p ", 6) == 0;
    int fields = 0;
    for (; *line && fields < 4; line++) fields += *line == ' ';
    // Memory that is no file's has the inode 0.
    mapping.is_plain = is_private && *line == '0' && (line[1] == ' ' || line[1] == 0);
    return mapping;
}

static int holds(const struct mapping *mapping, const void *address) {
    return mapping->start <= (uintptr_t)address && (uintptr_t)address < mapping->end;
}

void box_shed_memory(void) {
    static char text[1 << 20];
    enum { LEAST = 1 << 18 };
    int file = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    size_t size = 0;
    ssize_t count;
    while ((count = read(file, text + size, sizeof text - 1 - size)) > 0) size += (size_t)count;
    close(file);
    uintptr_t end_of_file_mapping = 0;
    for (char *line = text, *end; (end = strchr(line, '\n')); line = end + 1) {
        *end = 0;
        struct mapping mapping = parse(line);
        // Behind a library there are its variables; the stack and those of the thread are in use.
        if (mapping.is_plain && mapping.end - mapping.start >= LEAST &&
            mapping.start != end_of_file_mapping && !holds(&mapping, &mapping) &&
            !holds(&mapping, &errno)) {
            madvise((void *)mapping.start, mapping.end - mapping.start, MADV_DONTNEED);
        }
        if (!mapping.is_plain) end_of_file_mapping = mapping.end;
    }
}

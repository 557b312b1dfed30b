#ifndef COPYING_H
#define COPYING_H

#include "steps.h"

#include <limits.h>
#include <stdint.h>
#include <sys/stat.h>

enum {
    /// Folders within folders; each has two descriptors open.
    COPYING_DEPTH = 400,
    /// Two for each file that a box may have, so that places are found at once.
    COPYING_LINKS = 1 << 18,
};

/// A folder that is being copied.
struct level {
    int source, target;
    /// How much of the path leads to it.
    size_t length;
    _Alignas(8) char entries[8192];
};

/// Where a file of several names was copied to first.
struct link {
    ino_t inode;
    size_t name;
};

/// A copy in the making; what is not used of it takes no memory.
struct copying {
    int reports, target;
    const struct box_plan *plan;
    /// Where what is being copied is, from the folder on in which the copy began.
    char path[PATH_MAX];
    char attributes[1 << 16], bytes[1 << 16];
    size_t linked, used;
    struct level levels[COPYING_DEPTH];
    struct link links[COPYING_LINKS];
    char names[64 << 20];
};

/// Whether something is replaced by what the tree has.
int box_is_left_out(const struct copying *copying, const struct level *level, const char *name,
                    int is_folder);

/// Whether the folder that is being copied has tools of the tree in it or below.
int box_leads_to_tools(const struct copying *copying);

#endif

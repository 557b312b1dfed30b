#define _GNU_SOURCE
#include "copying.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>

static int is_listed(const char *const *list, const char *path, size_t length) {
    for (; list && *list; list++) {
        if (strncmp(*list, path, length) == 0 && (*list)[length] == 0) return 1;
    }
    return 0;
}

/// Whether a path leads to one of a list, or is one.
static int leads_to(const char *const *list, const char *path, int or_is) {
    size_t length = strlen(path);
    for (; list && *list; list++) {
        if (strncmp(*list, path, length) != 0) continue;
        char next = (*list)[length];
        if (length == 0 || next == '/' || (or_is && next == 0)) return 1;
    }
    return 0;
}

/// Whether the tree has a tool of this name.
static int is_tool(const struct box_plan *plan, const char *name) {
    for (const char *const *list = plan->tool_folders; list && *list; list++) {
        char path[PATH_MAX];
        struct stat entry;
        int length = snprintf(path, sizeof path, "%s/%s", *list, name);
        if (length < 0 || (size_t)length >= sizeof path) continue;
        if (fstatat(plan->tree, path, &entry, AT_SYMLINK_NOFOLLOW) == 0) return 1;
    }
    return 0;
}

int box_leads_to_tools(const struct copying *copying) {
    const struct box_plan *plan = copying->plan;
    return leads_to(plan->left_out, copying->path, 0) ||
           leads_to(plan->tool_folders, copying->path, 1);
}

int box_is_left_out(const struct copying *copying, const struct level *level, const char *name,
                    int is_folder) {
    const struct box_plan *plan = copying->plan;
    if (!plan->left_out && !plan->tool_folders) return 0;
    if (is_listed(plan->left_out, copying->path, strlen(copying->path))) return 1;
    // A link instead of such a folder, or the mark of its removal, would hide the tools.
    if (!is_folder && box_leads_to_tools(copying)) return 1;
    return is_listed(plan->tool_folders, copying->path, level->length) && is_tool(plan, name);
}

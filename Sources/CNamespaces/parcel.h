#ifndef PARCEL_H
#define PARCEL_H

#include "steps.h"

// What goes from this process to its server: a request, the descriptors that belong to it, and lists
// of texts, which lie in a file in memory since they may be long.

enum kind { BEGIN, ENTER, WATCH, FORGET };

/// The places of descriptors in a parcel.
enum {
    TEXTS, REPORTS, GROUP,
    TREE, ORIGIN, ORDERS,
    // Of a request to enter a box instead of these three.
    BOX = TREE, STREAMS, CONTROL = STREAMS + 3,
    PLACES,
};

/// The places of lists.
enum { WORDS, ENVIRONMENT, GROUPS, LEFT_OUT, TOOL_FOLDERS, SINGLE, LISTS };

struct request {
    enum kind kind;
    pid_t process;
    struct box_limits limits;
    int only_user, on_terminal;
    /// Which descriptors come with it, a bit for each.
    unsigned present;
    /// How many texts each list has; -1 for none.
    int counts[LISTS];
    size_t size;
};

struct parcel {
    struct request request;
    int descriptors[PLACES];
    const char *const *lists[LISTS];
};

struct parcel box_empty_parcel(enum kind kind);
/// Sends a parcel, or one with texts; -1 if it cannot be sent.
int box_post(int server, struct parcel *parcel);
int box_post_with_texts(int server, struct parcel *parcel, struct box_failure *failure);
/// Takes the next parcel; 0 if nobody can send any more.
int box_take(int channel, struct parcel *parcel);
/// Makes lists of the texts again.
void box_unpack(struct parcel *parcel);

#endif

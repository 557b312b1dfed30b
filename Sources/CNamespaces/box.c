#define _GNU_SOURCE
#include "parcel.h"

#include <signal.h>
#include <unistd.h>

void box_abandon(struct box_making *making) {
    close(making->reports);
    close(making->orders);
    if (making->process <= 0) return;
    kill(making->process, SIGKILL);
    box_reap(making->process);
}

/// Hears a report that has to come.
static int await_step(struct box_making *making, pid_t *process, struct box_failure *failure) {
    int heard = box_await_report(making->reports, process, failure);
    if (heard == 0) box_fail(failure, "start a process", ECHILD);
    if (heard <= 0) box_abandon(making);
    return heard <= 0 ? -1 : 0;
}

static int ask_to_begin(int server, const struct box_plan *plan, int reports, int orders,
                        struct box_failure *failure) {
    const char *const single[] = {plan->upper_options ? plan->upper_options : "",
                                  plan->host_name ? plan->host_name : "",
                                  plan->scratch ? plan->scratch : "", 0};
    struct parcel parcel = box_empty_parcel(BEGIN);
    parcel.request.limits = plan->limits;
    parcel.request.only_user = plan->only_user;
    parcel.request.on_terminal = plan->on_terminal;
    parcel.descriptors[REPORTS] = reports;
    parcel.descriptors[ORDERS] = orders;
    parcel.descriptors[GROUP] = plan->groups.folder;
    parcel.descriptors[TREE] = plan->tree;
    parcel.descriptors[ORIGIN] = plan->origin;
    parcel.lists[WORDS] = (const char *const *)plan->arguments;
    parcel.lists[ENVIRONMENT] = (const char *const *)plan->environment;
    parcel.lists[GROUPS] = plan->groups.lists;
    parcel.lists[LEFT_OUT] = plan->left_out;
    parcel.lists[TOOL_FOLDERS] = plan->tool_folders;
    parcel.lists[SINGLE] = single;
    return box_post_with_texts(server, &parcel, failure);
}

int box_begin(int server, const struct box_plan *plan, struct box_making *making,
              struct box_failure *failure) {
    int reports[2], orders[2];
    if (box_open_pipe(reports, failure) < 0) return -1;
    if (box_open_pipe(orders, failure) < 0) {
        close(reports[0]);
        close(reports[1]);
        return -1;
    }
    int asked = ask_to_begin(server, plan, reports[1], orders[0], failure);
    close(reports[1]);
    close(orders[0]);
    *making = (struct box_making){.reports = reports[0], .orders = orders[1]};
    if (asked < 0) {
        box_abandon(making);
        return -1;
    }
    pid_t none;
    if (await_step(making, &making->process, failure) < 0) return -1;
    return await_step(making, &none, failure);
}

static void order(struct box_making *making) {
    ssize_t count;
    do {
        count = box_write(making->orders, "g", 1);
    } while (count < 0 && errno == EINTR);
}

int box_mount(struct box_making *making, struct box_failure *failure) {
    order(making);
    pid_t first = 0;
    if (await_step(making, &first, failure) < 0) return -1;
    box_reap(making->process);
    making->process = first;
    order(making);
    return await_step(making, &first, failure);
}

int box_change_root(struct box_making *making, struct box_failure *failure) {
    pid_t none;
    order(making);
    return await_step(making, &none, failure);
}

int box_execute(struct box_making *making, struct box_failure *failure) {
    pid_t none;
    order(making);
    int heard = box_await_report(making->reports, &none, failure);
    if (heard < 0) {
        box_abandon(making);
        return -1;
    }
    close(making->reports);
    close(making->orders);
    return 0;
}

static int ask_to_enter(int server, const struct box_entry *entry, int reports,
                        struct box_failure *failure) {
    const char *const single[] = {entry->folder, 0};
    struct parcel parcel = box_empty_parcel(ENTER);
    parcel.request.limits = entry->limits;
    parcel.request.on_terminal = entry->takes_terminal;
    parcel.descriptors[REPORTS] = reports;
    parcel.descriptors[GROUP] = entry->groups.folder;
    parcel.descriptors[BOX] = entry->box;
    for (int i = 0; i < 3; i++) parcel.descriptors[STREAMS + i] = entry->descriptors[i];
    parcel.descriptors[CONTROL] = entry->control;
    parcel.lists[WORDS] = (const char *const *)entry->arguments;
    parcel.lists[ENVIRONMENT] = (const char *const *)entry->environment;
    parcel.lists[GROUPS] = entry->groups.lists;
    parcel.lists[SINGLE] = single;
    return box_post_with_texts(server, &parcel, failure);
}

pid_t box_enter(int server, const struct box_entry *entry, struct box_failure *failure) {
    int reports[2];
    if (box_open_pipe(reports, failure) < 0) return -1;
    int has_failed = ask_to_enter(server, entry, reports[1], failure) < 0;
    close(reports[1]);
    pid_t child = 0, inner = 0;
    // Until the pipe closes, which exec does: by then the process is what it should be.
    while (!has_failed) {
        pid_t process = 0;
        int heard = box_await_report(reports[0], &process, failure);
        if (heard == 0) break;
        if (heard < 0) {
            has_failed = 1;
        } else if (child == 0) {
            child = process;
        } else {
            inner = process;
        }
    }
    if (child > 0) box_reap(child);
    close(reports[0]);
    if (has_failed) {
        if (inner > 0) box_reap(inner);
        return -1;
    }
    return inner == 0 ? box_fail(failure, "start a process", ECHILD) : inner;
}

int box_watch(int server, pid_t process, int ends_with_us) {
    struct parcel parcel = box_empty_parcel(ends_with_us ? WATCH : FORGET);
    parcel.request.process = process;
    return box_post(server, &parcel);
}

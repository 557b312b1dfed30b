#ifndef CNAMESPACES_H
#define CNAMESPACES_H

// What has to happen between fork and exec for a box: entering namespaces, mounting, giving up
// capabilities, taking a controlling terminal. posix_spawn and swift-subprocess run nothing there;
// unshare, mount, setpriv and setsid of util-linux would, but after entering a box they would be
// run from the box's own tree, which the agent may have changed, and they take an exec each. All
// decisions (which tree, which ids, which limits) are taken in Swift. Every function only makes
// system calls after fork, so it may be called from a process with threads.

#include <sys/types.h>

/// Starts the server, which forks every process of boxes for this one and ends when the channel is
/// closed. Its id, or -1.
pid_t box_start_server(int *channel);

/// Whether a process is to be killed when this one ends, however that comes; 0, or -1.
int box_watch(int server, pid_t process, int ends_with_us);

/// The descriptor that the control of a box_entry becomes.
enum { BOX_CONTROL = 9 };

/// Limits of each process in a box.
struct box_limits {
    unsigned long processes;
    unsigned long address_space;
    unsigned long cpu_seconds;
    unsigned long file_size;
    unsigned long open_files;
};

/// Control groups to join.
struct box_groups {
    /// The files that a process writes itself into, ended by null; or null.
    const char *const *lists;
    /// In version 2 the folder of the group, for processes to be born in it; else -1.
    int folder;
};

/// What a box is made of.
struct box_plan {
    /// The base tree, open with O_PATH; it becomes the lower layer.
    int tree;
    /// A directory whose files the upper layer begins with, or -1.
    int origin;
    /// What is not copied of it, by path: these are as in the tree. Or null; else ended by null.
    const char *const *left_out;
    /// Folders of which nothing is copied that has the name of a file that the tree has in one of
    /// them; or null.
    const char *const *tool_folders;
    /// Only a user namespace: the program is run in the tree's folder as its root, with the origin
    /// as standard input. For unpacking trees; box_execute follows box_begin.
    int only_user;
    /// The options of the tmpfs that holds the upper layer, such as "size=256m,nr_inodes=100k".
    const char *upper_options;
    const char *host_name;
    /// A folder of the host to mount on while the box is made; "/tmp" will do.
    const char *scratch;
    struct box_groups groups;
    struct box_limits limits;
    /// Whether process 1 is on a terminal; else it has nothing to read or write.
    int on_terminal;
    /// The file to execute, then its arguments from argument 0 on; and the environment. Both end
    /// with null.
    char *const *arguments;
    char *const *environment;
};

/// Where the making of a box stands.
struct box_making {
    /// The process that waits for its id maps, and from box_mount on process 1.
    pid_t process;
    int reports;
    int orders;
};

/// A failed step: what was tried, and errno.
struct box_failure {
    char step[48];
    int error;
};

// Each of these gives 0, or -1 with the failure and nothing left behind. After the first the id
// maps of the process are to be written. After the second the upper layer can be opened as
// /proc/PROCESS/cwd/upper. After the third /proc/PROCESS/root/dev/pts/ptmx gives pts/0, which the
// fourth executes the program on when it is `on_terminal`.
int box_begin(int server, const struct box_plan *plan, struct box_making *making,
              struct box_failure *failure);
int box_mount(struct box_making *making, struct box_failure *failure);
int box_change_root(struct box_making *making, struct box_failure *failure);
int box_execute(struct box_making *making, struct box_failure *failure);

/// Gives up a box in the making.
void box_abandon(struct box_making *making);

/// A process to start in a box.
struct box_entry {
    /// A descriptor of the box's process 1 from pidfd_open.
    int box;
    struct box_groups groups;
    struct box_limits limits;
    const char *folder;
    char *const *arguments;
    char *const *environment;
    /// The standard descriptors; when `takes_terminal` the first becomes the controlling terminal.
    int descriptors[3];
    /// A further descriptor that the process gets as BOX_CONTROL, or -1.
    int control;
    int takes_terminal;
};

/// Starts a process in a box, as root of the box with the capabilities of a container, and returns
/// when it executes its program. Its id, or -1 with the failure.
pid_t box_enter(int server, const struct box_entry *entry, struct box_failure *failure);

enum { BOX_LOOK_MOST = 4096 };

/// Starts a process that reads the host's /proc with the rights of a box's root, since an ordinary
/// user may not read there of the box's other users. It ends when the channel is closed. Its id, or
/// -1.
pid_t box_start_looker(int box, int *channel);

/// Asks it for the bytes of a file from an offset on, or where a link leads. How many, at most
/// BOX_LOOK_MOST, or -1.
ssize_t box_look(int channel, const char *path, int is_link, long offset, void *bytes, size_t most);

// System calls that Swift cannot make: they are variadic, GNU's own or have no wrapper.
int box_pipe(int ends[2]);
/// Two ends of a stream that cannot be opened again through /proc, as a pipe can.
int box_channel(int ends[2]);
/// Writes; to a pipe that nobody reads any more it fails, where write would end this process.
ssize_t box_write(int descriptor, const void *bytes, size_t count);
/// Opens a folder to be used in other calls, not to be read.
int box_open_folder(const char *path);
/// The flag of a file that is opened to be used in other calls, not to be read.
enum { BOX_PLACE = 010000000 };
/// Opens what a path means to who has the folder as its root: no link in it leads out.
int box_open_inside(int root, const char *path, int flags);
/// Waits until one of two descriptors can be read, at most so many microseconds; 0 if none can.
/// The second may be -1.
int box_wait(int descriptor, int other, long microseconds);
int box_terminal_unlock(int terminal);
/// The other side of a pseudo-terminal.
int box_terminal_peer(int terminal);
/// Whether something waits to be read; of a terminal also what was just typed on its other side.
int box_has_input(int descriptor);
/// How many bytes of a channel the other end has not read yet.
int box_unread_bytes(int descriptor);
int box_terminal_size(int terminal, unsigned short rows, unsigned short columns);
/// Gives a process the limits of another.
int box_copy_limits(pid_t from, pid_t to);
/// A descriptor of a process, by which its box can be entered.
int box_open_process(pid_t process);

/// Makes a file in a folder of a box as a user of the box, whom the file then belongs to. The host's
/// own root is nobody in there, and may make none.
int box_create_file(int folder, const char *name, uid_t user, gid_t group);

#endif

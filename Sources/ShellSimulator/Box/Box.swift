internal import CNamespaces
import Glibc
import Synchronization

/// A running box: namespaces with a root of their own over a read-only tree, and process 1 in them.
///
/// A class because a box has an identity, processes and mounts, which end when it is closed or
/// its last owner lets go of it. What it holds never changes but for being closed.
final class Box: Sendable {
    /// The tree that it stands on.
    let tree: BaseTree
    private let limits: BoxLimits
    let hostName: String
    private let first: First
    /// Process 1, as the host counts.
    let process: pid_t
    private let handle: Descriptor
    /// The folder of the files that were changed.
    private let upper: Descriptor
    /// The root as it was made; process 1 may get another one.
    private let root: Descriptor
    /// The terminal of process 1, if it has one; when it closes, as when this process dies, the box
    /// ends.
    private let terminal: Descriptor?
    private let looker: Looker
    private let groups: ControlGroups
    private let isClosed = Mutex(false)

    /// What process 1 is.
    enum First: Sendable {
        /// A bash on `/dev/pts/0`, as in a container that was started with a terminal.
        case bash
        /// A sleep, as in a container that is only there for what is run in it.
        case sleep

        fileprivate var words: [String] {
            self == .bash ? ["/bin/bash", "bash"] : ["/bin/sleep", "sleep", "infinity"]
        }
    }

    /// Starts a box.
    ///
    /// - Parameters:
    ///   - first: what process 1 is.
    ///   - origin: a box whose changed files are copied.
    ///   - hasOwnTools: whether what is copied leaves the tree's programs and libraries as they are.
    init(
        on tree: BaseTree, named hostName: String, limits: BoxLimits = BoxLimits(),
        first: First = .bash, from origin: Box? = nil, hasOwnTools: Bool = false
    ) throws(BoxError) {
        self.tree = tree
        self.first = first
        self.hostName = hostName
        groups = ControlGroups(limits: limits)
        self.limits = groups.isEmpty ? limits.withoutGroups : limits
        let parts: Parts
        do throws(BoxError) {
            parts = try Box.start(
                tree, hostName, self.limits, first, groups, origin?.upper,
                hasOwnTools ? Tools.whole : nil)
        } catch {
            groups.remove()
            throw error
        }
        (process, handle, upper) = (parts.process, parts.handle, parts.upper)
        (root, terminal) = (parts.root, parts.terminal)
        looker = Looker(box: handle)
    }

    deinit { close() }

    /// A box with a copy of this one's files, as they are now.
    func copy() throws(BoxError) -> Box {
        try Box(on: tree, named: hostName, limits: limits, first: first, from: self)
    }

    /// A box with a copy of this one's files in which the programs and libraries of the base tree
    /// are as they were, whatever became of them, and nothing runs.
    func copyWithOwnTools() throws(BoxError) -> Box {
        try Box(
            on: tree, named: hostName, limits: limits, first: .sleep, from: self,
            hasOwnTools: true)
    }

    private struct Parts {
        var process: pid_t
        var handle: Descriptor
        var upper: Descriptor
        var root: Descriptor
        var terminal: Descriptor?
    }

    private static func start(
        _ tree: BaseTree, _ hostName: String, _ limits: BoxLimits, _ first: First,
        _ groups: ControlGroups, _ origin: Descriptor?, _ tools: Tools?
    ) throws(BoxError) -> Parts {
        var making = box_making()
        var failure = box_failure()
        let options = "size=\(limits.changedBytes),nr_inodes=\(limits.changedFiles),mode=0755"
        // What a copied profile says is for the shells that are started in the copy.
        let home = origin == nil ? home : nowhere
        let begun = try tree.server.ask { channel in
            withCStrings(first.words) { arguments in
                withCStrings(environment(hostName, home: home)) { environment in
                    withCStrings([options, hostName, "/tmp"]) { texts in
                        withLists(groups.lists, tools?.replaced, tools?.folders) { lists in
                            var plan = box_plan()
                            plan.tree = tree.folder.number
                            plan.origin = origin?.number ?? -1
                            plan.upper_options = UnsafePointer(texts[0])
                            plan.host_name = UnsafePointer(texts[1])
                            plan.scratch = UnsafePointer(texts[2])
                            plan.limits = box_limits(limits)
                            plan.on_terminal = first == .bash ? 1 : 0
                            plan.arguments = arguments
                            plan.environment = environment
                            (plan.groups.lists, plan.left_out, plan.tool_folders) = lists
                            plan.groups.folder = groups.unified?.number ?? -1
                            return box_begin(channel, &plan, &making, &failure)
                        }
                    }
                }
            }
        }
        guard begun == 0 else { throw BoxError(failure) }
        do throws(BoxError) {
            try tree.identities.apply(to: making.process)
        } catch {
            box_abandon(&making)
            throw error
        }
        guard box_mount(&making, &failure) == 0 else { throw BoxError(failure) }
        let process = making.process
        let upper: Descriptor
        let handle: Descriptor
        do throws(BoxError) {
            upper = try .folder("/proc/\(process)/cwd/upper")
            let number = box_open_process(process)
            guard number >= 0 else { throw .system("open process 1") }
            handle = Descriptor(number)
        } catch {
            box_abandon(&making)
            throw error
        }
        guard box_change_root(&making, &failure) == 0 else { throw BoxError(failure) }
        let root: Descriptor
        var terminal: Descriptor?
        do throws(BoxError) {
            root = try .folder("/proc/\(process)/root")
            if first == .bash {
                terminal = try Box.openTerminal(under: root)
            } else {
                try tree.server.watch(process)
            }
        } catch {
            box_abandon(&making)
            throw error
        }
        guard box_execute(&making, &failure) == 0 else {
            tree.server.forget(process)
            throw BoxError(failure)
        }
        return Parts(
            process: process, handle: handle, upper: upper, root: root, terminal: terminal)
    }

    /// What the host sees of a process of the box.
    func view(of process: pid_t) -> ProcessView {
        ProcessView(process: process, looker: geteuid() == 0 ? nil : looker)
    }

    /// Opens what a path of the box means to it, wherever its links lead.
    func open(_ path: String, _ flags: Int32) throws(BoxError) -> Descriptor {
        try .inside(root, path, flags)
    }

    /// Opens what a path means to the box, not to be read but to be used in other calls.
    func place(_ path: String, _ flags: Int32 = 0) throws(BoxError) -> Descriptor {
        try open(path, flags | Int32(BOX_PLACE))
    }

    /// Opens a new pseudo-terminal of the box; its other side is the next `/dev/pts/N`.
    func openTerminal() throws(BoxError) -> Descriptor { try Box.openTerminal(under: root) }

    private static func openTerminal(under root: Descriptor) throws(BoxError) -> Descriptor {
        let terminal = try Descriptor.inside(root, "/dev/pts/ptmx", O_RDWR | O_NOCTTY)
        guard box_terminal_unlock(terminal.number) == 0 else { throw .system("unlock a terminal") }
        return terminal
    }

    /// Root's home.
    static let home = "/root"
    /// A home without profiles.
    static let nowhere = "/dev/null"

    /// The environment that a container gives its processes.
    static func environment(_ hostName: String, home: String = Box.home) -> [String] {
        [
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOSTNAME=\(hostName)", "TERM=xterm", "HOME=\(home)",
        ]
    }

    /// A program to start in a box.
    struct Entry {
        /// The file to execute.
        var program: String
        /// The arguments from argument 0 on.
        var arguments: [String]
        var folder = "/"
        /// Standard input, output and error; of a terminal the first is enough.
        var descriptors: [Int32]
        var control: Int32 = -1
        var takesTerminal = false
        /// What the variable `HOME` says.
        var home = Box.home
    }

    /// Starts a program in the box and gives its process id, as the host counts.
    func enter(_ entry: Entry) throws(BoxError) -> pid_t {
        var failure = box_failure()
        for descriptor in entry.descriptors { give(descriptor) }
        let process = try tree.server.ask { channel in
            withCStrings([entry.program] + entry.arguments) { arguments in
                withCStrings(Box.environment(hostName, home: entry.home)) { environment in
                    withCStrings([entry.folder]) { texts in
                        withLists(groups.lists) { lists in
                            var plan = box_entry()
                            plan.box = handle.number
                            plan.folder = UnsafePointer(texts[0])
                            plan.limits = box_limits(limits)
                            plan.arguments = arguments
                            plan.environment = environment
                            let given = entry.descriptors
                            plan.descriptors = (
                                given[0], given[1 % given.count], given[2 % given.count]
                            )
                            plan.control = entry.control
                            plan.takes_terminal = entry.takesTerminal ? 1 : 0
                            plan.groups = box_groups(
                                lists: lists.0, folder: groups.unified?.number ?? -1)
                            return box_enter(channel, &plan, &failure)
                        }
                    }
                }
            }
        }
        guard process > 0 else { throw BoxError(failure) }
        return process
    }

    /// Makes a pipe the property of the box's root, who could not open `/dev/stdout` otherwise.
    private func give(_ descriptor: Int32) {
        var entry = stat()
        if fstat(descriptor, &entry) == 0, entry.st_mode & S_IFMT == S_IFIFO {
            fchown(descriptor, tree.identities.root.user, tree.identities.root.group)
        }
    }

    /// Ends all processes of the box, and with them its mounts and files.
    ///
    /// Closing twice is well.
    func close() {
        let wasClosed = isClosed.withLock { closed in
            defer { closed = true }
            return closed
        }
        if wasClosed { return }
        kill(process, SIGKILL)
        while waitpid(process, nil, 0) < 0, errno == EINTR {}
        if first == .sleep { tree.server.forget(process) }
        groups.remove()
    }
}

extension box_limits {
    fileprivate init(_ limits: BoxLimits) {
        self.init(
            processes: limits.processes, address_space: limits.addressSpace,
            cpu_seconds: limits.processorSeconds, file_size: limits.fileBytes,
            open_files: limits.openFiles)
    }
}

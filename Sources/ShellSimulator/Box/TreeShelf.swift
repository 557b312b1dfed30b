internal import CNamespaces
import FoundationEssentials
import Glibc

/// The base trees in the user's cache folder, made when they are first needed.
public struct TreeShelf: Sendable {
    /// The folder of the trees.
    public let folder: String

    /// The shelf in `$XDG_CACHE_HOME/diorama`, else in `~/.cache/diorama`.
    public init() {
        let environment = ProcessInfo.processInfo.environment
        let cache =
            environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
            ?? "\(environment["HOME"] ?? "/root")/.cache"
        folder = "\(cache)/diorama/os"
    }

    /// The shelf in a folder.
    public init(folder: String) {
        self.folder = folder
    }

    /// What a tree is made of.
    public enum Origin: Hashable, Sendable {
        /// The packages of AgentBench's default image, of the release that the host has.
        case release
        /// A root tree: a folder, or an archive that tar reads, such as an exported container.
        case files(String)
    }

    /// The tree of an origin, made if it is not there.
    ///
    /// - Parameter progress: hears what is being done, in a few words.
    public func tree(
        of origin: Origin = .release, progress: (String) -> Void = { _ in }
    ) throws(BoxError) -> BaseTree {
        let identities = try IdentityMap()
        if case .files(let path) = origin, TreeShelf.isReady(path, for: identities) {
            return try BaseTree(path: path)
        }
        let name = try name(of: origin)
        let path = "\(folder)/\(name)-\(identities.name)"
        if access(path, F_OK) == 0 { return try BaseTree(path: path) }
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw BoxError("cannot make the folder \(folder): \(error)")
        }
        let lock = try Descriptor.open("\(folder)/lock", O_RDWR | O_CREAT)
        if flock(lock.number, LOCK_EX | LOCK_NB) != 0 {
            progress("waiting for another process that makes the tree")
            guard flock(lock.number, LOCK_EX) == 0 else { throw .system("lock \(folder)") }
        }
        if access(path, F_OK) != 0 {
            try make(origin, at: path, identities: identities, progress: progress)
        }
        return try BaseTree(path: path)
    }

    /// Whether a folder is a tree that was unpacked for boxes of this user, and needs no copy.
    private static func isReady(_ path: String, for identities: IdentityMap) -> Bool {
        var entry = stat()
        var device = stat()
        guard stat(path, &entry) == 0, entry.st_mode & S_IFMT == S_IFDIR,
            entry.st_uid == identities.root.user, entry.st_gid == identities.root.group
        else { return false }
        // Boxes mount their devices on plain files.
        return lstat("\(path)/dev/null", &device) == 0 && device.st_mode & S_IFMT == S_IFREG
            && access("\(path)/.dockerenv", F_OK) == 0
    }

    private func name(of origin: Origin) throws(BoxError) -> String {
        switch origin {
        case .release: return try HostRelease().name
        case .files(let path):
            var entry = stat()
            guard stat(path, &entry) == 0 else { throw .system("read \(path)") }
            return "files-\(entry.st_dev)-\(entry.st_ino)-\(entry.st_mtim.tv_sec)"
        }
    }

    private func make(
        _ origin: Origin, at path: String, identities: IdentityMap, progress: (String) -> Void
    ) throws(BoxError) {
        // Better said now than by a tool that fails for it.
        _ = try MappedProgram.run(
            ["/bin/true", "true"], in: "/", input: "/dev/null", identities: identities)
        let archive = "\(folder)/archive-\(getpid()).tar"
        let unfinished = "\(folder)/unfinished-\(getpid())"
        defer { unlink(archive) }
        var source = archive
        switch origin {
        case .release:
            try HostRelease().write(to: archive, progress: progress)
        case .files(let path):
            var entry = stat()
            guard stat(path, &entry) == 0 else { throw .system("read \(path)") }
            if entry.st_mode & S_IFMT == S_IFDIR {
                progress("packing \(path)")
                let result = try Program.run([
                    "tar", "--create", "--file=\(archive)", "--directory=\(path)",
                    "--one-file-system", "--numeric-owner", ".",
                ])
                guard result.status == 0 else {
                    throw BoxError(
                        "cannot read the tree \(path): \(TreeShelf.firstLine(result.output))")
                }
            } else {
                source = path
            }
        }
        progress("unpacking")
        guard mkdir(unfinished, 0o755) == 0 else { throw .system("make \(unfinished)") }
        chown(unfinished, identities.root.user, identities.root.group)
        do throws(BoxError) {
            try unpack(source, of: origin, in: unfinished, identities)
            guard rename(unfinished, path) == 0 else { throw .system("rename to \(path)") }
        } catch {
            _ = try? MappedProgram.run(
                ["/bin/sh", "sh", "-c", TreeScript.empty], in: unfinished, input: "/dev/null",
                identities: identities)
            rmdir(unfinished)
            throw error
        }
    }

    private func unpack(
        _ source: String, of origin: Origin, in folder: String, _ identities: IdentityMap
    ) throws(BoxError) {
        let script = origin == .release ? TreeScript.unpack + TreeScript.ubuntu : TreeScript.unpack
        let status = try MappedProgram.run(
            ["/bin/sh", "sh", "-e", "-c", script], in: folder, input: source,
            identities: identities)
        let complaints = "\(folder)/\(TreeScript.complaints)"
        let name = if case .files(let path) = origin { path } else { source }
        guard status == 0 else {
            let text = (try? String(contentsOfFile: complaints, encoding: .utf8)) ?? ""
            throw BoxError(
                "cannot unpack \(name): \(TreeShelf.firstLine(text)); it has to be a root tree: a "
                    + "folder, or an archive such as docker export writes")
        }
        unlink(complaints)
        guard ["bin/bash", "usr/bin/bash"].contains(where: { BaseTree.has($0, in: folder) }) else {
            throw BoxError(
                "\(name) is no root tree with a bash: it has no /bin/bash (of an image, docker "
                    + "export writes a tree and docker save does not)")
        }
    }

    private static func firstLine(_ text: String) -> String {
        text.split(separator: "\n").first.map(String.init) ?? "no reason was given"
    }
}

/// A program of the host that runs as root of a user namespace, so that what it writes belongs to
/// the ids of boxes.
enum MappedProgram {
    /// Runs a program to its end and gives its exit code.
    static func run(
        _ words: [String], in folder: String, input: String, identities: IdentityMap
    ) throws(BoxError) -> Int32 {
        let tree = try Descriptor.folder(folder)
        let input = try Descriptor.open(input, O_RDONLY)
        var making = box_making()
        var failure = box_failure()
        let begun = try BoxServer().ask { channel in
            withCStrings(words) { arguments in
                withCStrings(["PATH=/usr/sbin:/usr/bin:/sbin:/bin"]) { environment in
                    var plan = box_plan()
                    plan.tree = tree.number
                    plan.origin = input.number
                    plan.only_user = 1
                    plan.groups.folder = -1
                    plan.arguments = arguments
                    plan.environment = environment
                    return box_begin(channel, &plan, &making, &failure)
                }
            }
        }
        guard begun == 0 else { throw BoxError(failure) }
        do throws(BoxError) {
            try identities.apply(to: making.process)
        } catch {
            box_abandon(&making)
            throw error
        }
        let process = making.process
        guard box_execute(&making, &failure) == 0 else { throw BoxError(failure) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return ExitStatus.code(of: status)
    }
}

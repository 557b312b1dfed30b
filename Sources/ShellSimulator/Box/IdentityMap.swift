import FoundationEssentials
import Glibc

/// Which ids of the host stand for the ids of a box.
///
/// Root of the box must not be root of the host, so root maps the box to ids that nobody has. An
/// ordinary user is root of the box itself, and has the others by `/etc/subuid` and
/// `/etc/subgid`, which `newuidmap` and `newgidmap` enforce.
struct IdentityMap: Hashable, Sendable {
    /// How many ids a box has.
    static let count = 65536
    /// The first id for boxes of root where no range is reserved for it.
    private static let unclaimed = 1_879_048_192

    private var users: String
    private var groups: String
    /// The host's ids of the box's root.
    let root: (user: uid_t, group: gid_t)

    static func == (one: IdentityMap, other: IdentityMap) -> Bool {
        one.users == other.users && one.groups == other.groups
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(users)
        hasher.combine(groups)
    }

    /// The map of the user of this process.
    init() throws(BoxError) {
        if geteuid() == 0 {
            let text = (try? String(contentsOfFile: "/proc/self/uid_map", encoding: .utf8)) ?? ""
            guard let first = IdentityMap.first(spareBy: text) else {
                throw BoxError(
                    "root of this user namespace has no \(IdentityMap.count) ids to spare "
                        + "(/proc/self/uid_map); run it outside, or give the container more ids")
            }
            users = "0 \(first) \(IdentityMap.count)"
            groups = users
            root = (uid_t(first), gid_t(first))
            return
        }
        root = (geteuid(), getegid())
        users = try IdentityMap.map(own: Int(root.user), by: "/etc/subuid")
        groups = try IdentityMap.map(own: Int(root.group), by: "/etc/subgid")
    }

    /// A word for the map, in names of files.
    var name: String { users.replacing(" ", with: "-").replacing("\n", with: "_") }

    /// The first id for boxes of root, among those that a map of ids gives this process.
    static func first(spareBy map: String) -> Int? {
        let ranges = map.split(separator: "\n").compactMap { line -> Range<Int>? in
            let numbers = line.split(separator: " ").compactMap { Int($0) }
            guard numbers.count == 3 else { return nil }
            return numbers[0]..<numbers[0] + numbers[2]
        }
        let wanted = unclaimed..<unclaimed + count
        if ranges.contains(where: {
            $0.lowerBound <= unclaimed && $0.upperBound >= wanted.upperBound
        }) {
            return unclaimed
        }
        // The first ids of a container are its own users'.
        return ranges.filter { $0.count >= count + count / 2 }.map { $0.upperBound - count }.max()
    }

    private static func map(own: Int, by path: String) throws(BoxError) -> String {
        let user = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? ""
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: ":")
            guard fields.count == 3, fields[0] == user || fields[0] == "\(geteuid())",
                let first = Int(fields[1]), let count = Int(fields[2]),
                count >= IdentityMap.count - 1
            else { continue }
            return "0 \(own) 1\n1 \(first) \(IdentityMap.count - 1)"
        }
        let taken = ["/etc/subuid", "/etc/subgid"].map {
            IdentityMap.end(of: (try? String(contentsOfFile: $0, encoding: .utf8)) ?? "")
        }
        let start = max(taken[0], taken[1])
        let range = "\(start)-\(start + IdentityMap.count - 1)"
        throw BoxError(
            "\(user) has no \(IdentityMap.count) ids in \(path); as root: usermod "
                + "--add-subuids \(range) --add-subgids \(range) \(user)")
    }

    /// The first id behind all that a table gives to users.
    static func end(of table: String) -> Int {
        table.split(separator: "\n").reduce(100_000) { end, line in
            let fields = line.split(separator: ":")
            guard fields.count == 3, let first = Int(fields[1]), let count = Int(fields[2]) else {
                return end
            }
            return max(end, first + count)
        }
    }

    /// Gives a process in a new user namespace its ids.
    func apply(to process: pid_t) throws(BoxError) {
        if geteuid() == 0 {
            try write(users, to: "/proc/\(process)/uid_map")
            try write(groups, to: "/proc/\(process)/gid_map")
            return
        }
        for (tool, map) in [("newuidmap", users), ("newgidmap", groups)] {
            guard Program.path(of: tool) != nil else {
                throw BoxError("\(tool) is missing; install Debian's uidmap")
            }
            let words = map.split { $0 == " " || $0 == "\n" }.map(String.init)
            let result = try Program.run([tool, "\(process)"] + words)
            guard result.status == 0 else {
                throw BoxError(
                    "\(result.output.trimmedText); \(tool) must be Debian's, owned by root and "
                        + "setuid, and allowed to gain rights (no no_new_privs)")
            }
        }
    }

    private func write(_ text: String, to path: String) throws(BoxError) {
        let file = open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { throw .system("open \(path)") }
        defer { close(file) }
        let bytes = Array(text.utf8)
        guard Glibc.write(file, bytes, bytes.count) == bytes.count else {
            throw .system("write \(path)")
        }
    }
}

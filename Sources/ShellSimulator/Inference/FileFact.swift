/// What is known of a path in the world that a dialogue implies.
struct FileFact: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case file
        case folder
        /// A symbolic link to a path.
        case link(String)
        case absent
    }

    var kind: Kind = .file
    /// Whether what it is was seen, and not only assumed.
    var isKindKnown = false
    /// The lines that are known, in order; `nil` where nothing is known of the content.
    var lines: [String]?
    /// Lines that stand for any that hold the same: a text of theirs, or columns of which `x` may be
    /// anything, with what separates these.
    var open: [String: String] = [:]
    /// Whether the known lines are all there are.
    var isWhole = false
    /// Whether the known lines are the file's first, whatever it held before.
    var isPrefix = false
    /// Whether the size is only a share of a sum.
    var isGuess = false
    /// Whether the last line lacks its end.
    var lacksNewline = false
    /// Bytes.
    var size: Int?
    /// What it takes on the disk, in bytes, where that was seen and not the size.
    var room: Int?
    /// What `chmod` takes, one after the other.
    var modes: [String] = []
    var owner: String?
    /// What `touch -d` takes.
    var time: String?
    var accessTime: String?
}

extension FileFact {
    /// Whether a line can be what an open line stands for.
    static func line(_ line: String, fits open: String, mark: String) -> Bool {
        if open == "x" { return true }
        let columns = FileFact.columns(open, mark)
        if columns.count < 2 || !columns.contains("x") {
            return columns.allSatisfy { line.contains($0) }
        }
        let own = FileFact.columns(line, mark)
        guard own.count >= columns.count else { return false }
        return zip(columns, own).allSatisfy { $0 == "x" || $0 == $1 }
    }

    /// A line that is what two open ones stand for; `nil` where they contradict.
    private static func line(_ row: String, and open: String, mark: String) -> String? {
        let (one, other) = (FileFact.columns(row, mark), FileFact.columns(open, mark))
        if other.count < 2, !other.contains("x") {
            return mark == " " ? nil : row + mark + open
        }
        var merged: [Substring] = []
        for place in 0..<max(one.count, other.count) {
            let left = place < one.count ? one[place] : "x"
            let right = place < other.count ? other[place] : "x"
            guard left == "x" || right == "x" || left == right else { return nil }
            merged.append(left == "x" ? right : left)
        }
        return merged.joined(separator: mark)
    }

    /// The first open line that can be the same as an open row, and what both are.
    private func merged(
        _ row: String, _ mark: String?, with known: [String], but isTaken: [Bool]
    ) -> (place: Int, line: String)? {
        guard let mark else { return nil }
        for place in known.indices where !isTaken[place] && open[known[place]] != nil {
            if let line = FileFact.line(row, and: known[place], mark: mark) {
                return (place, line)
            }
        }
        return nil
    }

    private static func columns(_ line: String, _ mark: String) -> [Substring] {
        mark == " "
            ? line.split(whereSeparator: { $0 == " " || $0 == "\t" })
            : line.split(separator: mark, omittingEmptySubsequences: false)
    }

    /// Adds lines behind each other: what is there already, or what an open line stands for, is
    /// meant by it.
    ///
    /// - Parameters:
    ///   - mark: what separates the columns of the lines, if these are open themselves.
    ///   - isOrdered: whether they stand in the order of the file.
    mutating func add(_ rows: [String], openBy mark: String?, isOrdered: Bool = false) {
        var known = lines ?? []
        // Where as many are known, all of them are shown, and their order too.
        let isAll = isOrdered && rows.count == known.count
        var places: [Int] = []
        var isTaken = Array(repeating: false, count: known.count)
        for row in rows {
            let same = known.indices.first { place in
                guard !isTaken[place] else { return false }
                if known[place] == row { return true }
                return mark.map { FileFact.line(known[place], fits: row, mark: $0) } ?? false
            }
            // Whole lines keep their order.
            let first = mark == nil && !isAll ? (isTaken.lastIndex(of: true) ?? -1) + 1 : 0
            let general = known.indices.dropFirst(first).first { place in
                guard !isTaken[place], let own = open[known[place]] else { return false }
                return FileFact.line(row, fits: known[place], mark: own)
            }
            let merged = merged(row, mark, with: known, but: isTaken)
            let around = known.indices.first { place in
                mark == nil && row.count > 1 && !isTaken[place] && known[place].contains(row)
            }
            if let place = same ?? around {
                isTaken[place] = true
                places.append(place)
            } else if let place = general {
                known[place] = row
                isTaken[place] = true
                places.append(place)
            } else if let merged {
                known[merged.place] = merged.line
                isTaken[merged.place] = true
                open[merged.line] = mark
                places.append(merged.place)
            } else {
                places.append(known.count)
                known.append(row)
                isTaken.append(true)
            }
            if let mark { open[row] = mark }
        }
        lines = isAll && rows.count == known.count ? places.map { known[$0] } : known
    }
}

/// The files that a dialogue implies, beside those of the base tree: facts of paths, never texts
/// of answers.
struct FileFacts: Hashable, Sendable {
    private(set) var facts: [String: FileFact] = [:]
    /// The paths; in the order in which folders show their entries where that was seen.
    private(set) var order: [String] = []
    private var arranged: Set<String> = []
    /// Programs that the machine does not have.
    var missingPrograms: [String] = []
    /// Whether the recording bash marks pasted text.
    var marksPaste = false

    subscript(path: String) -> FileFact? { facts[FileFacts.normalised(path)] }

    /// Adds what is not known yet, or says that something is otherwise.
    mutating func note(_ path: String, _ change: (inout FileFact) -> Void) {
        let path = FileFacts.normalised(path)
        guard path != "/" else { return }
        if facts[path] == nil { order.append(path) }
        change(&facts[path, default: FileFact()])
        guard facts[path]?.kind != .absent else { return }
        // What has something in it is a folder.
        var parent = FileFacts.parent(of: path)
        while parent != "/", let fact = facts[parent] {
            if fact.kind == .file || fact.kind == .absent { facts[parent]?.kind = .folder }
            parent = FileFacts.parent(of: parent)
        }
        if facts[path]?.kind == .file, facts[path]?.lines == nil, hasChildren(path) {
            facts[path]?.kind = .folder
        }
    }

    private func hasChildren(_ path: String) -> Bool {
        let inside = path + "/"
        return order.contains {
            $0.utf8.starts(with: inside.utf8) && facts[$0]?.kind != .absent
        }
    }

    /// Puts paths into the order in which their folders show them.
    mutating func arrange(_ paths: [String]) {
        let listed = paths.map(FileFacts.normalised).filter { facts[$0] != nil }
        let moved = Set(listed)
        order.removeAll { moved.contains($0) }
        order += listed
        arranged.formUnion(moved)
    }

    /// Whether a listing showed where a path stands among its neighbours.
    func isArranged(_ path: String) -> Bool { arranged.contains(path) }

    /// Takes back a path.
    mutating func forget(_ path: String) {
        let path = FileFacts.normalised(path)
        facts[path] = nil
        order.removeAll { $0 == path }
    }

    /// Whether a walk through the files meets the same names of the same kinds in the same order.
    func lists(like other: FileFacts) -> Bool {
        order == other.order && arranged == other.arranged
            && missingPrograms == other.missingPrograms
            && order.allSatisfy { facts[$0]?.kind == other.facts[$0]?.kind }
    }

    /// Whether a machine without a path could not run the shell and its programs.
    static func isVital(_ path: String) -> Bool {
        [
            "/bin", "/sbin", "/lib", "/lib64", "/usr/bin", "/usr/sbin", "/usr/lib", "/etc", "/dev",
            "/proc",
        ].contains {
            path == $0 || path.hasPrefix($0 + "/")
        } && !path.hasPrefix("/usr/lib/python")
    }

    /// A path without `.`, `..` and doubled slashes.
    static func normalised(_ path: String) -> String {
        let bytes = path.utf8
        let slash = UInt8(ascii: "/")
        // Most are; byte by byte, since every look at a fact asks.
        let isPlain =
            bytes.first == slash && (bytes.last != slash || bytes.count == 1)
            && zip(bytes, bytes.dropFirst()).allSatisfy {
                $0 != slash || ($1 != slash && $1 != UInt8(ascii: "."))
            }
        if isPlain { return path }
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    static func parent(of path: String) -> String {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) }.flatMap {
            $0.isEmpty ? nil : $0
        } ?? "/"
    }

    static func quoted(_ text: String) -> String {
        let inner =
            text.utf8.contains(UInt8(ascii: "'")) ? text.replacing("'", with: "'\\''") : text
        return "'\(inner)'"
    }
}

import Glibc
import JSONTree

/// A report that grows dialogue by dialogue and appears under its name only when it is whole.
///
/// It is written beside its place and renamed in the end, so that whoever looks sees the old
/// report or the new one. Nothing of it is kept in memory.
public struct ReplayReportFile: ~Copyable {
    private let path: String
    /// What is written until the report is whole; the path itself where that is a device or a
    /// pipe, which must not be replaced.
    private let partPath: String
    private let file: UnsafeMutablePointer<FILE>
    private var isFirst = true

    /// Begins a report.
    ///
    /// - Throws: ``ReplayReportError`` if nothing can be written at or beside `path`.
    public init(path: String) throws(ReplayReportError) {
        let target = Self.target(of: path)
        let partPath = target.isReplaceable ? "\(target.path).\(getpid()).part" : target.path
        guard let file = fopen(partPath, "we") else { throw ReplayReportError(path: path) }
        self.path = target.path
        self.partPath = partPath
        self.file = file
        Self.write("{\"dialogues\":[", to: file)
    }

    /// Where a report at a path really goes, symbolic links followed.
    private static func target(of path: String) -> (path: String, isReplaceable: Bool) {
        var status = stat()
        guard stat(path, &status) == 0 else { return (path, true) }
        guard status.st_mode & S_IFMT == S_IFREG else { return (path, false) }
        guard let resolved = realpath(path, nil) else { return (path, true) }
        defer { free(resolved) }
        return (String(cString: resolved), true)
    }

    deinit {
        fclose(file)
        // After `finish` there is nothing left under this name.
        if partPath != path { unlink(partPath) }
    }

    /// Adds a dialogue's entry.
    public mutating func add(_ dialogue: ReplayedDialogue) {
        Self.write((isFirst ? "\n" : ",\n") + dialogue.json.text(.compact), to: file)
        isFirst = false
    }

    /// Ends the report with the summary and puts it in its place.
    public consuming func finish(_ summary: ReplaySummary) throws(ReplayReportError) {
        Self.write("\n],\n\"summary\":\(summary.json.text(.compact))}\n", to: file)
        guard fflush(file) == 0, ferror(file) == 0,
            partPath == path || rename(partPath, path) == 0
        else { throw ReplayReportError(path: path) }
    }

    private static func write(_ text: String, to file: UnsafeMutablePointer<FILE>) {
        fputs(text, file)
    }
}

/// Why a report cannot be written.
public struct ReplayReportError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The report's path.
    public var path: String
    /// What the system says.
    public var reason: String

    init(path: String) {
        self.path = path
        reason = String(cString: strerror(errno))
    }

    /// The path and what the system says.
    public var description: String { "cannot write the report \(path): \(reason)" }
}

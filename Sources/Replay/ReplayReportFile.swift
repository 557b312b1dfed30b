import Glibc
import JSONTree

/// A report that grows dialogue by dialogue and appears under its name only when it is whole.
///
/// It is written beside its place and renamed in the end, so that whoever looks sees the old
/// report or the new one. Nothing of it is kept in memory.
public struct ReplayReportFile: ~Copyable {
    private let path: String
    private let partPath: String
    private let file: UnsafeMutablePointer<FILE>
    private var isFirst = true

    /// Begins a report.
    ///
    /// - Throws: ``ReplayReportError`` if nothing can be written beside `path`.
    public init(path: String) throws(ReplayReportError) {
        let partPath = "\(path).\(getpid()).part"
        guard let file = fopen(partPath, "we") else { throw ReplayReportError(path: path) }
        self.path = path
        self.partPath = partPath
        self.file = file
        Self.write("{\"dialogues\":[", to: file)
    }

    deinit {
        // After `finish` there is nothing left under this name.
        unlink(partPath)
        fclose(file)
    }

    /// Adds a dialogue's entry.
    public mutating func add(_ dialogue: ReplayedDialogue) {
        Self.write((isFirst ? "\n" : ",\n") + dialogue.json.text(.compact), to: file)
        isFirst = false
    }

    /// Ends the report with the summary and puts it in its place.
    public consuming func finish(_ summary: ReplaySummary) throws(ReplayReportError) {
        Self.write("\n],\n\"summary\":\(summary.json.text(.compact))}\n", to: file)
        guard fflush(file) == 0, ferror(file) == 0, rename(partPath, path) == 0 else {
            throw ReplayReportError(path: path)
        }
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

/// A line of a file that says nothing that can be used; the lines around it are read all the same.
public struct FileProblem: Hashable, Sendable, CustomStringConvertible {
    /// The file.
    public var path: String
    /// The line, counted from 1.
    public var line: Int
    /// What is wrong with it.
    public var message: String

    /// Describes a malformed line.
    public init(path: String, line: Int, message: String) {
        self.path = path
        self.line = line
        self.message = message
    }

    /// `PATH:LINE: MESSAGE`.
    public var description: String { "\(path):\(line): \(message)" }
}

/// The malformed lines of a world's files: all are counted, the first are kept.
public struct FileProblems: Hashable, Sendable {
    /// How many are kept.
    private static let kept = 100

    /// The first malformed lines, in the order of reading.
    public private(set) var first: [FileProblem] = []
    /// How many there are in all.
    public private(set) var count = 0

    /// The lines that are kept, and how many there are beyond them.
    public var descriptions: [String] {
        first.map(\.description)
            + (count > first.count ? ["… and \(count - first.count) more"] : [])
    }

    /// No problems.
    public init() {}

    mutating func add(_ problem: FileProblem) {
        count += 1
        if first.count < FileProblems.kept { first.append(problem) }
    }
}

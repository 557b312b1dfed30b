/// What is wrong with a text in the Planning Domain Definition Language, and on which line.
public struct PDDLError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The fault, as a clause: `the object mug_bar_1 is not declared`.
    public var message: String
    /// The line of the fault, counted from 1 in the PDDL text.
    public var line: Int

    /// Names a fault on a line.
    public init(_ message: String, line: Int) {
        self.message = message
        self.line = line
    }

    /// The line and the fault.
    public var description: String { "line \(line): \(message)" }
}

public import Dialogues
public import Environments
import JSONTree

/// The files of a run: dialogues, and beside them where each comes from.
///
/// Both appear whole or not at all; a run that is broken off can still finish them with what it has.
///
/// A class, because open files have an identity.
public final class DialogueStore {
    private let dialogues: DialogueWriter
    private let provenance: ReplacementFile
    private var lines: [UInt8] = []

    /// How many bytes are gathered before they go to the disk.
    private static let chunk = 1 << 16

    /// Begins the files.
    ///
    /// - Parameter path: the file of dialogues: JSON Lines, or an array if it ends in `.json`.
    public init(path: String) throws(DialogueProblem) {
        dialogues = try DialogueWriter(
            path: path, layout: path.hasSuffix(".json") ? .array() : .lines)
        provenance = try ReplacementFile(path: Provenance.path(beside: path))
    }

    /// Adds a dialogue.
    public func add(_ dialogue: Dialogue, _ origin: Provenance) throws(DialogueProblem) {
        try dialogues.write(dialogue)
        origin.json.write(to: &lines)
        lines.append(0x0A)
        if lines.count > DialogueStore.chunk { try flush() }
    }

    /// Puts the files in their places.
    public func finish() throws(DialogueProblem) {
        try flush()
        try provenance.commit()
        try dialogues.finish()
    }

    private func flush() throws(DialogueProblem) {
        try provenance.write(lines)
        lines.removeAll(keepingCapacity: true)
    }
}

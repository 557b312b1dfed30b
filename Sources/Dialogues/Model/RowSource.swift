import JSONTree

/// How a row was written in the file it was read from.
struct RowSource: Hashable, Sendable {
    /// The layout that reproduces the row, or comes nearest to it.
    var style: JSONStyle
    /// How many levels the whole row is indented by, as an element of an indented array is.
    var level: Int
    /// The container that the row stood in.
    var container: DialogueLayout.Container
    /// The row's bytes, kept only where ``style`` does not reproduce them.
    var text: [UInt8]?
    /// What stood between the row before and this one, kept only where it is unlike the rest of
    /// the file.
    var separator: [UInt8]?
}

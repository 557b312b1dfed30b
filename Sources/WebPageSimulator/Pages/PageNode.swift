public import MarkupKit

/// An element of a page, with the text around it as lxml keeps it.
///
/// A page is flat: its nodes stand in the order in which they begin, and everything within a node
/// stands between it and ``end``.
public struct PageNode: Hashable, Sendable {
    /// The element's name; visible text is in elements called `text`.
    public var name: String
    /// The attributes, in order.
    public var attributes: [MarkupAttribute]
    /// The text before the first child; `nil` if there is none.
    public var text: String?
    /// The text between the element's end and what follows; `nil` if there is none.
    public var tail: String?
    /// The index of the element around this one; -1 for the outermost.
    public var parent: Int
    /// The index behind the last node within this one.
    public var end: Int

    /// An attribute's value, if the element has it.
    public subscript(attribute: String) -> String? {
        attributes.first { $0.name == attribute }?.value
    }

    /// Whether this holds visible text.
    public var isText: Bool { name == "text" }

    /// What the record calls the element; empty if it has no such name.
    public var id: String { self["backend_node_id"] ?? "" }
}

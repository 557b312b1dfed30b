/// Someone who is shown a document, node by node, in the order of the text.
public protocol MarkupVisitor {
    /// An element begins.
    mutating func begin(_ name: String, attributes: [MarkupAttribute])

    /// Text within the element that began last and has not ended, its escapes undone.
    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>)

    /// The element that began last and has not ended ends.
    mutating func end()
}

/// An attribute of an element.
public struct MarkupAttribute: Hashable, Sendable {
    /// Its name, with the prefix it was written with.
    public var name: String
    /// Its value, its escapes undone.
    public var value: String

    /// Pairs a name with its value.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

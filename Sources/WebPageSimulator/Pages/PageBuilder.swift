import MarkupKit

/// Builds the nodes of a page while a document is shown to it.
struct PageBuilder: MarkupVisitor {
    private(set) var nodes: [PageNode] = []
    private var open: [Int] = []
    /// Of each open element, its last child so far; -1 if there is none.
    private var lastChildren: [Int] = []

    mutating func begin(_ name: String, attributes: [MarkupAttribute]) {
        let index = nodes.count
        nodes.append(
            PageNode(
                name: name, attributes: attributes, text: nil, tail: nil,
                parent: open.last ?? -1, end: index + 1))
        if !lastChildren.isEmpty { lastChildren[lastChildren.count - 1] = index }
        open.append(index)
        lastChildren.append(-1)
    }

    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let current = open.last, let lastChild = lastChildren.last else { return }
        let text = PageBuilder.compact(bytes)
        if lastChild < 0 {
            nodes[current].text = (nodes[current].text ?? "") + text
        } else {
            nodes[lastChild].tail = (nodes[lastChild].tail ?? "") + text
        }
    }

    mutating func end() {
        guard let index = open.popLast() else { return }
        lastChildren.removeLast()
        nodes[index].end = nodes.count
    }

    /// Indentation is most of what stands between elements; of it counts only whether there is
    /// any, and whether it breaks the line.
    private static func compact(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        var breaks = false
        for byte in bytes {
            guard byte == 0x20 || byte == 0x0A || byte == 0x09 else {
                return String(decoding: bytes, as: UTF8.self)
            }
            if byte == 0x0A { breaks = true }
        }
        return bytes.isEmpty ? "" : breaks ? "\n" : " "
    }
}

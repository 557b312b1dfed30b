import MarkupKit

/// What is printed of a page's nodes, made ready once for any number of questions.
///
/// Which nodes a question shows depends on its candidates, but not what is shown of each.
struct PagePrint: Sendable {
    struct Piece {
        var parent: Int32
        var end: Int32
        /// The number of the element's id; 0 if it has none.
        var id: Int32 = 0
        var isText: Bool
        /// How many attributes it has besides the id.
        var attributeCount: Int32
        var name: Range<Int32>
        /// ` meta= …`, or nothing; of a `text` its attributes as they are.
        var attributes: Range<Int32>
        var text: Range<Int32>
        var hasText: Bool
        var tail: Range<Int32>
    }

    let pieces: [Piece]
    let bytes: [UInt8]
    /// The number of each id; the empty id has number 0.
    let idNumbers: [String: Int32]
    /// By number, the first node that has the id; the empty id has none.
    let firstNodes: [Int?]

    init(_ nodes: [PageNode]) {
        var writer = Writer()
        var pieces: [Piece] = []
        pieces.reserveCapacity(nodes.count)
        var idNumbers: [String: Int32] = ["": 0]
        var firstNodes: [Int?] = [nil]
        for (index, node) in nodes.enumerated() {
            var piece = writer.piece(node)
            let id = node.id
            if let number = idNumbers[id] {
                piece.id = number
            } else {
                piece.id = Int32(firstNodes.count)
                idNumbers[id] = piece.id
                firstNodes.append(index)
            }
            pieces.append(piece)
        }
        self.pieces = pieces
        self.idNumbers = idNumbers
        self.firstNodes = firstNodes
        bytes = writer.bytes
    }

    /// Appends a part of the prepared text.
    @inline(__always)
    func append(_ range: Range<Int32>, to output: inout [UInt8]) {
        output.append(contentsOf: bytes[Int(range.lowerBound)..<Int(range.upperBound)])
    }
}

extension PagePrint {
    /// Writes the pieces one behind the other.
    private struct Writer {
        private(set) var bytes: [UInt8] = []
        private var names: [String: Range<Int32>] = [:]

        mutating func piece(_ node: PageNode) -> Piece {
            let others = node.attributes.lazy.filter { $0.name != "backend_node_id" }
            return Piece(
                parent: Int32(node.parent), end: Int32(node.end), isText: node.isText,
                attributeCount: Int32(others.count), name: name(node.name),
                attributes: attributes(of: node), text: text(of: node),
                hasText: node.text != nil, tail: content(node.tail ?? ""))
        }

        private mutating func write(_ body: (inout [UInt8]) -> Void) -> Range<Int32> {
            let start = Int32(bytes.count)
            body(&bytes)
            return start..<Int32(bytes.count)
        }

        private mutating func name(_ name: String) -> Range<Int32> {
            if let range = names[name] { return range }
            let range = write { $0 += Array(name.utf8) }
            names[name] = range
            return range
        }

        private mutating func attributes(of node: PageNode) -> Range<Int32> {
            guard !node.isText else {
                return write { bytes in
                    for attribute in node.attributes where attribute.name != "backend_node_id" {
                        bytes += Array(" \(attribute.name)= ".utf8)
                        Writer.appendValue(attribute.value, to: &bytes)
                        bytes.append(UInt8(ascii: " "))
                    }
                }
            }
            let words = ElementSummary.words(of: node)
            guard !words.isEmpty else { return 0..<0 }
            return write { bytes in
                bytes += Array(" meta= ".utf8)
                Writer.appendValue(words, to: &bytes)
                bytes.append(UInt8(ascii: " "))
            }
        }

        private mutating func text(of node: PageNode) -> Range<Int32> {
            guard node.isText else { return content(node.text ?? "") }
            let words = PythonText.words(node.text ?? "").prefix(ElementSummary.totalLimit)
            return content(words.joined(separator: " "))
        }

        private mutating func content(_ text: String) -> Range<Int32> {
            guard !text.isEmpty else { return 0..<0 }
            return write { Writer.appendContent(text, to: &$0) }
        }

        /// Text as XML writes it, double quotes made blanks.
        private static func appendContent(_ text: String, to bytes: inout [UInt8]) {
            for byte in text.utf8 {
                switch byte {
                case UInt8(ascii: "&"): bytes += Array("&amp;".utf8)
                case UInt8(ascii: "<"): bytes += Array("&lt;".utf8)
                case UInt8(ascii: ">"): bytes += Array("&gt;".utf8)
                case UInt8(ascii: "\r"): bytes += Array("&#13;".utf8)
                case UInt8(ascii: "\""): bytes.append(UInt8(ascii: " "))
                default: bytes.append(byte)
                }
            }
        }

        /// The value of an attribute as XML writes it.
        private static func appendValue(_ text: String, to bytes: inout [UInt8]) {
            for byte in text.utf8 {
                switch byte {
                case UInt8(ascii: "&"): bytes += Array("&amp;".utf8)
                case UInt8(ascii: "<"): bytes += Array("&lt;".utf8)
                case UInt8(ascii: ">"): bytes += Array("&gt;".utf8)
                case UInt8(ascii: "\""): bytes += Array("&quot;".utf8)
                case UInt8(ascii: "\r"): bytes += Array("&#13;".utf8)
                case UInt8(ascii: "\n"): bytes += Array("&#10;".utf8)
                case UInt8(ascii: "\t"): bytes += Array("&#9;".utf8)
                default: bytes.append(byte)
                }
            }
        }
    }
}

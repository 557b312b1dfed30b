import CLibXML2

/// A document that libxml2 has read; its memory is freed with it.
///
///     let document = try MarkupDocument(html: bytes)
///     document.show(to: &visitor)
///
/// Nothing is loaded from the network or from files, and what a hostile text could do is bounded:
/// its size, the depth of its elements, and (in XML) the expansion of entities. Comments and
/// processing instructions are not shown.
public struct MarkupDocument: ~Copyable {
    /// Texts larger than this are refused.
    public static let sizeLimit = 64 << 20

    private let document: xmlDocPtr

    /// Reads well-formed XML.
    public init(xml bytes: [UInt8]) throws(MarkupError) {
        try Self.checkSize(of: bytes)
        var message: UnsafeMutablePointer<xmlChar>?
        var line: Int32 = 0
        let document = bytes.withUnsafeBufferPointer { buffer in
            clibxml2_read_xml(
                UnsafeRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self),
                Int32(buffer.count), &message, &line)
        }
        defer { clibxml2_free(message) }
        guard let document else {
            let text = message.map { String(cString: $0) } ?? "no element"
            let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            throw MarkupError(
                "this is not well-formed XML: \(words)", line: line > 0 ? Int(line) : nil)
        }
        guard document.pointee.intSubset == nil else {
            xmlFreeDoc(document)
            throw MarkupError("documents with a document type of their own are not read")
        }
        self.document = document
    }

    /// Reads HTML as it is found in the wild, as UTF-8.
    public init(html bytes: [UInt8]) throws(MarkupError) {
        try Self.checkSize(of: bytes)
        var error: Int32 = 0
        let document = bytes.withUnsafeBufferPointer { buffer in
            clibxml2_read_html(
                UnsafeRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self),
                Int32(buffer.count), &error)
        }
        guard let document else {
            throw MarkupError(
                error == CLIBXML2_TOO_DEEP
                    ? "the elements nest deeper than \(CLIBXML2_DEPTH_LIMIT) levels"
                    : "the HTML parser gave up with error \(error)")
        }
        self.document = document
    }

    deinit {
        xmlFreeDoc(document)
    }

    private static func checkSize(of bytes: [UInt8]) throws(MarkupError) {
        guard !bytes.isEmpty else { throw MarkupError("the text is empty") }
        guard bytes.count <= sizeLimit else {
            throw MarkupError(
                "the text has \(bytes.count) bytes; the limit is \(sizeLimit)")
        }
    }

    /// Shows every element and text to a visitor; takes no stack, however deep the document is.
    public borrowing func show(to visitor: inout some MarkupVisitor) {
        guard let root = xmlDocGetRootElement(document) else { return }
        var node = root
        while true {
            if node.pointee.type == XML_ELEMENT_NODE {
                visitor.begin(Self.name(of: node), attributes: Self.attributes(of: node))
                if let child = node.pointee.children {
                    node = child
                    continue
                }
                visitor.end()
            } else if node.pointee.type == XML_TEXT_NODE
                || node.pointee.type == XML_CDATA_SECTION_NODE
            {
                Self.withBytes(of: node.pointee.content) { visitor.text($0) }
            }
            while node != root, node.pointee.next == nil, let parent = node.pointee.parent {
                node = parent
                visitor.end()
            }
            guard node != root, let next = node.pointee.next else { return }
            node = next
        }
    }

    private static func withBytes(
        of text: UnsafeMutablePointer<xmlChar>?, _ body: (UnsafeBufferPointer<UInt8>) -> Void
    ) {
        guard let text else { return }
        body(UnsafeBufferPointer(start: text, count: Int(xmlStrlen(text))))
    }

    private static func name(of node: xmlNodePtr) -> String {
        let name = node.pointee.name.map { String(cString: $0) } ?? ""
        guard let prefix = node.pointee.ns?.pointee.prefix else { return name }
        return "\(String(cString: prefix)):\(name)"
    }

    private static func attributes(of node: xmlNodePtr) -> [MarkupAttribute] {
        var attributes: [MarkupAttribute] = []
        var next = node.pointee.properties
        while let attribute = next {
            let name = attribute.pointee.name.map { String(cString: $0) } ?? ""
            let prefix = attribute.pointee.ns?.pointee.prefix.map { String(cString: $0) + ":" }
            attributes.append(
                MarkupAttribute((prefix ?? "") + name, value(of: attribute)))
            next = attribute.pointee.next
        }
        return attributes
    }

    /// Most values are one text; HTML's attributes without a value have none.
    private static func value(of attribute: xmlAttrPtr) -> String {
        guard let child = attribute.pointee.children else { return "" }
        if child.pointee.next == nil, child.pointee.type == XML_TEXT_NODE,
            let content = child.pointee.content
        {
            return String(cString: content)
        }
        guard let text = xmlNodeListGetString(attribute.pointee.doc, child, 1) else { return "" }
        defer { clibxml2_free(text) }
        return String(cString: text)
    }
}

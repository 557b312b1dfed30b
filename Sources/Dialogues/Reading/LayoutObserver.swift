import JSONTree

/// Learns from the rows of a file how the file is laid out.
struct LayoutObserver {
    private(set) var layout: DialogueLayout
    private var gaps = 0
    /// What stood before the row that is being read, where it is unlike the rest of the file.
    private var unusualGap: [UInt8]?
    /// Where rows are written for comparison; kept, so that its memory is used again.
    private var scratch: [UInt8] = []

    init(container: DialogueLayout.Container) {
        layout = container == .array ? .array(indentation: nil) : .lines
        layout.container = container
        layout.level = 0
    }

    /// Takes note of what stands before a row.
    mutating func meet(gap: [UInt8]) {
        gaps += 1
        unusualGap = nil
        switch gaps {
        case 1: layout.opening = gap
        case 2: layout.separator = gap
        default: if gap != layout.separator { unusualGap = gap }
        }
    }

    /// Takes note of what stands behind the last row.
    mutating func meetEnd(gap: [UInt8]) {
        guard gaps == 0 else {
            layout.closing = gap
            // One line says nothing about separators, but its end does.
            if gaps == 1, layout.container == .lines, gap.starts(with: [0x0D, 0x0A]) {
                layout.separator = [0x0D, 0x0A]
            }
            return
        }
        let closing = layout.container == .array ? gap.lastIndex(of: UInt8(ascii: "]")) : nil
        layout.opening = Array(gap[..<(closing ?? gap.endIndex)])
        layout.closing = closing.map { Array(gap[$0...]) } ?? []
    }

    /// What stands, in an array with line breaks between its rows, before a row and nowhere within
    /// one: a line break is never part of a string.
    var startOfRow: [UInt8]? {
        guard layout.container == .array else { return nil }
        let bracket = layout.opening.firstIndex(of: UInt8(ascii: "[")) ?? 0
        let separator =
            gaps > 1
            ? layout.separator : [UInt8(ascii: ",")] + layout.opening.dropFirst(bracket + 1)
        guard separator.contains(0x0A) else { return nil }
        return separator + [UInt8(ascii: "{")]
    }

    /// How a row was written: in the file's style, which it may refine, or in none.
    mutating func source(of row: JSON, bytes: ArraySlice<UInt8>) -> RowSource {
        var source = RowSource(
            style: layout.style, level: layout.level, container: layout.container,
            separator: unusualGap)
        if reproduces(row, source, bytes) { return source }
        let adapted = layout.style.adapted(to: bytes)
        source.style = adapted.style
        source.level = adapted.level ?? layout.level
        layout.style = source.style
        layout.level = source.level
        if !reproduces(row, source, bytes) { source.text = Array(bytes) }
        return source
    }

    private mutating func reproduces(
        _ row: JSON, _ source: RowSource, _ bytes: ArraySlice<UInt8>
    ) -> Bool {
        scratch.removeAll(keepingCapacity: true)
        row.write(to: &scratch, style: source.style, level: source.level)
        return ByteSearch.areEqual(scratch[...], bytes)
    }
}

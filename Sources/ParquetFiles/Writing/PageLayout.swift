/// Cuts a column's entries into pages and lays these out.
struct PageLayout {
    let buffer: ColumnBuffer
    let options: ParquetWriter.Options

    /// A part of the column: entries, and the values among them, all in the dictionary or none.
    private struct Part {
        var entries: Range<Int>
        var values: Range<Int>
        var usesDictionary: Bool
        var rows = 0
    }

    /// The pages in the order of the file, the dictionary's first.
    func pages() throws(ParquetError) -> [(header: PageHeader, body: [UInt8])] {
        var pages: [(header: PageHeader, body: [UInt8])] = []
        if !buffer.indices.isEmpty {
            var header = PageHeader()
            header.kind = .dictionary
            header.valueCount = buffer.dictionary.count
            header.encoding = Encoding.plain
            let values = buffer.dictionary.bytes
            let body = try options.compression.compress(values)
            header.uncompressedSize = values.count
            header.compressedSize = body.count
            pages.append((header, body))
        }
        for part in parts() { pages.append(try page(of: part)) }
        return pages
    }

    // MARK: Parts

    /// The parts that become pages; they end where rows end, and where the dictionary was full.
    private func parts() -> [Part] {
        let most = buffer.column.maxDefinition
        var parts: [Part] = []
        var part = Part(
            entries: 0..<0, values: 0..<0, usesDictionary: !buffer.indices.isEmpty)
        var size = 0
        var value = 0
        for entry in buffer.definitions.indices {
            if buffer.repetitions[entry] == 0 {
                let isOver = part.usesDictionary && value >= buffer.indices.count
                if entry > 0, size >= options.pageSize || part.rows >= options.rowsPerPage || isOver
                {
                    part.entries = part.entries.lowerBound..<entry
                    part.values = part.values.lowerBound..<value
                    parts.append(part)
                    part = Part(
                        entries: entry..<entry, values: value..<value,
                        usesDictionary: value < buffer.indices.count)
                    size = 0
                }
                part.rows += 1
            }
            size += 1
            guard Int(buffer.definitions[entry]) == most else { continue }
            size += valueSize(value)
            value += 1
        }
        part.entries = part.entries.lowerBound..<buffer.definitions.count
        part.values = part.values.lowerBound..<value
        if !part.entries.isEmpty { parts.append(part) }
        return parts
    }

    private func valueSize(_ value: Int) -> Int {
        guard buffer.column.type != .boolean, value >= buffer.indices.count else { return 1 }
        return plainRange(value..<(value + 1)).count
    }

    /// Where plain values stand.
    private func plainRange(_ values: Range<Int>) -> Range<Int> {
        let first = values.lowerBound - buffer.indices.count
        let last = values.upperBound - buffer.indices.count
        let start = first > 0 ? buffer.plainEnds[first - 1] : 0
        return start..<(last > first ? buffer.plainEnds[last - 1] : start)
    }

    // MARK: Pages

    private func page(of part: Part) throws(ParquetError) -> (header: PageHeader, body: [UInt8]) {
        let column = buffer.column
        let repetitions =
            column.maxRepetition > 0
            ? HybridEncoder.encode(
                buffer.repetitions[part.entries], width: column.maxRepetition.bitsNeeded) : []
        let definitions =
            column.maxDefinition > 0
            ? HybridEncoder.encode(
                buffer.definitions[part.entries], width: column.maxDefinition.bitsNeeded) : []
        let values = encoded(part)
        var header = PageHeader()
        header.valueCount = part.entries.count
        header.encoding = part.usesDictionary ? Encoding.dictionary : Encoding.plain
        var body: [UInt8] = []
        switch options.dataPages {
        case .version1:
            for levels in [repetitions, definitions] where !levels.isEmpty {
                ColumnBuffer.append(count: levels.count, to: &body)
                body += levels
            }
            body += values
            header.kind = .data(
                definitionEncoding: Encoding.runs, repetitionEncoding: Encoding.runs)
            header.uncompressedSize = body.count
            body = try options.compression.compress(body)
        case .version2:
            header.kind = .dataV2(
                definitionSize: definitions.count, repetitionSize: repetitions.count,
                isCompressed: options.compression != .none, rows: part.rows,
                nulls: part.entries.count - part.values.count)
            body = repetitions + definitions
            header.uncompressedSize = body.count + values.count
            body += try options.compression.compress(values)
        }
        header.compressedSize = body.count
        return (header, body)
    }

    private func encoded(_ part: Part) -> [UInt8] {
        if buffer.column.type == .boolean {
            return pack(buffer.booleans[part.values])
        }
        guard part.usesDictionary else { return Array(buffer.plain[plainRange(part.values)]) }
        let width = max(1, (buffer.dictionary.count - 1).bitsNeeded)
        return [UInt8(width)] + HybridEncoder.encode(buffer.indices[part.values], width: width)
    }

    private func pack(_ flags: ArraySlice<Bool>) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: (flags.count + 7) / 8)
        for (index, flag) in flags.enumerated() where flag { bytes[index >> 3] |= 1 << (index & 7) }
        return bytes
    }
}

// How large keys and rows may be.

extension Table {
    /// A key has at most 3072 bytes, a row 65535 without what is stored apart from it.
    ///
    /// - Throws: 1071 and 1118.
    func checkSizes() throws(StatementFailure) {
        for index in indexes where index.kind != .fulltext && index.kind != .spatial {
            let sizes = index.parts.map { keyBytes(of: $0) }
            guard sizes.allSatisfy({ $0 <= 3_072 }), sizes.reduce(0, +) <= 3_072 else {
                throw .mysql(
                    MySQLError(
                        1071, "42000",
                        "Specified key was too long; max key length is 3072 bytes"))
            }
        }
        let nullBytes = (columns.filter(\.type.isNullable).count + 7) / 8
        guard columns.reduce(nullBytes, { $0 + $1.rowBytes }) <= 65_535 else {
            throw .mysql(
                MySQLError(
                    1118, "42000",
                    "Row size too large. The maximum row size for the used table type, not "
                        + "counting BLOBs, is 65535. This includes storage overhead, check the "
                        + "manual. You have to change some columns to TEXT or BLOBs"))
        }
    }

    private func keyBytes(of part: Index.Part) -> Int {
        let type = columns[part.column].type
        switch type.kind {
        case .string(.char(let length)), .string(.varchar(let length)):
            return (part.prefixLength ?? length) * type.collation.maximumBytes
        case .binary(.char(let length)), .binary(.varchar(let length)):
            return part.prefixLength ?? length
        case .string: return (part.prefixLength ?? 0) * type.collation.maximumBytes
        case .binary: return part.prefixLength ?? 0
        default: return 8
        }
    }
}

extension Column {
    /// The bytes that a row keeps of the column.
    fileprivate var rowBytes: Int {
        switch type.kind {
        case .string(let kind): kind.rowBytes(perCharacter: type.collation.maximumBytes)
        case .binary(let kind): kind.rowBytes(perCharacter: 1)
        case .integer(let bytes, _): bytes
        case .decimal(let precision, _, _): precision / 2 + 1
        case .json: 12
        case .year: 1
        case .float: 4
        case .date: 3
        case .bit(let bits): (bits + 7) / 8
        default: 8
        }
    }
}

extension MySQLType.StringKind {
    fileprivate func rowBytes(perCharacter bytes: Int) -> Int {
        switch self {
        case .char(let length): length * bytes
        case .varchar(let length): length * bytes + (length * bytes > 255 ? 2 : 1)
        case .tiny: 9
        case .text: 10
        case .medium: 11
        case .long: 12
        }
    }
}

// Declared column types.

extension Parser {
    /// A type with its length, sign and character set, as columns have.
    mutating func columnType() throws(Refusal) -> ColumnType {
        let kind = token.kind
        switch kind {
        case .int, .tinyint, .smallint, .mediumint, .bigint:
            return try integerType()
        case .real, .double:
            advance()
            if kind == .double { _ = take(.precision) }
            return try realType("double")
        case .float:
            advance()
            return try floatType()
        case .decimal, .numeric, .fixed:
            advance()
            var type = ColumnType(name: "decimal")
            try precision(&type, needsScale: false)
            return try numericOptions(type)
        case .bit:
            advance()
            return ColumnType(name: "bit", length: try optionalLength())
        case .bool, .boolean:
            advance()
            return ColumnType(name: "tinyint", length: 1)
        case .char, .nchar, .national, .varchar, .nvarchar, .tinytext, .text, .mediumtext,
            .longtext, .long, .enum, .set:
            return try characterType()
        case .binary, .varbinary, .tinyblob, .blob, .mediumblob, .longblob:
            return try binaryType()
        case .year: return try yearType()
        case .date, .json:
            let name = written.lowercased()
            advance()
            return ColumnType(name: name)
        case .time, .datetime, .timestamp:
            let name = written.lowercased()
            advance()
            return ColumnType(name: name, length: try optionalFraction())
        case .serial:
            advance()
            var type = ColumnType(name: "bigint")
            type.isUnsigned = true
            return type
        case .geometry, .geometrycollection, .point, .linestring, .polygon, .multipoint,
            .multilinestring, .multipolygon:
            unsupportedFeature = "the type \(written.uppercased())"
            advance()
            return ColumnType(name: "geometry")
        default: throw unexpected()
        }
    }

    private mutating func integerType() throws(Refusal) -> ColumnType {
        let name: String
        switch token.kind {
        case .tinyint: name = "tinyint"
        case .smallint: name = "smallint"
        case .mediumint: name = "mediumint"
        case .bigint: name = "bigint"
        default: name = "int"
        }
        advance()
        return try numericOptions(ColumnType(name: name, length: try optionalLength()))
    }

    /// `UNSIGNED`, `SIGNED` and `ZEROFILL` in any order.
    private mutating func numericOptions(_ plain: ColumnType) throws(Refusal) -> ColumnType {
        var type = plain
        while true {
            switch token.kind {
            case .signed: break
            case .unsigned: type.isUnsigned = true
            case .zerofill:
                type.isZerofill = true
                type.isUnsigned = true
            default: return type
            }
            advance()
        }
    }

    /// `(n)` or `(n, m)`, if it stands here.
    mutating func precision(
        _ type: inout ColumnType, needsScale: Bool
    ) throws(Refusal) {
        guard take(.leftParenthesis) else { return }
        let hasScale = at(.integer) && Int32(written) != nil && peek() == .comma
        if needsScale || hasScale {
            type.length = try smallInteger()
            try expect(.comma)
            type.scale = try smallInteger()
        } else {
            type.length = try length()
        }
        try expect(.rightParenthesis)
    }

    private mutating func realType(_ name: String) throws(Refusal) -> ColumnType {
        var type = ColumnType(name: name)
        try precision(&type, needsScale: true)
        return try numericOptions(type)
    }

    /// `FLOAT(p)` chooses between FLOAT and DOUBLE.
    private mutating func floatType() throws(Refusal) -> ColumnType {
        var type = ColumnType(name: "float")
        try precision(&type, needsScale: false)
        if type.scale == nil, let precision = type.length, precision <= 53 {
            type.name = precision > 24 ? "double" : "float"
            type.length = nil
        }
        return try numericOptions(type)
    }

    private mutating func yearType() throws(Refusal) -> ColumnType {
        advance()
        if at(.leftParenthesis) {
            let length = try optionalLength()
            if length != 4 {
                throw refusal(
                    MySQLError(
                        1818, "HY000", "Supports only YEAR or YEAR(4) column."))
            }
        }
        return try numericOptions(ColumnType(name: "year"))
    }

    private mutating func binaryType() throws(Refusal) -> ColumnType {
        let kind = token.kind
        let name = written.lowercased()
        advance()
        var type = ColumnType(name: name)
        switch kind {
        case .binary, .blob: type.length = try optionalLength()
        case .varbinary:
            guard let length = try optionalLength() else { throw unexpected() }
            type.length = length
        default: break
        }
        return type
    }

    private mutating func characterType() throws(Refusal) -> ColumnType {
        let kind = token.kind
        var type = ColumnType(name: "char")
        switch kind {
        case .char, .nchar:
            advance()
            if take(.varying) { type.name = "varchar" }
            if kind == .nchar, take(.varchar) { type.name = "varchar" }
        case .national:
            advance()
            if take(.varchar) {
                type.name = "varchar"
            } else {
                try expect(.char)
                if take(.varying) { type.name = "varchar" }
            }
        case .varchar, .nvarchar:
            advance()
            type.name = "varchar"
        case .long: return try longType()
        case .enum, .set:
            type.name = written.lowercased()
            advance()
            type.members = try parenthesised { parser throws(Refusal) in
                try parser.textString()
            }
        default:
            type.name = written.lowercased()
            advance()
            if kind == .text { type.length = try optionalLength() }
        }
        if type.name == "varchar" {
            guard let length = try optionalLength() else { throw unexpected() }
            type.length = length
        } else if type.name == "char" {
            type.length = try optionalLength()
        }
        switch kind {
        case .nchar, .national, .nvarchar:
            type.characterSet = "utf8mb3"
            _ = take(.binary)
        default: try characterSetOption(&type)
        }
        return type
    }

    /// `LONG [VARCHAR]` is MEDIUMTEXT, `LONG VARBINARY` is MEDIUMBLOB.
    private mutating func longType() throws(Refusal) -> ColumnType {
        advance()
        if take(.varbinary) { return ColumnType(name: "mediumblob") }
        if at(.char), peek() != .set {
            advance()
            try expect(.varying)
        } else {
            _ = take(.varchar)
        }
        var type = ColumnType(name: "mediumtext")
        try characterSetOption(&type)
        return type
    }

    /// `CHARACTER SET x`, `ASCII`, `UNICODE`, `BYTE`, with `BINARY` before or after, or BINARY.
    mutating func characterSetOption(_ type: inout ColumnType) throws(Refusal) {
        var isBinary = take(.binary)
        switch token.kind {
        case .ascii:
            advance()
            type.characterSet = "latin1"
        case .unicode:
            advance()
            type.characterSet = "ucs2"
        case .byte where !isBinary:
            advance()
            type.characterSet = "binary"
            return
        case .charset, .char:
            _ = try takeCharacterSetWords()
            type.characterSet = try characterSetName()
        default: break
        }
        if !isBinary, type.characterSet != nil { isBinary = take(.binary) }
        if isBinary { type.collation = (type.characterSet ?? "utf8mb4") + "_bin" }
    }
}

extension ColumnType {
    init(name: String, length: Int?) {
        self.init(name: name)
        self.length = length
    }
}

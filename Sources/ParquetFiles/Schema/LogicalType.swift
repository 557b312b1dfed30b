/// What a column means, as newer files say it: a union, of which one field is set.
struct LogicalType {
    /// The number of the field that is set.
    var number = 0
    private var isUTC = false
    private var isSigned = true
    private var digits = 6

    static func read(_ reader: inout CompactReader) throws(ParquetError) -> LogicalType {
        var type = LogicalType()
        try reader.structure(depth: 1) { reader, field throws(ParquetError) in
            type.number = field.id
            switch (field.id, field.type) {
            case (8, .structure): try type.readMoment(&reader)
            case (10, .structure): try type.readInteger(&reader)
            default: return false
            }
            return true
        }
        return type
    }

    private mutating func readMoment(_ reader: inout CompactReader) throws(ParquetError) {
        var type = self
        try reader.structure(depth: 2) { reader, field throws(ParquetError) in
            switch (field.id, field.type) {
            case (1, .yes): type.isUTC = true
            case (1, .no): type.isUTC = false
            case (2, .structure):
                try reader.structure(depth: 3) { _, unit throws(ParquetError) in
                    type.digits = 3 * min(max(unit.id, 1), 3)
                    return false
                }
            default: return false
            }
            return true
        }
        self = type
    }

    private mutating func readInteger(_ reader: inout CompactReader) throws(ParquetError) {
        var type = self
        try reader.structure(depth: 2) { _, field throws(ParquetError) in
            if field.id == 2 { type.isSigned = field.type == .yes }
            return false
        }
        self = type
    }

    /// What the column means.
    var meaning: ParquetField.Meaning {
        switch number {
        case 1, 4, 12: .text
        case 5: .other("decimals")
        case 6: .day
        case 7: .other("times of day")
        case 8: .moment(digits: digits, isUTC: isUTC)
        case 10: isSigned ? .plain : .unsigned
        case 13: .other("BSON")
        case 14: .other("UUIDs")
        case 15: .other("16-bit floating numbers")
        case 16: .other("variants")
        case 17, 18: .other("geometries")
        default: .plain
        }
    }

    /// What a column means, as older files say it.
    static func meaning(of convertedType: Int?) -> ParquetField.Meaning {
        switch convertedType {
        case 0, 4, 19: .text
        case 5: .other("decimals")
        case 6: .day
        case 7, 8: .other("times of day")
        case 9: .moment(digits: 3, isUTC: true)
        case 10: .moment(digits: 6, isUTC: true)
        case 11, 12, 13, 14: .unsigned
        case 20: .other("BSON")
        case 21: .other("intervals")
        default: .plain
        }
    }
}

extension ColumnDefinition {
    /// The column that CREATE TABLE … SELECT makes for a result column.
    ///
    /// - Throws: 1067 for a date that cannot be NULL, whose default would be the zero date.
    init(
        selected column: OutputColumn, _ settings: SessionSettings
    ) throws(StatementFailure) {
        if let origin = column.origin {
            self.init(name: column.name, type: origin.declaration)
            isNotNull = !origin.type.isNullable
            comment = origin.comment
            onUpdateNow = origin.onUpdateNow
            defaultIsExpression = origin.defaultIsExpression
            defaultValue =
                origin.isAutoIncrement ? .literal(.integer("0")) : origin.defaultValue
            return
        }
        var type = column.type
        if column.isMadeText { type.isNullable = true }
        if column.isShort, type.isInteger { type = .int.nullable(type.isNullable) }
        self.init(name: column.name, type: type.columnType)
        isNotNull = !type.isNullable
        guard isNotNull else { return }
        switch type.kind {
        case .integer, .double, .float, .decimal, .year, .bit:
            defaultValue = .literal(.integer("0"))
        case .string(.char), .string(.varchar), .binary(.varchar):
            defaultValue = .literal(.string("", introducer: nil))
        case .time: defaultValue = .literal(.string("00:00:00", introducer: nil))
        case .date, .datetime, .timestamp:
            guard !settings.modes.contains("NO_ZERO_DATE") else {
                throw .mysql(
                    MySQLError(1067, "42000", "Invalid default value for '\(column.name)'"))
            }
        default: break
        }
    }
}

extension MySQLType {
    /// A declaration of this type, for columns made from results.
    fileprivate var columnType: ColumnType {
        switch kind {
        case .null: ColumnType(name: "binary", length: 0)
        case .integer(let bytes, let unsigned):
            ColumnType(
                name: ["", "tinyint", "smallint", "mediumint", "int", "", "", "", "bigint"][bytes],
                isUnsigned: unsigned)
        case .year: ColumnType(name: "year")
        case .decimal(let precision, let scale, _):
            ColumnType(name: "decimal", length: precision, scale: scale)
        case .float: ColumnType(name: "float")
        case .double: ColumnType(name: "double")
        case .string(let kind): kind.columnType("char", "varchar", "text")
        case .binary(let kind): kind.columnType("binary", "varbinary", "blob")
        case .date: ColumnType(name: "date")
        case .datetime(let fraction): ColumnType(name: "datetime", length: fraction)
        case .timestamp(let fraction): ColumnType(name: "timestamp", length: fraction)
        case .time(let fraction): ColumnType(name: "time", length: fraction)
        case .enumeration(let members): ColumnType(name: "enum", members: members)
        case .set(let members): ColumnType(name: "set", members: members)
        case .bit(let bits): ColumnType(name: "bit", length: bits)
        case .json: ColumnType(name: "json")
        }
    }
}

extension MySQLType.StringKind {
    fileprivate func columnType(_ fixed: String, _ varying: String, _ large: String) -> ColumnType {
        switch self {
        case .char(let length): ColumnType(name: fixed, length: length)
        case .varchar(let length) where length <= 16_383: ColumnType(name: varying, length: length)
        case .tiny: ColumnType(name: "tiny" + large)
        case .text: ColumnType(name: large)
        case .medium: ColumnType(name: "medium" + large)
        case .long, .varchar: ColumnType(name: "long" + large)
        }
    }
}

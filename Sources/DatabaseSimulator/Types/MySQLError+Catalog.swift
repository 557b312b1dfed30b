/// The errors about names, in MySQL's words.
extension MySQLError {
    static let noDatabaseSelected = MySQLError(1046, "3D000", "No database selected")

    static func unknownDatabase(_ name: String) -> MySQLError {
        MySQLError(1049, "42000", "Unknown database '\(name)'")
    }

    static func noSuchTable(_ name: TableName, in catalog: Catalog) -> MySQLError {
        let schema = name.schema ?? catalog.current ?? ""
        return MySQLError(1146, "42S02", "Table '\(schema).\(name.name)' doesn't exist")
    }

    static func unknownColumn(_ name: String, in clause: String) -> MySQLError {
        MySQLError(1054, "42S22", "Unknown column '\(name)' in '\(clause)'")
    }

    static func ambiguousColumn(_ name: String, in clause: String) -> MySQLError {
        MySQLError(1052, "23000", "Column '\(name)' in \(clause) is ambiguous")
    }

    static func unknownTable(_ name: String) -> MySQLError {
        MySQLError(1051, "42S02", "Unknown table '\(name)'")
    }

    static func notUniqueTable(_ name: String) -> MySQLError {
        MySQLError(1066, "42000", "Not unique table/alias: '\(name)'")
    }

    static func unknownFunction(_ name: String, in schema: String?) -> MySQLError {
        MySQLError(
            1305, "42000", "FUNCTION \(schema.map { $0 + "." } ?? "")\(name) does not exist")
    }

    static func wrongParameterCount(_ name: String) -> MySQLError {
        MySQLError(
            1582, "42000", "Incorrect parameter count in the call to native function '\(name)'")
    }

    static func operandColumns(_ count: Int) -> MySQLError {
        MySQLError(1241, "21000", "Operand should contain \(count) column(s)")
    }

    static let invalidGroupFunction = MySQLError(1111, "HY000", "Invalid use of group function")

    static let subqueryReturnsManyRows = MySQLError(
        1242, "21000", "Subquery returns more than 1 row")

    static let differentColumnCounts = MySQLError(
        1222, "21000", "The used SELECT statements have a different number of columns")

    static func duplicateColumn(_ name: String) -> MySQLError {
        MySQLError(1060, "42S21", "Duplicate column name '\(name)'")
    }

    static func columnCount(row: Int) -> MySQLError {
        MySQLError(1136, "21S01", "Column count doesn't match value count at row \(row)")
    }

    static func updatesTableItReads(_ name: String) -> MySQLError {
        MySQLError(
            1093, "HY000", "You can't specify target table '\(name)' for update in FROM clause")
    }
}

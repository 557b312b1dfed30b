import SQLiteKit

/// The system variables that can be read, with the values of MySQL 8.0.46 as the oracles' server
/// had them.
enum SystemVariables {
    /// The value of a variable by its lower-case name; nil for one that MySQL, or this emulator,
    /// does not know.
    static func value(of name: String, _ settings: SessionSettings) -> SQLiteValue? {
        switch name {
        case "sql_mode": .text(settings.shownModes)
        case "group_concat_max_len": .integer(Int64(settings.groupConcatLimit))
        default: standard[name]
        }
    }

    /// ON and OFF, true and false are 1 and 0.
    static func normalised(_ value: SQLiteValue) -> SQLiteValue {
        guard case .text(let word) = value else { return value }
        return switch word.lowercased() {
        case "on", "true": .integer(1)
        case "off", "false": .integer(0)
        default: value
        }
    }

    private static let standard: [String: SQLiteValue] = [
        "autocommit": .integer(0),
        "auto_increment_increment": .integer(1),
        "auto_increment_offset": .integer(1),
        "character_set_client": .text("utf8mb4"),
        "character_set_connection": .text("utf8mb4"),
        "character_set_database": .text("utf8mb4"),
        "character_set_results": .text("utf8mb4"),
        "character_set_server": .text("utf8mb4"),
        "collation_connection": .text("utf8mb4_0900_ai_ci"),
        "collation_database": .text("utf8mb4_0900_ai_ci"),
        "collation_server": .text("utf8mb4_0900_ai_ci"),
        "div_precision_increment": .integer(4),
        "foreign_key_checks": .integer(1),
        "lower_case_table_names": .integer(0),
        "max_allowed_packet": .integer(67_108_864),
        "sql_notes": .integer(1),
        "sql_quote_show_create": .integer(1),
        "sql_safe_updates": .integer(0),
        "sql_select_limit": .text("18446744073709551615"),
        "sql_log_bin": .integer(1),
        "time_zone": .text("SYSTEM"),
        "timestamp": .real(0),
        "transaction_isolation": .text("REPEATABLE-READ"),
        "transaction_read_only": .integer(0),
        "unique_checks": .integer(1),
        "version": .text("8.0.46"),
        "version_comment": .text("MySQL Community Server - GPL"),
        "default_storage_engine": .text("InnoDB"),
        "storage_engine": .text("InnoDB"),
        "sql_auto_is_null": .integer(0),
        "sql_big_selects": .integer(1),
        "sql_warnings": .integer(0),
        "wait_timeout": .integer(28_800),
        "interactive_timeout": .integer(28_800),
        "default_week_format": .integer(0),
        "lc_time_names": .text("en_US"),
        "explicit_defaults_for_timestamp": .integer(1),
    ]
}

extension SessionSettings {
    /// The modes as MySQL prints them, in its own order.
    var shownModes: String {
        SessionSettings.modeOrder.filter { modes.contains($0) }.joined(separator: ",")
    }

    /// The words that a mode stands for.
    static func expanded(_ mode: String) -> [String] {
        switch mode {
        case "ANSI":
            [
                "REAL_AS_FLOAT", "PIPES_AS_CONCAT", "ANSI_QUOTES", "IGNORE_SPACE",
                "ONLY_FULL_GROUP_BY", "ANSI",
            ]
        case "TRADITIONAL":
            [
                "STRICT_TRANS_TABLES", "STRICT_ALL_TABLES", "NO_ZERO_IN_DATE", "NO_ZERO_DATE",
                "ERROR_FOR_DIVISION_BY_ZERO", "TRADITIONAL", "NO_ENGINE_SUBSTITUTION",
            ]
        default: [mode]
        }
    }

    private static let modeOrder = [
        "REAL_AS_FLOAT", "PIPES_AS_CONCAT", "ANSI_QUOTES", "IGNORE_SPACE", "ONLY_FULL_GROUP_BY",
        "NO_UNSIGNED_SUBTRACTION", "NO_DIR_IN_CREATE", "ANSI", "NO_AUTO_VALUE_ON_ZERO",
        "NO_BACKSLASH_ESCAPES", "STRICT_TRANS_TABLES", "STRICT_ALL_TABLES", "NO_ZERO_IN_DATE",
        "NO_ZERO_DATE", "ALLOW_INVALID_DATES", "ERROR_FOR_DIVISION_BY_ZERO", "TRADITIONAL",
        "HIGH_NOT_PRECEDENCE", "NO_ENGINE_SUBSTITUTION", "PAD_CHAR_TO_FULL_LENGTH",
        "TIME_TRUNCATE_FRACTIONAL",
    ]
}

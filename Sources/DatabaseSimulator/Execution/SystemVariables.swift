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

    /// Whether the emulator does what setting a variable asks for.
    static func canBe(_ value: SQLiteValue, _ name: String, _ standard: SQLiteValue) -> Bool {
        if value == standard || free.contains(name) { return true }
        guard name == "time_zone", case .text(let zone) = value else { return false }
        return ["system", "+00:00", "utc"].contains(zone.lowercased())
    }

    /// What is honoured, or has no effect on answers.
    private static let free: Set<String> = [
        "sql_mode", "group_concat_max_len", "timestamp", "autocommit", "foreign_key_checks",
        "unique_checks", "sql_notes", "sql_quote_show_create", "sql_log_bin",
        "transaction_isolation", "transaction_read_only", "default_storage_engine",
        "storage_engine", "sql_big_selects", "sql_warnings", "wait_timeout",
        "interactive_timeout", "character_set_client", "character_set_results",
        "character_set_connection", "character_set_database", "character_set_server",
    ]

    /// The variable whose name a LIKE pattern without wildcards is, as SHOW VARIABLES prints it.
    static func shown(_ pattern: String, _ settings: SessionSettings) -> [SQLiteValue]? {
        let name = pattern.lowercased().replacing("\\_", with: "_")
        guard !name.contains("%"), let value = value(of: name, settings) else { return nil }
        let isSwitch = switches.contains(name)
        let text: String
        switch value {
        case .integer(let number) where isSwitch: text = number == 0 ? "OFF" : "ON"
        case .integer(let number): text = String(number)
        case .text(let word): text = word
        default: return nil
        }
        return [.text(name), .text(text)]
    }

    private static let switches: Set<String> = [
        "autocommit", "foreign_key_checks", "sql_notes", "sql_quote_show_create",
        "sql_safe_updates", "sql_log_bin", "transaction_read_only", "unique_checks",
        "sql_auto_is_null", "sql_big_selects", "sql_warnings", "explicit_defaults_for_timestamp",
    ]

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

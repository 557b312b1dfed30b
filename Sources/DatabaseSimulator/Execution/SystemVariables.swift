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

    /// The error for a variable that is not told: a refusal where MySQL has one of that name.
    static func failure(for name: String, written: String) -> StatementFailure {
        untold.contains(name)
            ? .unsupported("the system variable \(name)")
            : .mysql(MySQLError(1193, "HY000", "Unknown system variable '\(written)'"))
    }

    /// Whether the emulator does what setting a variable asks for.
    static func canBe(_ value: SQLiteValue, _ name: String, _ standard: SQLiteValue) -> Bool {
        if value == standard || free.contains(name) { return true }
        guard name == "time_zone", case .text(let zone) = value else { return false }
        return ["system", "+00:00", "utc"].contains(zone.lowercased())
    }

    /// What is honoured, or has no effect on answers.
    private static let free: Set<String> = inert.union([
        "sql_mode", "group_concat_max_len", "timestamp", "foreign_key_checks",
        "cte_max_recursion_depth", "sql_notes", "sql_quote_show_create", "sql_warnings",
        "character_set_client", "character_set_results", "character_set_connection",
        "character_set_database", "character_set_server",
    ])

    /// Whether setting a variable changes no answer.
    static func isInert(_ name: String) -> Bool {
        inert.contains(name)
    }

    private static let inert: Set<String> = [
        "autocommit", "unique_checks", "sql_log_bin", "transaction_isolation",
        "transaction_read_only", "default_storage_engine", "sql_big_selects",
        "wait_timeout", "interactive_timeout", "max_execution_time", "lock_wait_timeout",
        "innodb_lock_wait_timeout", "net_read_timeout", "net_write_timeout", "sort_buffer_size",
        "join_buffer_size", "tmp_table_size", "max_heap_table_size", "bulk_insert_buffer_size",
        "max_connections", "connect_timeout", "low_priority_updates",
    ]

    /// The names of all variables that MySQL has, in the order in which SHOW VARIABLES lists them.
    static let names: [String] =
        Set(standard.keys).union(["sql_mode", "group_concat_max_len"]).union(untold).sorted()

    /// A variable as SHOW VARIABLES prints it; nil for one whose value is not known.
    static func shown(
        _ name: String, _ set: SQLiteValue?, _ settings: SessionSettings
    ) -> [SQLiteValue]? {
        guard let value = set ?? value(of: name, settings) else { return nil }
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
        "autocommit", "end_markers_in_json", "explicit_defaults_for_timestamp",
        "foreign_key_checks", "innodb_file_per_table", "innodb_strict_mode", "low_priority_updates",
        "lower_case_file_system", "old_alter_table", "read_only", "sql_auto_is_null",
        "sql_big_selects", "sql_generate_invisible_primary_key", "sql_log_bin", "sql_notes",
        "sql_quote_show_create", "sql_require_primary_key", "sql_safe_updates", "sql_warnings",
        "super_read_only", "transaction_read_only", "unique_checks", "windowing_use_high_precision",
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
        "auto_increment_increment": .integer(1),
        "auto_increment_offset": .integer(1),
        "autocommit": .integer(0),
        "block_encryption_mode": .text("aes-128-ecb"),
        "bulk_insert_buffer_size": .integer(8_388_608),
        "character_set_client": .text("utf8mb4"),
        "character_set_connection": .text("utf8mb4"),
        "character_set_database": .text("utf8mb4"),
        "character_set_filesystem": .text("binary"),
        "character_set_results": .text("utf8mb4"),
        "character_set_server": .text("utf8mb4"),
        "character_set_system": .text("utf8mb3"),
        "collation_connection": .text("utf8mb4_0900_ai_ci"),
        "collation_database": .text("utf8mb4_0900_ai_ci"),
        "collation_server": .text("utf8mb4_0900_ai_ci"),
        "completion_type": .text("NO_CHAIN"),
        "concurrent_insert": .text("AUTO"),
        "connect_timeout": .integer(10),
        "cte_max_recursion_depth": .integer(1_000),
        "default_collation_for_utf8mb4": .text("utf8mb4_0900_ai_ci"),
        "default_storage_engine": .text("InnoDB"),
        "default_tmp_storage_engine": .text("InnoDB"),
        "default_week_format": .integer(0),
        "div_precision_increment": .integer(4),
        "end_markers_in_json": .integer(0),
        "eq_range_index_dive_limit": .integer(200),
        "error_count": .integer(0),
        "explicit_defaults_for_timestamp": .integer(1),
        "foreign_key_checks": .integer(1),
        "identity": .integer(0),
        "information_schema_stats_expiry": .integer(86_400),
        "innodb_file_per_table": .integer(1),
        "innodb_lock_wait_timeout": .integer(50),
        "innodb_strict_mode": .integer(1),
        "innodb_version": .text("8.0.46"),
        "insert_id": .integer(0),
        "interactive_timeout": .integer(28_800),
        "join_buffer_size": .integer(262_144),
        "last_insert_id": .integer(0),
        "lc_time_names": .text("en_US"),
        "license": .text("GPL"),
        "lock_wait_timeout": .integer(31_536_000),
        "low_priority_updates": .integer(0),
        "lower_case_file_system": .integer(0),
        "lower_case_table_names": .integer(0),
        "max_allowed_packet": .integer(67_108_864),
        "max_connections": .integer(151),
        "max_error_count": .integer(1_024),
        "max_execution_time": .integer(0),
        "max_heap_table_size": .integer(16_777_216),
        "max_join_size": .text("18446744073709551615"),
        "max_length_for_sort_data": .integer(4_096),
        "max_sort_length": .integer(1_024),
        "net_read_timeout": .integer(30),
        "net_write_timeout": .integer(60),
        "old_alter_table": .integer(0),
        "optimizer_search_depth": .integer(62),
        "protocol_version": .integer(10),
        "read_only": .integer(0),
        "sort_buffer_size": .integer(262_144),
        "sql_auto_is_null": .integer(0),
        "sql_big_selects": .integer(1),
        "sql_generate_invisible_primary_key": .integer(0),
        "sql_log_bin": .integer(1),
        "sql_notes": .integer(1),
        "sql_quote_show_create": .integer(1),
        "sql_require_primary_key": .integer(0),
        "sql_safe_updates": .integer(0),
        "sql_select_limit": .text("18446744073709551615"),
        "sql_warnings": .integer(0),
        "super_read_only": .integer(0),
        "time_zone": .text("SYSTEM"),
        "timestamp": .real(0),
        "tmp_table_size": .integer(16_777_216),
        "transaction_isolation": .text("REPEATABLE-READ"),
        "transaction_read_only": .integer(0),
        "unique_checks": .integer(1),
        "version": .text("8.0.46"),
        "version_comment": .text("MySQL Community Server - GPL"),
        "version_compile_os": .text("Linux"),
        "wait_timeout": .integer(28_800),
        "warning_count": .integer(0),
        "windowing_use_high_precision": .integer(1),
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

    /// Whether MySQL has a mode of this upper-case name.
    static func isMode(_ name: String) -> Bool {
        modeOrder.contains(name)
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

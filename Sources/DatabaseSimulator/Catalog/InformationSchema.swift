import SQLiteKit

/// The tables of INFORMATION_SCHEMA that agents ask, made from the catalog when they are.
struct InformationSchema {
    let catalog: Catalog

    struct Listing {
        var columns: [(name: String, type: MySQLType)]
        /// Columns that the table has and the emulator cannot tell: sizes and times of files.
        var untold: [String] = []
        /// Whether MySQL lists tables of its own besides, which are not modelled.
        var hasSystemRows = true
        /// The names of all columns as `*` lists them; empty where that is their order here.
        var order: [String] = []
        var rows: [[SQLiteValue]]
    }

    /// The table of an upper-case name; nil for one that is not modelled.
    func table(_ name: String, count: (Table) -> Int64) -> Listing? {
        switch name {
        case "SCHEMATA": schemata
        case "TABLES": tables(count)
        case "COLUMNS": columns
        case "STATISTICS": statistics
        case "TABLE_CONSTRAINTS": tableConstraints
        case "KEY_COLUMN_USAGE": keyColumnUsage
        case "REFERENTIAL_CONSTRAINTS": referentialConstraints
        case "CHECK_CONSTRAINTS": checkConstraints
        case "VIEWS": views
        case "TRIGGERS", "ROUTINES", "EVENTS", "PARAMETERS": none(name)
        default: nil
        }
    }

    private static let name = MySQLType.varchar(64)
    private static let text = MySQLType.varchar(256)

    private var allTables: [Table] {
        catalog.databases.keys.sorted().flatMap { schema -> [Table] in
            guard let database = catalog[database: schema] else { return [] }
            return database.names.compactMap {
                if case .table(let table)? = database.relations[$0] { table } else { nil }
            }
        }
    }

    private var schemata: Listing {
        Listing(
            columns: [
                ("CATALOG_NAME", Self.name), ("SCHEMA_NAME", Self.name),
                ("DEFAULT_CHARACTER_SET_NAME", Self.name), ("DEFAULT_COLLATION_NAME", Self.name),
                ("SQL_PATH", Self.text), ("DEFAULT_ENCRYPTION", Self.name),
            ],
            hasSystemRows: false,
            rows: (["mysql", "information_schema", "performance_schema", "sys"]
                + catalog.databases.keys.sorted()).map {
                    [
                        .text("def"), .text($0), .text(collation(of: $0).characterSet),
                        .text(collation(of: $0).rawValue), .null, .text("NO"),
                    ]
                })
    }

    private func collation(of schema: String) -> CollationName {
        ["information_schema", "sys", "mysql", "performance_schema"].contains(schema)
            ? schema == "information_schema" ? .general3 : .standard
            : catalog[database: schema]?.collation ?? .standard
    }

    private func tables(_ count: (Table) -> Int64) -> Listing {
        var rows: [[SQLiteValue]] = []
        for (schema, database) in catalog.databases.sorted(by: { $0.key < $1.key }) {
            for name in database.names {
                switch database.relations[name] {
                case .table(let table)?:
                    rows.append([
                        .text("def"), .text(schema), .text(name), .text("BASE TABLE"),
                        .text(table.options.engineName), .integer(10), .text("Dynamic"),
                        .integer(count(table)),
                        table.columns.contains(where: \.isAutoIncrement)
                            ? .integer(table.nextAutoIncrement) : .null,
                        .text(table.collation.rawValue), .text(""),
                        .text(table.options.comment ?? ""),
                    ])
                case .view?:
                    rows.append([
                        .text("def"), .text(schema), .text(name), .text("VIEW"), .null, .null,
                        .null, .null, .null, .null, .null, .text("VIEW"),
                    ])
                case nil: break
                }
            }
        }
        return Listing(
            columns: [
                ("TABLE_CATALOG", Self.name), ("TABLE_SCHEMA", Self.name),
                ("TABLE_NAME", Self.name), ("TABLE_TYPE", Self.name), ("ENGINE", Self.name),
                ("VERSION", .int), ("ROW_FORMAT", Self.name), ("TABLE_ROWS", .unsignedBigint),
                ("AUTO_INCREMENT", .unsignedBigint), ("TABLE_COLLATION", Self.name),
                ("CREATE_OPTIONS", Self.text), ("TABLE_COMMENT", .dictionaryText),
            ],
            untold: [
                "AVG_ROW_LENGTH", "DATA_LENGTH", "MAX_DATA_LENGTH", "INDEX_LENGTH", "DATA_FREE",
                "CREATE_TIME", "UPDATE_TIME", "CHECK_TIME", "CHECKSUM",
            ], rows: rows)
    }

    private var columns: Listing {
        var rows: [[SQLiteValue]] = []
        for table in allTables {
            for (index, column) in table.visibleColumns.enumerated() {
                let description = ColumnDescription(table: table, index: index)
                let type = column.type
                rows.append([
                    .text("def"), .text(table.schema), .text(table.name), .text(column.name),
                    .integer(Int64(index + 1)), description.defaultValue,
                    .text(type.isNullable ? "YES" : "NO"), .text(type.dataType),
                    type.characterLength, type.octetLength, type.numericPrecision,
                    type.numericScale, type.datetimePrecision,
                    type.isText ? .text(type.collation.characterSet) : .null,
                    type.isText ? .text(type.collation.rawValue) : .null,
                    .text(column.declaredType),
                    .text(description.key), .text(description.extra),
                    .text("select,insert,update,references"), .text(column.comment ?? ""),
                    .text(""), .null,
                ])
            }
        }
        return Listing(
            columns: [
                ("TABLE_CATALOG", Self.name), ("TABLE_SCHEMA", Self.name),
                ("TABLE_NAME", Self.name), ("COLUMN_NAME", Self.name),
                ("ORDINAL_POSITION", .int), ("COLUMN_DEFAULT", .dictionaryText),
                ("IS_NULLABLE", Self.name), ("DATA_TYPE", .dictionaryText),
                ("CHARACTER_MAXIMUM_LENGTH", .bigint), ("CHARACTER_OCTET_LENGTH", .bigint),
                ("NUMERIC_PRECISION", .bigint), ("NUMERIC_SCALE", .bigint),
                ("DATETIME_PRECISION", .int), ("CHARACTER_SET_NAME", Self.name),
                ("COLLATION_NAME", Self.name), ("COLUMN_TYPE", .dictionaryText),
                ("COLUMN_KEY", Self.name), ("EXTRA", Self.text), ("PRIVILEGES", Self.text),
                ("COLUMN_COMMENT", .dictionaryText), ("GENERATION_EXPRESSION", .dictionaryText),
                ("SRS_ID", .int),
            ], rows: rows)
    }

    private var statistics: Listing {
        var rows: [[SQLiteValue]] = []
        for table in allTables {
            for index in table.indexes {
                for (position, part) in index.parts.enumerated() {
                    let column = table.columns[part.column]
                    rows.append([
                        .text("def"), .text(table.schema), .text(table.name),
                        .integer(index.isUnique ? 0 : 1), .text(table.schema), .text(index.name),
                        .integer(Int64(position + 1)),
                        column.isHidden ? .null : .text(column.name),
                        .text(part.isDescending ? "D" : "A"),
                        part.prefixLength.map { .integer(Int64($0)) } ?? .null,
                        .null, .text(column.type.isNullable ? "YES" : ""),
                        .text(index.kind == .fulltext ? "FULLTEXT" : "BTREE"), .text(""),
                        .text(""), .text("YES"),
                        column.hiddenExpression.map { .text($0.replacing("'", with: "\\'")) }
                            ?? .null,
                    ])
                }
            }
        }
        return Listing(
            columns: [
                ("TABLE_CATALOG", Self.name), ("TABLE_SCHEMA", Self.name),
                ("TABLE_NAME", Self.name), ("NON_UNIQUE", .int), ("INDEX_SCHEMA", Self.name),
                ("INDEX_NAME", Self.name), ("SEQ_IN_INDEX", .int), ("COLUMN_NAME", Self.name),
                ("COLLATION", Self.name), ("SUB_PART", .bigint), ("PACKED", Self.text),
                ("NULLABLE", Self.name), ("INDEX_TYPE", Self.name), ("COMMENT", Self.name),
                ("INDEX_COMMENT", Self.name), ("IS_VISIBLE", Self.name),
                ("EXPRESSION", .dictionaryText),
            ], untold: ["CARDINALITY"], rows: rows)
    }

    private var tableConstraints: Listing {
        var rows: [[SQLiteValue]] = []
        for table in allTables {
            func add(_ name: String, _ type: String) {
                rows.append([
                    .text("def"), .text(table.schema), .text(name), .text(table.schema),
                    .text(table.name), .text(type), .text("YES"),
                ])
            }
            for index in table.indexes where index.isUnique {
                add(index.name, index.kind == .primary ? "PRIMARY KEY" : "UNIQUE")
            }
            for key in table.foreignKeys { add(key.name, "FOREIGN KEY") }
            for check in table.checks { add(check.name, "CHECK") }
        }
        return Listing(
            columns: [
                ("CONSTRAINT_CATALOG", Self.name), ("CONSTRAINT_SCHEMA", Self.name),
                ("CONSTRAINT_NAME", Self.name), ("TABLE_SCHEMA", Self.name),
                ("TABLE_NAME", Self.name), ("CONSTRAINT_TYPE", Self.name),
                ("ENFORCED", Self.name),
            ], rows: rows)
    }

    private var keyColumnUsage: Listing {
        var rows: [[SQLiteValue]] = []
        for table in allTables {
            for index in table.indexes where index.isUnique {
                for (position, part) in index.parts.enumerated()
                where !table.columns[part.column].isHidden {
                    rows.append([
                        .text("def"), .text(table.schema), .text(index.name), .text("def"),
                        .text(table.schema), .text(table.name),
                        .text(table.columns[part.column].name), .integer(Int64(position + 1)),
                        .null, .null, .null, .null,
                    ])
                }
            }
            for key in table.foreignKeys {
                for (position, column) in key.columns.enumerated() {
                    rows.append([
                        .text("def"), .text(table.schema), .text(key.name), .text("def"),
                        .text(table.schema), .text(table.name), .text(table.columns[column].name),
                        .integer(Int64(position + 1)), .integer(Int64(position + 1)),
                        .text(key.referencedSchema), .text(key.referencedTable),
                        .text(key.referencedColumns[position]),
                    ])
                }
            }
        }
        return Listing(
            columns: [
                ("CONSTRAINT_CATALOG", Self.name), ("CONSTRAINT_SCHEMA", Self.name),
                ("CONSTRAINT_NAME", Self.name), ("TABLE_CATALOG", Self.name),
                ("TABLE_SCHEMA", Self.name), ("TABLE_NAME", Self.name),
                ("COLUMN_NAME", Self.name), ("ORDINAL_POSITION", .int),
                ("POSITION_IN_UNIQUE_CONSTRAINT", .int), ("REFERENCED_TABLE_SCHEMA", Self.name),
                ("REFERENCED_TABLE_NAME", Self.name), ("REFERENCED_COLUMN_NAME", Self.name),
            ], rows: rows)
    }

    private var referentialConstraints: Listing {
        var rows: [[SQLiteValue]] = []
        for table in allTables {
            for key in table.foreignKeys {
                rows.append([
                    .text("def"), .text(table.schema), .text(key.name), .text("def"),
                    .text(key.referencedSchema), .text("PRIMARY"), .text("NONE"),
                    .text((key.onUpdate ?? .noAction).rawValue),
                    .text((key.onDelete ?? .noAction).rawValue), .text(table.name),
                    .text(key.referencedTable),
                ])
            }
        }
        return Listing(
            columns: [
                ("CONSTRAINT_CATALOG", Self.name), ("CONSTRAINT_SCHEMA", Self.name),
                ("CONSTRAINT_NAME", Self.name), ("UNIQUE_CONSTRAINT_CATALOG", Self.name),
                ("UNIQUE_CONSTRAINT_SCHEMA", Self.name), ("UNIQUE_CONSTRAINT_NAME", Self.name),
                ("MATCH_OPTION", Self.name), ("UPDATE_RULE", Self.name),
                ("DELETE_RULE", Self.name), ("TABLE_NAME", Self.name),
                ("REFERENCED_TABLE_NAME", Self.name),
            ], rows: rows)
    }

    private var checkConstraints: Listing {
        var rows: [[SQLiteValue]] = []
        for table in allTables {
            for check in table.checks {
                let text = ExpressionPrinter.definitions.text(of: check.expression)
                    .replacing("'", with: "\\'")
                rows.append([
                    .text("def"), .text(table.schema), .text(check.name), .text(text),
                ])
            }
        }
        return Listing(
            columns: [
                ("CONSTRAINT_CATALOG", Self.name), ("CONSTRAINT_SCHEMA", Self.name),
                ("CONSTRAINT_NAME", Self.name), ("CHECK_CLAUSE", .dictionaryText),
            ], rows: rows)
    }

    private var views: Listing {
        var rows: [[SQLiteValue]] = []
        var areKnown = true
        for (_, database) in catalog.databases.sorted(by: { $0.key < $1.key }) {
            for name in database.names {
                guard case .view(let view)? = database.relations[name] else { continue }
                var text = ViewDefinitionText(view: view, catalog: catalog)
                text.current = nil
                let definition = try? text.query
                let isUpdatable = ((try? view.merged(in: catalog)) ?? nil) != nil
                areKnown = areKnown && definition != nil
                rows.append([
                    .text("def"), .text(view.schema), .text(name),
                    .text(view.checkOption?.rawValue ?? "NONE"),
                    .text(isUpdatable ? "YES" : "NO"),
                    .text(
                        (view.attributes.definer ?? "root@localhost").filter {
                            !"`'\" ".contains($0)
                        }),
                    .text(view.attributes.isInvokers ? "INVOKER" : "DEFINER"),
                    .text("utf8mb4"), .text("utf8mb4_0900_ai_ci"),
                    definition.map { .text($0) } ?? .null,
                ])
            }
        }
        var columns: [(name: String, type: MySQLType)] = [
            ("TABLE_CATALOG", Self.name), ("TABLE_SCHEMA", Self.name),
            ("TABLE_NAME", Self.name), ("CHECK_OPTION", Self.name),
            ("IS_UPDATABLE", Self.name), ("DEFINER", Self.text), ("SECURITY_TYPE", Self.name),
            ("CHARACTER_SET_CLIENT", Self.name), ("COLLATION_CONNECTION", Self.name),
        ]
        if areKnown { columns.append(("VIEW_DEFINITION", .dictionaryText)) }
        return Listing(
            columns: columns, untold: areKnown ? [] : ["VIEW_DEFINITION"], hasSystemRows: true,
            order: [
                "TABLE_CATALOG", "TABLE_SCHEMA", "TABLE_NAME", "VIEW_DEFINITION", "CHECK_OPTION",
                "IS_UPDATABLE", "DEFINER", "SECURITY_TYPE", "CHARACTER_SET_CLIENT",
                "COLLATION_CONNECTION",
            ], rows: areKnown ? rows : rows.map { Array($0.dropLast()) })
    }
}

extension MySQLType {
    /// The bare name of the type: `varchar` of `varchar(10)`.
    fileprivate var dataType: String {
        String(declared.prefix { $0 != "(" && $0 != " " })
    }

    fileprivate var characterLength: SQLiteValue {
        switch kind {
        case .string(let kind), .binary(let kind):
            switch kind {
            case .char(let length), .varchar(let length): .integer(Int64(length))
            default: .integer(kind.bytes)
            }
        case .enumeration(let members):
            .integer(Int64(members.map(\.unicodeScalars.count).max() ?? 0))
        case .set(let members):
            .integer(Int64(members.map { $0.unicodeScalars.count + 1 }.reduce(-1, +)))
        default: .null
        }
    }

    fileprivate var octetLength: SQLiteValue {
        guard case .integer(let length) = characterLength else { return .null }
        switch kind {
        case .string(.char), .string(.varchar), .enumeration, .set:
            return .integer(length * Int64(collation.maximumBytes))
        default: return .integer(length)
        }
    }

    fileprivate var numericPrecision: SQLiteValue {
        switch kind {
        case .integer(let bytes, let unsigned):
            .integer([1: 3, 2: 5, 3: 7, 4: 10, 8: unsigned ? 20 : 19][bytes] ?? 19)
        case .decimal(let precision, _, _): .integer(Int64(precision))
        case .float: .integer(12)
        case .double: .integer(22)
        case .bit(let bits): .integer(Int64(bits))
        default: .null
        }
    }

    fileprivate var numericScale: SQLiteValue {
        switch kind {
        case .integer: .integer(0)
        case .decimal(_, let scale, _): .integer(Int64(scale))
        default: .null
        }
    }

    fileprivate var datetimePrecision: SQLiteValue {
        switch kind {
        case .datetime(let fraction), .timestamp(let fraction), .time(let fraction):
            .integer(Int64(fraction))
        default: .null
        }
    }
}

extension MySQLType.StringKind {
    fileprivate var bytes: Int64 {
        switch self {
        case .char(let length), .varchar(let length): Int64(length)
        case .tiny: 255
        case .text: 65_535
        case .medium: 16_777_215
        case .long: 4_294_967_295
        }
    }
}

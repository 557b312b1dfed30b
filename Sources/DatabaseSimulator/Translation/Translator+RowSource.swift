import JSONTree
import SQLiteKit

/// Sources of rows that depend on what stands to their left in the FROM clause.
extension Translator {
    /// A derived table after LATERAL.
    mutating func lateral(
        _ query: Query, alias: String, columns names: [String]
    ) throws(StatementFailure) -> (sql: String, source: Scope.Source) {
        let translated = try self.query(query, outer: scope)
        let storage = makeAlias()
        let columns = try sourceColumns(
            of: translated, named: names, alias: nil, relation: alias)
        need(PackedRows.aggregate)
        let cells = columns.indices.map { "c\($0)" }.joined(separator: ", ")
        let rows = "(SELECT \(PackedRows.aggregate.name)(\(cells)) FROM (\(translated.sql)))"
        return packed(rows, columns.map { ($0.name, $0.type) }, alias: alias, storage: storage)
    }

    /// JSON_TABLE.
    mutating func jsonTable(
        _ reference: JSONTableReference
    ) throws(StatementFailure) -> (sql: String, source: Scope.Source) {
        let document = try with(\.clause, "a table function argument") {
            translator throws(StatementFailure) in
            try translator.scalar(reference.document)
        }
        guard document.type.isText || document.type.kind == .json || document.type.isNull else {
            throw .mysql(
                MySQLError(1210, "HY000", "Incorrect arguments to JSON_TABLE"))
        }
        var columns: [(name: String, type: MySQLType)] = []
        let table = JSONTable(
            path: try JSONPath(reference.path),
            columns: try self.columns(reference.columns, &columns))
        for (index, column) in columns.enumerated()
        where columns[..<index].contains(where: { $0.name.equalsName(column.name) }) {
            throw .mysql(.duplicateColumn(column.name))
        }
        let key = "\(reference.path) \(reference.columns)".utf8.reduce(
            into: 0xcbf2_9ce4_8422_2325 as UInt64
        ) {
            $0 = ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        let rows = call(table.implementation(key: key), [coerce(document, .json)])
        return packed(rows, columns, alias: reference.alias, storage: makeAlias())
    }

    private mutating func columns(
        _ declared: [JSONTableReference.Column], _ columns: inout [(name: String, type: MySQLType)]
    ) throws(StatementFailure) -> [JSONTable.Column] {
        var result: [JSONTable.Column] = []
        for column in declared {
            switch column {
            case .ordinality(let name):
                columns.append((name, MySQLType(.integer(bytes: 4, unsigned: true))))
                result.append(.ordinality)
            case .path(let name, let type, let path, let exists):
                let resolved = try type.resolved(column: name, collation: .standard)
                columns.append((name, resolved))
                let path = try JSONPath(path)
                result.append(
                    exists
                        ? .exists(path)
                        : .value(path, resolved, onEmpty: .null, onError: .null, name: name))
            case .pathWithResponses(let name, let type, let path, let onEmpty, let onError):
                let resolved = try type.resolved(column: name, collation: .standard)
                columns.append((name, resolved))
                result.append(
                    .value(
                        try JSONPath(path), resolved, onEmpty: try response(onEmpty, resolved),
                        onError: try response(onError, resolved), name: name))
            case .nested(let path, let inner):
                result.append(.nested(try JSONPath(path), try self.columns(inner, &columns)))
            }
        }
        return result
    }

    /// A default is a text of JSON, which becomes the column's type.
    private mutating func response(
        _ response: JSONResponse?, _ type: MySQLType
    ) throws(StatementFailure) -> JSONTable.Response {
        switch response {
        case nil, .null?: return .null
        case .error?: return .error
        case .value(let expression)?:
            guard case .text(let text)? = try scalar(expression).constant,
                let document = try? JSONReader.read(text),
                let value = JSONCell.value(document, as: type, SessionContext())
            else { throw .unsupported("this DEFAULT of JSON_TABLE") }
            return .value(value)
        }
    }

    private mutating func packed(
        _ rows: String, _ columns: [(name: String, type: MySQLType)], alias: String,
        storage: String
    ) -> (sql: String, source: Scope.Source) {
        var sources: [Scope.SourceColumn] = []
        for (index, column) in columns.enumerated() {
            var type = column.type
            type.isNullable = true
            sources.append(
                Scope.SourceColumn(
                    name: column.name,
                    sql: call(PackedRows.cell, ["\(storage).value", "\(index)"]), type: type))
        }
        return (
            "json_each(\(rows)) AS \(storage)",
            Scope.Source(
                name: alias, schema: nil, columns: sources, rowKey: ["\(storage).key"])
        )
    }

    // MARK: JSON_VALUE

    /// `JSON_VALUE(document, path …)`.
    mutating func jsonValue(_ call: JSONValueCall) throws(StatementFailure) -> TypedExpression {
        let document = try scalar(call.document)
        let target = call.type ?? .char(512, characterSet: nil)
        let type = try cast(constant(.null, .null), to: target).type.nullable(true)
        let path = try JSONPath(call.path)
        let onEmpty = try valueResponse(call.onEmpty, target)
        let onError = try valueResponse(call.onError, target)
        let key = "\(call.path) \(target) \(onEmpty) \(onError)".utf8.reduce(
            into: 0xcbf2_9ce4_8422_2325 as UInt64
        ) {
            $0 = ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        let body = FunctionImplementation("mysql_json_value_\(key)") {
            (arguments, context) throws(StatementFailure) in
            guard let text = arguments.text(at: 0) else { return .null }
            let document = try JSONBuilding.document(text, argument: 1, of: "json_value")
            let found = path.matches(in: document)
            guard let first = found.first else {
                switch onEmpty {
                case .null: return .null
                case .value(let value): return value
                case .error:
                    throw .mysql(
                        MySQLError(
                            3966, "22035",
                            "No value was found by 'json_value' on the specified path."))
                }
            }
            if found.count == 1, let cell = JSONCell.value(first.value, as: type, context) {
                return cell
            }
            switch onError {
            case .null: return .null
            case .value(let value): return value
            case .error: throw .unsupported("an unfit value of JSON_VALUE with ERROR ON ERROR")
            }
        }
        return TypedExpression(
            self.call(body, [coerce(document, .json)]), type, over: [document])
    }

    private mutating func valueResponse(
        _ response: JSONResponse?, _ target: CastType
    ) throws(StatementFailure) -> JSONTable.Response {
        switch response {
        case nil, .null?: return .null
        case .error?: return .error
        case .value(let expression)?:
            guard let constant = try scalar(expression).constant else {
                throw .unsupported("this DEFAULT of JSON_VALUE")
            }
            return .value(constant)
        }
    }
}

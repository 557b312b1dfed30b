/// Prints an expression as MySQL's range errors do: `(`probe`.`emp`.`id` + 1)`.
///
/// Only what can stand inside an arithmetic expression is printed with care; the rest appears in
/// no error message that agents meet.
struct ExpressionPrinter {
    let scope: Scope

    func text(of expression: Expression) -> String {
        switch expression {
        case .literal(let literal): text(of: literal)
        case .column(let reference): text(of: reference)
        case .unary(.minus, let operand): "-(\(text(of: operand)))"
        case .unary(.plus, let operand): text(of: operand)
        case .unary(.not, let operand): "(not(\(text(of: operand))))"
        case .unary(.bitNot, let operand): "~(\(text(of: operand)))"
        case .binary(let symbol, let left, let right):
            "(\(text(of: left)) \(symbol.rawValue) \(text(of: right)))"
        case .function(let call):
            call.isStar
                ? "\(call.name.lowercased())(0)"
                : "\(call.name.lowercased())(\(list(call.arguments)))"
        case .cast(let operand, let type): "cast(\(text(of: operand)) as \(text(of: type)))"
        case .caseOf(let operand, let branches, let otherwise):
            "(case " + (operand.map { text(of: $0) + " " } ?? "")
                + branches.map {
                    "when \(text(of: $0.condition)) then \(text(of: $0.result)) "
                }.joined() + (otherwise.map { "else \(text(of: $0)) " } ?? "") + "end)"
        case .subquery: "(select ...)"
        default: "..."
        }
    }

    private func list(_ expressions: [Expression]) -> String {
        expressions.map(text(of:)).joined(separator: ",")
    }

    private func text(of literal: Literal) -> String {
        switch literal {
        case .null: "NULL"
        case .boolean(let flag): flag ? "true" : "false"
        case .integer(let digits), .decimal(let digits), .float(let digits): digits
        case .string(let text, _): "'\(text)'"
        case .hexadecimal(let bytes), .bits(let bytes, _):
            "0x" + bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        case .date(let text): "DATE'\(text)'"
        case .time(let text): "TIME'\(text)'"
        case .timestamp(let text): "TIMESTAMP'\(text)'"
        }
    }

    private func text(of reference: ColumnReference) -> String {
        var candidate: Scope? = scope
        while let current = candidate {
            for source in current.sources
            where source.matches(table: reference.table, schema: reference.schema) {
                guard
                    let column = source.columns.first(where: {
                        $0.name.equalsName(reference.column)
                    })
                else { continue }
                return [source.schema, source.name, column.name].compactMap(\.self)
                    .map { "`\($0)`" }.joined(separator: ".")
            }
            candidate = current.parent
        }
        return "`\(reference.column)`"
    }

    private func text(of type: CastType) -> String {
        switch type {
        case .signed: "signed"
        case .unsigned: "unsigned"
        case .decimal(let precision, let scale): "decimal(\(precision ?? 10),\(scale ?? 0))"
        case .double, .real: "double"
        case .float: "float"
        case .char(let length, _): length.map { "char(\($0))" } ?? "char"
        case .nationalChar(let length): length.map { "char(\($0))" } ?? "char"
        case .binary(let length):
            length.map { "char(\($0)) charset binary" } ?? "char charset binary"
        case .date: "date"
        case .datetime(let fraction): fraction.map { "datetime(\($0))" } ?? "datetime"
        case .time(let fraction): fraction.map { "time(\($0))" } ?? "time"
        case .year: "year"
        case .json: "json"
        }
    }
}

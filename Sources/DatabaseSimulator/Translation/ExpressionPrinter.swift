/// Prints an expression as MySQL does in range errors, `(`probe`.`emp`.`id` + 1)`, and in the
/// definitions of tables.
///
/// Subqueries, which neither can hold but for errors that agents do not meet, are left out.
struct ExpressionPrinter {
    let scope: Scope
    /// Whether texts have their character set before them, as in definitions.
    var introducesTexts = false

    /// For the checks, defaults and generated columns of a definition.
    static var definitions: ExpressionPrinter {
        ExpressionPrinter(scope: Scope(parent: nil), introducesTexts: true)
    }

    func text(of expression: Expression) -> String {
        switch expression {
        case .literal(let literal): text(of: literal)
        case .column(let reference): text(of: reference)
        case .unary(.minus, let operand): "-(\(text(of: operand)))"
        case .unary(.plus, let operand): text(of: operand)
        case .unary(.not, let operand): "(not(\(text(of: operand))))"
        case .unary(.bitNot, let operand): "~(\(text(of: operand)))"
        case .binary(let symbol, _, _) where symbol == .and || symbol == .or:
            "("
                + chain(expression, symbol).map(text(of:)).joined(
                    separator: " \(symbol.rawValue) ") + ")"
        case .binary(let symbol, let left, let right):
            "(\(text(of: left)) \(symbol.rawValue) \(text(of: right)))"
        case .function(let call):
            call.isStar
                ? "\(call.name.lowercased())(0)"
                : "\(name(of: call))(\(list(call.arguments)))"
        case .isTest(let operand, let test, let negated):
            "(\(text(of: operand)) is \(negated ? "not " : "")\(test.word))"
        case .between(let operand, let low, let high, let negated):
            "(\(text(of: operand)) \(negated ? "not " : "")between \(text(of: low)) and "
                + "\(text(of: high)))"
        case .inList(let operand, let candidates, let negated):
            "(\(text(of: operand)) \(negated ? "not " : "")in (\(list(candidates))))"
        case .like(let operand, let pattern, let escape, let negated):
            negation(
                of: "(\(text(of: operand)) like \(text(of: pattern))"
                    + (escape.map { " escape \(text(of: $0))" } ?? "") + ")", if: negated)
        case .regularExpression(let operand, let pattern, let negated):
            negation(of: "regexp_like(\(list([operand, pattern])))", if: negated)
        case .row(let members): "(\(list(members)))"
        case .dateArithmetic(let operand, let amount, let unit, let subtracts):
            "(\(text(of: operand)) \(subtracts ? "-" : "+") interval \(text(of: amount)) "
                + "\(unit.rawValue.lowercased()))"
        case .extract(let unit, let operand):
            "extract(\(unit.rawValue.lowercased()) from \(text(of: operand)))"
        case .timestampDifference(let unit, let from, let to):
            "timestampdiff(\(unit.rawValue.uppercased()),\(list([from, to])))"
        case .jsonPath(let reference, let path, let unquotes):
            unquoted(
                "json_extract(\(list([.column(reference), .literal(.string(path, introducer: nil))])))",
                if: unquotes)
        case .convertUsing(let operand, let characterSet):
            "convert(\(text(of: operand)) using \(characterSet.lowercased()))"
        case .collate(let operand, let collation):
            "(\(text(of: operand)) collate \(collation.lowercased()))"
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

    /// The operands of a chain of AND or of OR.
    private func chain(_ expression: Expression, _ symbol: BinaryOperator) -> [Expression] {
        guard case .binary(symbol, let left, let right) = expression else { return [expression] }
        return chain(left, symbol) + chain(right, symbol)
    }

    private func negation(of text: String, if negated: Bool) -> String {
        negated ? "(not(\(text)))" : text
    }

    private func unquoted(_ text: String, if unquotes: Bool) -> String {
        unquotes ? "json_unquote(\(text))" : text
    }

    /// The name by which MySQL knows a function that has several.
    private func name(of call: FunctionCall) -> String {
        switch call.name.lowercased() {
        case "current_date": "curdate"
        case "current_time": "curtime"
        case "current_timestamp", "localtime", "localtimestamp": "now"
        case "character_length": "char_length"
        case "ceiling": "ceiling"
        case "lcase": "lower"
        case "ucase": "upper"
        case "substring", "mid": "substr"
        case "power": "pow"
        case "day": "dayofmonth"
        case let name: name
        }
    }

    private func text(of literal: Literal) -> String {
        switch literal {
        case .null: "NULL"
        case .boolean(let flag): flag ? "true" : "false"
        case .integer(let digits), .decimal(let digits), .float(let digits): digits
        case .string(let text, _):
            introducesTexts ? "_utf8mb4'\(text.replacing("'", with: "\\'"))'" : "'\(text)'"
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

extension IsTest {
    fileprivate var word: String {
        switch self {
        case .null: "null"
        case .isTrue: "true"
        case .isFalse: "false"
        case .unknown: "unknown"
        }
    }
}

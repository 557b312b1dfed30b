/// An expression of a view as MySQL stores it: names written out, synonyms replaced, parentheses
/// around every operation.
struct ViewExpressionText {
    let sources: [ViewSource]
    /// The database whose name is left away.
    let current: String?

    static func quoted(_ name: String) -> String {
        "`" + name.replacing("`", with: "``") + "`"
    }

    /// A condition: what is no predicate is compared to zero.
    func condition(_ expression: Expression) throws(StatementFailure) -> String {
        let text = try text(of: expression)
        return expression.isPredicate ? text : "(0 <> \(text))"
    }

    func text(of expression: Expression) throws(StatementFailure) -> String {
        switch expression {
        case .literal(let literal): return try text(of: literal)
        case .column(let reference): return try text(of: reference)
        case .unary(.minus, let operand): return "-(\(try text(of: operand)))"
        case .unary(.plus, let operand): return try text(of: operand)
        case .unary(.bitNot, let operand): return "~(\(try text(of: operand)))"
        case .unary(.not, let operand): return try negation(of: operand)
        case .binary(let symbol, let left, let right):
            return try operation(symbol, left, right, expression)
        case .isTest(let operand, let test, let negated):
            let word =
                switch test {
                case .null: "null"
                case .isTrue: "true"
                case .isFalse: "false"
                case .unknown: "unknown"
                }
            return "(\(try text(of: operand)) is \(negated ? "not " : "")\(word))"
        case .between(let operand, let low, let high, let negated):
            return "(\(try text(of: operand)) \(negated ? "not " : "")between "
                + "\(try text(of: low)) and \(try text(of: high)))"
        case .inList(let operand, let list, let negated):
            return "(\(try text(of: operand)) \(negated ? "not " : "")in (\(try self.list(list))))"
        case .like(let operand, let pattern, let escape, let negated):
            var text = "(\(try self.text(of: operand)) like \(try self.text(of: pattern))"
            if let escape { text += " escape \(try self.text(of: escape))" }
            return negated ? "(not(\(text))))" : text + ")"
        case .regularExpression(let operand, let pattern, let negated):
            let text = "regexp_like(\(try list([operand, pattern])))"
            return negated ? "(not(\(text)))" : text
        case .caseOf(let operand, let branches, let otherwise):
            return try choice(operand, branches, otherwise)
        case .function(let call): return try function(call)
        case .dateArithmetic(let operand, let amount, let unit, let subtracts):
            return "(\(try text(of: operand)) \(subtracts ? "-" : "+") interval "
                + "\(try text(of: amount)) \(unit.rawValue.lowercased()))"
        case .extract(let unit, let operand):
            return "extract(\(unit.rawValue.lowercased()) from \(try text(of: operand)))"
        case .timestampDifference(let unit, let from, let to):
            return "timestampdiff(\(unit.rawValue.uppercased()),\(try list([from, to])))"
        case .jsonPath(let reference, let path, let unquotes):
            let text =
                "json_extract(\(try self.text(of: reference)),"
                + "\(try self.text(of: .string(path, introducer: nil))))"
            return unquotes ? "json_unquote(\(text))" : text
        case .cast(let operand, let type): return try cast(operand, type)
        default: throw refusal("this expression")
        }
    }

    private func list(_ expressions: [Expression]) throws(StatementFailure) -> String {
        var texts: [String] = []
        for expression in expressions { texts.append(try text(of: expression)) }
        return texts.joined(separator: ",")
    }

    private func text(of literal: Literal) throws(StatementFailure) -> String {
        switch literal {
        case .null: return "NULL"
        case .boolean(let flag): return flag ? "true" : "false"
        case .integer(let digits), .decimal(let digits), .float(let digits): return digits
        case .string(let text, introducer: nil):
            return "'"
                + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
                .replacing("\n", with: "\\n") + "'"
        case .date(let text): return "DATE'\(text)'"
        case .time(let text): return "TIME'\(text)'"
        case .timestamp(let text): return "TIMESTAMP'\(text)'"
        case .string, .hexadecimal, .bits: throw refusal("this literal")
        }
    }

    private func text(of reference: ColumnReference) throws(StatementFailure) -> String {
        for source in sources where reference.table.map({ $0 == source.name }) ?? true {
            if let column = source.columns.first(where: { $0.equalsName(reference.column) }) {
                return "\(source.prefix(current)).\(Self.quoted(column))"
            }
        }
        throw refusal("a name of another query")
    }

    private func operation(
        _ symbol: BinaryOperator, _ left: Expression, _ right: Expression, _ whole: Expression
    ) throws(StatementFailure) -> String {
        switch symbol {
        case .and, .or:
            var terms: [String] = []
            for operand in whole.chain(of: symbol) { terms.append(try condition(operand)) }
            return "(\(terms.joined(separator: " \(symbol.rawValue) ")))"
        case .xor:
            return "(\(try condition(left)) xor \(try condition(right)))"
        default:
            return "(\(try text(of: left)) \(symbol.rawValue) \(try text(of: right)))"
        }
    }

    /// NOT turns into the opposite comparison where there is one.
    private func negation(of operand: Expression) throws(StatementFailure) -> String {
        let opposites: [BinaryOperator: BinaryOperator] = [
            .equal: .notEqual, .notEqual: .equal, .less: .greaterOrEqual, .greaterOrEqual: .less,
            .greater: .lessOrEqual, .lessOrEqual: .greater,
        ]
        switch operand {
        case .binary(let symbol, let left, let right):
            guard let opposite = opposites[symbol] else { throw refusal("NOT of an operation") }
            return try text(of: .binary(opposite, left, right))
        case .isTest(let value, .null, let negated):
            return try text(of: .isTest(value, .null, negated: !negated))
        case .like(let value, let pattern, let escape, negated: false):
            return try text(of: .like(value, pattern: pattern, escape: escape, negated: true))
        case .inList(let value, let list, let negated):
            return try text(of: .inList(value, list, negated: !negated))
        case .between(let value, let low, let high, let negated):
            return try text(of: .between(value, low: low, high: high, negated: !negated))
        case .column: return "(0 = \(try text(of: operand)))"
        default: throw refusal("NOT")
        }
    }

    private func choice(
        _ operand: Expression?, _ branches: [CaseBranch], _ otherwise: Expression?
    ) throws(StatementFailure) -> String {
        var text = "(case "
        if let operand { text += try self.text(of: operand) + " " }
        for branch in branches {
            let condition =
                operand == nil
                ? try condition(branch.condition) : try self.text(of: branch.condition)
            text += "when \(condition) then \(try self.text(of: branch.result)) "
        }
        if let otherwise { text += "else \(try self.text(of: otherwise)) " }
        return text + "end)"
    }

    private func cast(_ operand: Expression, _ type: CastType) throws(StatementFailure) -> String {
        let name: String
        switch type {
        case .signed: name = "signed"
        case .unsigned: name = "unsigned"
        case .decimal(let precision, let scale): name = "decimal(\(precision ?? 10),\(scale ?? 0))"
        case .double, .real: name = "double"
        case .float: name = "float"
        case .char(let length, nil):
            name = "char\(length.map { "(\($0))" } ?? "") charset utf8mb4"
        case .date: name = "date"
        case .datetime(let fraction): name = "datetime" + (fraction.map { "(\($0))" } ?? "")
        case .time(let fraction): name = "time" + (fraction.map { "(\($0))" } ?? "")
        case .json: name = "json"
        default: throw refusal("this CAST")
        }
        return "cast(\(try text(of: operand)) as \(name))"
    }

    private func refusal(_ what: String) -> StatementFailure {
        .unsupported("SHOW CREATE VIEW of a view with \(what)")
    }

    // MARK: Functions

    private func function(_ call: FunctionCall) throws(StatementFailure) -> String {
        let written = call.name.lowercased()
        guard call.window == nil, call.schema == nil else { throw refusal("a window function") }
        if call.isStar { return "count(0)" }
        let arguments = call.arguments
        switch (written, arguments.count) {
        case ("group_concat", _): return try concatenation(call)
        case ("date", 1): return "cast(\(try text(of: arguments[0])) as date)"
        case ("time", 1): return "cast(\(try text(of: arguments[0])) as time)"
        case ("datediff", 2):
            return "(to_days(\(try text(of: arguments[0]))) - "
                + "to_days(\(try text(of: arguments[1]))))"
        case ("mod", 2):
            return "(\(try text(of: arguments[0])) % \(try text(of: arguments[1])))"
        case ("isnull", 1): return "(\(try text(of: arguments[0])) is null)"
        case ("round", 1): return "round(\(try text(of: arguments[0])),0)"
        case ("if", 3):
            return "if(\(try condition(arguments[0])),\(try list(Array(arguments[1...]))))"
        default: break
        }
        let name = Self.synonyms[written] ?? written
        guard Self.plain.contains(name) else { throw refusal("the function \(call.name)") }
        return "\(name)(\(call.isDistinct ? "distinct " : "")\(try list(arguments)))"
    }

    private func concatenation(_ call: FunctionCall) throws(StatementFailure) -> String {
        var text = "group_concat(\(call.isDistinct ? "distinct " : "")\(try list(call.arguments))"
        if !call.order.isEmpty {
            var keys: [String] = []
            for item in call.order {
                keys.append(
                    try self.text(of: item.expression) + (item.isDescending ? " DESC" : " ASC"))
            }
            text += " order by " + keys.joined(separator: ",")
        }
        return text + " separator '\(call.separator ?? ",")')"
    }

    /// The name by which MySQL knows a function that has several.
    private static let synonyms = [
        "current_date": "curdate", "current_time": "curtime", "current_timestamp": "now",
        "localtime": "now", "localtimestamp": "now", "character_length": "char_length",
        "ceil": "ceiling", "lcase": "lower", "ucase": "upper", "substring": "substr",
        "mid": "substr", "power": "pow", "day": "dayofmonth", "octet_length": "length",
        "std": "std", "stddev": "std", "stddev_pop": "std", "var_pop": "variance",
    ]

    /// Functions that are printed as they are called.
    private static let plain: Set<String> = [
        "abs", "avg", "bit_and", "bit_or", "bit_xor", "ceiling", "char_length", "coalesce",
        "concat", "concat_ws", "count", "curdate", "curtime", "date_format", "dayname",
        "dayofmonth", "dayofweek", "dayofyear", "exp", "field", "find_in_set", "floor", "format",
        "greatest", "hour", "ifnull", "instr", "json_arrayagg", "json_extract", "json_length",
        "json_objectagg", "json_unquote", "last_day", "least", "left", "length", "ln", "locate",
        "log", "log10", "log2", "lower", "lpad", "ltrim", "max", "md5", "min", "minute", "month",
        "monthname", "now", "nullif", "pow", "quarter", "repeat", "replace", "reverse", "right",
        "round", "rpad", "rtrim", "second", "sign", "sqrt", "std", "stddev_samp", "str_to_date",
        "substr", "substring_index", "sum", "to_days", "trim", "truncate", "unix_timestamp",
        "upper", "var_samp", "variance", "weekday", "year",
    ]
}

extension Expression {
    /// The operands of a chain of AND or of OR.
    fileprivate func chain(of symbol: BinaryOperator) -> [Expression] {
        guard case .binary(symbol, let left, let right) = self else { return [self] }
        return left.chain(of: symbol) + right.chain(of: symbol)
    }

    /// Whether MySQL takes it for a predicate as it stands.
    fileprivate var isPredicate: Bool {
        switch self {
        case .literal(.boolean), .isTest, .between, .inList, .like, .regularExpression,
            .unary(.not, _):
            return true
        case .binary(let symbol, _, _):
            switch symbol {
            case .and, .or, .xor, .equal, .nullSafeEqual, .notEqual, .less, .lessOrEqual, .greater,
                .greaterOrEqual:
                return true
            default: return false
            }
        case .function(let call):
            return ["isnull", "regexp_like", "json_contains"].contains(call.name.lowercased())
        default: return false
        }
    }
}

import SQLiteKit

@testable import DatabaseSimulator

/// Evaluates `SELECT` lists of date and time expressions by calling the bodies directly, inside a
/// small SQLite connection: enough SQL to hold the functions against recorded answers.
struct TemporalStatement {
    /// SQL beyond what this evaluator knows.
    struct Unknown: Error {
        var what: String
    }

    struct Typed {
        var type: MySQLType
        var value: SQLiteValue
        var isConstant = true
        var isColumn = false
    }

    typealias Row = [String: Typed]

    private var tokens: [Token]
    private var position = 0
    private let session: SessionContext
    private let connection: Connection
    private var row: Row = [:]

    private enum Token: Equatable {
        case word(String)
        case name(String)
        case number(String)
        case text(String)
        case symbol(String)
    }

    private init(_ sql: String, _ session: SessionContext) throws {
        tokens = try TemporalStatement.tokens(sql)
        self.session = session
        connection = try Connection()
    }

    /// The answer of `SELECT expressions`, as Python renders it.
    static func answer(
        _ sql: String, _ session: SessionContext, tables: [String: [Row]] = [:]
    ) throws -> String {
        var statement = try TemporalStatement(sql, session)
        return try statement.run(tables)
    }

    /// The values of one row of `SELECT expressions`.
    static func values(_ sql: String, _ session: SessionContext) throws -> [Typed] {
        var statement = try TemporalStatement(sql, session)
        guard statement.takeWord("SELECT") else { throw Unknown(what: "statement") }
        let values = try statement.list()
        guard statement.isAtEnd else { throw Unknown(what: "rest") }
        return values
    }

    private mutating func run(_ tables: [String: [Row]]) throws -> String {
        guard takeWord("SELECT") else { throw Unknown(what: "statement") }
        let start = position
        var rows: [Row] = [[:]]
        if let from = tokens.firstIndex(of: .word("FROM")), from == tokens.count - 2,
            case .name(let table) = tokens[from + 1]
        {
            guard let found = tables[table] else { throw Unknown(what: "table") }
            rows = found
            tokens.removeSubrange(from...)
        }
        var lines: [String] = []
        for row in rows {
            self.row = row
            position = start
            let values = try list()
            guard isAtEnd else { throw Unknown(what: "rest") }
            let shown = try values.map { try TemporalStatement.python($0) }
            lines.append("(" + shown.joined(separator: ", ") + (shown.count == 1 ? ",)" : ")"))
        }
        return "[" + lines.joined(separator: ", ") + "]"
    }

    private static func python(_ typed: Typed) throws -> String {
        if let text = TemporalRendering.python(typed.value, type: typed.type) { return text }
        switch typed.value {
        case .null: return "None"
        case .integer(let number): return "\(number)"
        case .real(let number): return "\(number)"
        case .text(let text):
            if case .decimal = typed.type.kind { return "Decimal('\(text)')" }
            return text.contains("'") ? "\"\(text)\"" : "'\(text)'"
        case .blob: throw Unknown(what: "bytes")
        }
    }

    // MARK: Tokens

    private static func tokens(_ sql: String) throws -> [Token] {
        var tokens: [Token] = []
        var rest = sql[...]
        while let first = rest.first {
            if first.isWhitespace || first == ";" {
                rest.removeFirst()
            } else if first == "'" || first == "\"" || first == "`" {
                rest.removeFirst()
                guard let end = rest.firstIndex(of: first) else { throw Unknown(what: "quote") }
                let text = String(rest[..<end])
                guard !text.contains("\\") else { throw Unknown(what: "escape") }
                tokens.append(first == "`" ? .name(text) : .text(text))
                rest = rest[rest.index(after: end)...]
            } else if first.isNumber {
                let digits = rest.prefix { $0.isNumber || $0 == "." || $0 == "e" }
                rest = rest.dropFirst(digits.count)
                tokens.append(.number(String(digits)))
            } else if first.isLetter || first == "_" {
                let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
                rest = rest.dropFirst(word.count)
                tokens.append(.word(word.uppercased()))
            } else {
                let two = String(rest.prefix(2))
                let symbol = ["<=", ">=", "<>", "!="].contains(two) ? two : String(first)
                guard "(),+-*/=<>!".contains(symbol.prefix(1)) else { throw Unknown(what: symbol) }
                tokens.append(.symbol(symbol))
                rest = rest.dropFirst(symbol.count)
            }
        }
        return tokens
    }

    private var isAtEnd: Bool { position == tokens.count }

    private mutating func next() throws -> Token {
        guard position < tokens.count else { throw Unknown(what: "end") }
        position += 1
        return tokens[position - 1]
    }

    private mutating func takeWord(_ word: String) -> Bool {
        guard position < tokens.count, tokens[position] == .word(word) else { return false }
        position += 1
        return true
    }

    private mutating func take(_ symbol: String) -> Bool {
        guard position < tokens.count, tokens[position] == .symbol(symbol) else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ symbol: String) throws {
        guard take(symbol) else { throw Unknown(what: "no \(symbol)") }
    }

    // MARK: Expressions

    private mutating func list() throws -> [Typed] {
        var values = [try comparison()]
        while take(",") { values.append(try comparison()) }
        return values
    }

    private mutating func comparison() throws -> Typed {
        let left = try sum()
        for symbol in ["=", "<>", "!=", "<=", ">=", "<", ">"] where take(symbol) {
            return try compare(left, symbol, try sum())
        }
        return left
    }

    private mutating func sum() throws -> Typed {
        var left: Typed
        if takeWord("INTERVAL") {
            let amount = try sum()
            let unit = try unit()
            try expect("+")
            left = try interval(try primary(), amount, unit, subtracts: false)
        } else {
            left = try primary()
        }
        while true {
            let subtracts: Bool
            if take("+") { subtracts = false } else if take("-") { subtracts = true } else { break }
            if takeWord("INTERVAL") {
                let amount = try primary()
                left = try interval(left, amount, try unit(), subtracts: subtracts)
            } else {
                left = try arithmetic(left, try primary(), subtracts: subtracts)
            }
        }
        return left
    }

    private mutating func unit() throws -> IntervalUnit {
        guard case .word(let word) = try next(),
            let unit = IntervalUnit(rawValue: word.replacing("SQL_TSI_", with: "").lowercased())
        else { throw Unknown(what: "unit") }
        return unit
    }

    private mutating func primary() throws -> Typed {
        switch try next() {
        case .symbol("("):
            let value = try comparison()
            try expect(")")
            return value
        case .symbol("-"):
            let value = try primary()
            switch value.value {
            case .integer(let number):
                return Typed(type: value.type, value: .integer(-number))
            case .text(let text) where value.type.isDecimal:
                return Typed(type: value.type, value: .text("-" + text))
            default: throw Unknown(what: "minus")
            }
        case .number(let digits): return try number(digits)
        case .text(let text):
            return Typed(type: MySQLType(.string(.varchar(text.count))), value: .text(text))
        case .name(let name):
            guard let value = row[name] else { throw Unknown(what: name) }
            return value
        case .word(let word):
            return try word == "CASE" ? { throw Unknown(what: word) }() : named(word)
        case .symbol(let symbol): throw Unknown(what: symbol)
        }
    }

    private func number(_ digits: String) throws -> Typed {
        if let number = Int64(digits) {
            return Typed(
                type: MySQLType(.integer(bytes: 8, unsigned: false)), value: .integer(number))
        }
        if digits.contains("e"), let number = Double(digits) {
            return Typed(type: MySQLType(.double), value: .real(number))
        }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw Unknown(what: digits) }
        let type = MySQLType.Kind.decimal(
            precision: digits.count - 1, scale: parts[1].count, unsigned: false)
        return Typed(type: MySQLType(type), value: .text(digits))
    }

    private mutating func named(_ word: String) throws -> Typed {
        if word == "NULL" { return Typed(type: MySQLType(.null), value: .null) }
        if ["DATE", "TIME", "TIMESTAMP"].contains(word), position < tokens.count,
            case .text(let text) = tokens[position]
        {
            position += 1
            let literal =
                switch word {
                case "DATE": try TemporalCast.dateLiteral(text, session.temporalMode)
                case "TIME": try TemporalCast.timeLiteral(text, session.temporalMode)
                default: try TemporalCast.timestampLiteral(text, session.temporalMode)
                }
            return Typed(type: literal.type, value: literal.value)
        }
        guard take("(") else {
            guard ["CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP"].contains(word) else {
                throw Unknown(what: word)
            }
            return try call(word.lowercased(), [])
        }
        switch word {
        case "CAST":
            let value = try comparison()
            guard takeWord("AS") else { throw Unknown(what: "CAST") }
            return try cast(value)
        case "EXTRACT":
            let unit = try unit()
            guard takeWord("FROM") else { throw Unknown(what: "EXTRACT") }
            let value = try sum()
            try expect(")")
            return try run(TemporalExpressions.extract(unit, from: argument(value)), [value])
        case "TIMESTAMPDIFF", "TIMESTAMPADD":
            let unit = try unit()
            try expect(",")
            let values = try list()
            try expect(")")
            guard values.count == 2 else { throw Unknown(what: word) }
            if word == "TIMESTAMPADD" {
                return try interval(values[1], values[0], unit, subtracts: false)
            }
            let plan = TemporalExpressions.timestampDifference(
                unit, argument(values[0]), argument(values[1]))
            return try run(plan, values)
        case "DATE_ADD", "DATE_SUB", "ADDDATE", "SUBDATE":
            let value = try sum()
            try expect(",")
            let subtracts = word.contains("SUB")
            guard takeWord("INTERVAL") else {
                guard word == "ADDDATE" || word == "SUBDATE" else { throw Unknown(what: word) }
                let days = try sum()
                try expect(")")
                return try call(word.lowercased(), [value, days])
            }
            let amount = try sum()
            let unit = try unit()
            try expect(")")
            return try interval(value, amount, unit, subtracts: subtracts)
        case "GET_FORMAT":
            guard case .word(let kind) = try next() else { throw Unknown(what: word) }
            try expect(",")
            let name = try sum()
            try expect(")")
            let first = Typed(type: MySQLType(.string(.varchar(9))), value: .text(kind))
            return try call("get_format", [first, name])
        default:
            var values: [Typed] = []
            if !take(")") {
                values = try list()
                try expect(")")
            }
            return try call(word.lowercased(), values)
        }
    }

    private mutating func cast(_ value: Typed) throws -> Typed {
        guard case .word(let name) = try next() else { throw Unknown(what: "CAST") }
        var digits: Int?
        if take("(") {
            guard case .number(let text) = try next() else { throw Unknown(what: "CAST") }
            digits = Int(text)
            try expect(")")
        }
        try expect(")")
        let type: CastType
        switch name {
        case "DATE": type = .date
        case "DATETIME": type = .datetime(digits)
        case "TIME": type = .time(digits)
        case "YEAR": type = .year
        default: throw Unknown(what: name)
        }
        guard let plan = try TemporalCast.plan(argument(value), to: type) else {
            throw Unknown(what: name)
        }
        return try run(plan, [value])
    }

    // MARK: Evaluation

    private func argument(_ value: Typed) -> FunctionDefinition.Argument {
        FunctionDefinition.Argument(
            type: value.type, constant: value.isConstant ? value.value : nil)
    }

    private func call(_ name: String, _ values: [Typed]) throws -> Typed {
        guard let definition = TemporalFunctions.all.first(where: { $0.name == name }),
            definition.arity.contains(values.count)
        else { throw Unknown(what: name) }
        return try run(try definition.resolve(values.map(argument)), values)
    }

    private func interval(
        _ value: Typed, _ amount: Typed, _ unit: IntervalUnit, subtracts: Bool
    ) throws -> Typed {
        let plan = TemporalExpressions.dateArithmetic(
            argument(value), amount: argument(amount), unit: unit, subtracts: subtracts)
        return try run(plan, [value, amount])
    }

    private func run(_ plan: FunctionCallPlan, _ values: [Typed]) throws -> Typed {
        var stored: [SQLiteValue] = []
        for (index, value) in values.enumerated() {
            let form = plan.coercions[min(index, plan.coercions.count - 1)]
            stored.append(try coerce(value, form))
        }
        let result = try evaluate(plan.implementation, stored + plan.extra)
        // What functions of constants give is constant, but no literal.
        return Typed(type: plan.type, value: result, isConstant: false)
    }

    private func evaluate(
        _ implementation: FunctionImplementation, _ values: [SQLiteValue]
    ) throws -> SQLiteValue {
        let session = session
        connection.register(function: implementation.name) {
            (arguments) throws(FunctionFailure) in
            do throws(StatementFailure) {
                return try implementation.body(arguments, session)
            } catch {
                session.failure = error
                throw FunctionFailure("failed")
            }
        }
        let marks = Array(repeating: "?", count: values.count).joined(separator: ",")
        do throws(SQLiteError) {
            let rows = try connection.rows("SELECT \"\(implementation.name)\"(\(marks))", values)
            return rows[0][0]
        } catch {
            if case .mysql(let failure)? = session.failure { throw failure }
            throw error
        }
    }

    private func coerce(_ value: Typed, _ form: Coercion) throws -> SQLiteValue {
        if value.value.isNull { return .null }
        if let implementation = TemporalCoercion.implementation(from: value.type, to: form) {
            return try evaluate(implementation, [value.value])
        }
        switch (form, value.value) {
        case (.integer, .text(let text)) where value.type.isDecimal:
            return .integer(Int64((Double(text) ?? 0).rounded()))
        case (.integer, .text(let text)):
            return .integer(NumericText.integer(text).value.signed)
        case (.integer, .real(let number)):
            return .integer(Int64(exactly: number.rounded()) ?? (number < 0 ? .min : .max))
        case (.decimal, .text(let text)) where !value.type.isDecimal:
            return .text(NumericText.decimal(text).value.text)
        case (.decimal, .integer), (.decimal, .real), (.text, .integer), (.text, .real):
            return .text(value.value.shown)
        default: return value.value
        }
    }

    private func arithmetic(_ left: Typed, _ right: Typed, subtracts: Bool) throws -> Typed {
        guard [left, right].contains(where: { TemporalCoercion.numericType(of: $0.type) != nil })
        else { throw Unknown(what: "arithmetic") }
        let sides = try [left, right].map { side -> Typed in
            guard let type = TemporalCoercion.numericType(of: side.type) else { return side }
            let form: Coercion = type.isDecimal ? .decimal : .integer
            return Typed(type: type, value: try coerce(side, form))
        }
        if sides.contains(where: \.value.isNull) { return Typed(type: sides[0].type, value: .null) }
        if case .integer(let first) = sides[0].value, case .integer(let second) = sides[1].value {
            return Typed(
                type: sides[0].type, value: .integer(subtracts ? first - second : first + second))
        }
        guard case .integer(0) = sides[1].value, sides[0].type.isDecimal else {
            throw Unknown(what: "arithmetic")
        }
        return sides[0]
    }

    private func compare(_ left: Typed, _ symbol: String, _ right: Typed) throws -> Typed {
        func operand(_ value: Typed) -> TemporalComparison.Operand {
            TemporalComparison.Operand(
                type: value.type, constant: value.isConstant ? value.value : nil,
                isConstant: value.isConstant, isColumn: value.isColumn)
        }
        let rule = try TemporalComparison.rule(
            operand(left), operand(right), session.temporalMode)
        let keys: [SQLiteValue]
        switch rule {
        case .keys(let first, let second)?: keys = [try key(first, left), try key(second, right)]
        case .numbers?: keys = [try coerce(left, .double), try coerce(right, .double)]
        case .texts?: keys = [try coerce(left, .text), try coerce(right, .text)]
        case nil: throw Unknown(what: "comparison")
        }
        let rows = try connection.rows("SELECT ? \(symbol) ?", keys)
        return Typed(type: TemporalFunctions.integer, value: rows[0][0])
    }

    private func key(_ side: TemporalComparison.Side, _ value: Typed) throws -> SQLiteValue {
        switch side {
        case .stored: value.value
        case .constant(let constant): constant
        case .computed(let implementation, let form):
            try evaluate(implementation, [try coerce(value, form)])
        }
    }
}

extension MySQLType {
    var isDecimal: Bool {
        if case .decimal = kind { return true }
        return false
    }
}

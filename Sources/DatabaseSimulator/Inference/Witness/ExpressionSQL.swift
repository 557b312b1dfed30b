/// Writes an expression as SQL that an engine takes.
struct ExpressionSQL {
    let engine: RecordingEngine

    /// The text; `nil` for what this does not write.
    func text(of expression: Expression) -> String? {
        switch expression {
        case .literal(let literal): return text(of: literal)
        case .unary(let sign, let value):
            let word =
                switch sign {
                case .minus: "-"
                case .plus: "+"
                case .not: "NOT "
                case .bitNot: "~"
                }
            return joined(["(\(word)", text(of: value), ")"])
        case .binary(let sign, let left, let right):
            return joined(["(", text(of: left), " \(symbol(sign)) ", text(of: right), ")"])
        case .isTest(let value, let test, let negated):
            let word =
                switch test {
                case .null: "NULL"
                case .isTrue: "TRUE"
                case .isFalse: "FALSE"
                case .unknown: "NULL"
                }
            return joined(["(", text(of: value), negated ? " IS NOT \(word))" : " IS \(word))"])
        case .between(let value, let low, let high, let negated):
            return joined([
                "(", text(of: value), negated ? " NOT BETWEEN " : " BETWEEN ", text(of: low),
                " AND ", text(of: high), ")",
            ])
        case .inList(let value, let list, let negated):
            return joined([
                "(", text(of: value), negated ? " NOT IN (" : " IN (", self.list(list), "))",
            ])
        case .like(let value, let pattern, nil, let negated):
            return joined([
                "(", text(of: value), negated ? " NOT LIKE " : " LIKE ", text(of: pattern), ")",
            ])
        case .regularExpression(let value, let pattern, let negated):
            return joined([
                "(", text(of: value), negated ? " NOT REGEXP " : " REGEXP ", text(of: pattern), ")",
            ])
        case .row(let values): return joined(["(", list(values), ")"])
        case .caseOf(let operand, let branches, let otherwise):
            var parts: [String?] = ["(CASE"]
            if let operand { parts += [" ", text(of: operand)] }
            for branch in branches {
                parts += [" WHEN ", text(of: branch.condition), " THEN ", text(of: branch.result)]
            }
            if let otherwise { parts += [" ELSE ", text(of: otherwise)] }
            return joined(parts + [" END)"])
        case .function(let call):
            guard call.window == nil, !call.isStar, !call.isDistinct, call.order.isEmpty else {
                return nil
            }
            let name = call.name.uppercased()
            if name == "CONCAT", engine == .sqlite {
                let parts = call.arguments.map { text(of: $0) }
                guard parts.allSatisfy({ $0 != nil }) else { return nil }
                return "(" + parts.compactMap(\.self).joined(separator: " || ") + ")"
            }
            let names = ["GREATEST": "MAX", "LEAST": "MIN"]
            let written = engine == .sqlite ? names[name] ?? name : name
            return joined(["\(written)(", list(call.arguments), ")"])
        case .cast(let value, let type):
            guard let word = word(for: type) else { return nil }
            return joined(["CAST(", text(of: value), " AS \(word))"])
        case .collate(let value, _), .convertUsing(let value, _): return text(of: value)
        case .extract(let unit, let value):
            return joined(["EXTRACT(\(unit.rawValue.uppercased()) FROM ", text(of: value), ")"])
        case .timestampDifference(let unit, let left, let right):
            return joined([
                "TIMESTAMPDIFF(\(unit.rawValue.uppercased()), ", text(of: left), ", ",
                text(of: right), ")",
            ])
        case .dateArithmetic(let value, let amount, let unit, let subtracts):
            return joined([
                subtracts ? "DATE_SUB(" : "DATE_ADD(", text(of: value), ", INTERVAL ",
                text(of: amount), " \(unit.rawValue.uppercased()))",
            ])
        case .trim(let side, let removed, let value):
            guard side == .both, removed == nil else { return nil }
            return joined(["TRIM(", text(of: value), ")"])
        default: return nil
        }
    }

    private func list(_ expressions: [Expression]) -> String? {
        let parts = expressions.map { text(of: $0) }
        guard parts.allSatisfy({ $0 != nil }) else { return nil }
        return parts.compactMap(\.self).joined(separator: ", ")
    }

    private func joined(_ parts: [String?]) -> String? {
        guard parts.allSatisfy({ $0 != nil }) else { return nil }
        return parts.compactMap(\.self).joined()
    }

    private func symbol(_ sign: BinaryOperator) -> String {
        sign == .nullSafeEqual && engine == .sqlite ? "IS" : sign.rawValue.uppercased()
    }

    private func text(of literal: Literal) -> String? {
        switch literal {
        case .null: "NULL"
        case .boolean(let truth): truth ? "TRUE" : "FALSE"
        case .integer(let digits), .decimal(let digits), .float(let digits): digits
        case .string(let text, _): WitnessValue.text(text).sql(engine)
        case .date(let text), .time(let text), .timestamp(let text):
            WitnessValue.text(text).sql(engine)
        case .hexadecimal, .bits: nil
        }
    }

    private func word(for type: CastType) -> String? {
        if engine == .sqlite {
            return switch type {
            case .signed, .unsigned: "INTEGER"
            case .decimal: "NUMERIC"
            case .double, .float, .real: "REAL"
            case .char, .nationalChar: "TEXT"
            case .date: "DATE"
            case .datetime: "DATETIME"
            case .time: "TIME"
            case .binary, .year, .json: nil
            }
        }
        return switch type {
        case .signed: "SIGNED"
        case .unsigned: "UNSIGNED"
        case .decimal(let precision, let scale): "DECIMAL(\(precision ?? 10),\(scale ?? 0))"
        case .double, .real: "DOUBLE"
        case .float: "FLOAT"
        case .char(let length, _), .nationalChar(let length): length.map { "CHAR(\($0))" } ?? "CHAR"
        case .date: "DATE"
        case .datetime: "DATETIME"
        case .time: "TIME"
        case .year: "YEAR"
        case .binary, .json: nil
        }
    }
}

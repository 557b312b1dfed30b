extension AnswerRules {
    /// What is printed fulfils the conditions that the statement itself states.
    func conditions(_ answer: RecordedRows) -> Impossibility? {
        guard let printed, let select else { return nil }
        let rowConditions = rowConditions(select)
        let groupConditions = (select.having?.conjuncts ?? []).flatMap {
            Condition.readings(of: scope.resolved(resolvedAliases($0, select)))
        }
        // Without GROUP BY an aggregate answers a row even where no row fulfils the conditions,
        // and rows of ROLLUP have NULL for their keys.
        let hasAggregate =
            printed.contains { $0?.containsAggregate == true }
            || select.having?.containsAggregate == true
        let hasOpenNulls = hasAggregate && select.groups.isEmpty || select.withRollup
        for (position, expression) in printed.enumerated() {
            guard let expression else { continue }
            var member: Expression?
            if let call = expression.aggregate, ["min", "max"].contains(call.name.lowercased()) {
                member = call.arguments.first
            }
            for row in answer.rows where position < row.count {
                let cell = row[position]
                for condition in rowConditions
                where condition.subject == expression || condition.subject == member {
                    if hasOpenNulls, cell == .null { continue }
                    guard condition.excludes(cell) else { continue }
                    return Impossibility(
                        .condition, "the condition \(condition.shown) excludes \(cell.shown)")
                }
                for condition in groupConditions where condition.subject == expression {
                    guard !select.withRollup, condition.excludes(cell) else { continue }
                    return Impossibility(
                        .condition, "the condition \(condition.shown) excludes \(cell.shown)")
                }
            }
        }
        return nil
    }

    /// The conditions that hold for every row that the query read: WHERE and inner joins.
    private func rowConditions(_ select: Select) -> [Condition] {
        var conjuncts = select.filter?.conjuncts ?? []
        func collect(_ reference: TableReference) {
            guard case .join(let left, .inner, let right, let condition) = reference else { return }
            collect(left)
            collect(right)
            if case .on(let expression) = condition { conjuncts += expression.conjuncts }
        }
        select.from.forEach(collect)
        return conjuncts.flatMap { Condition.readings(of: scope.resolved($0)) }
    }

    /// In HAVING a name that no table has is an alias of the select list.
    private func resolvedAliases(_ expression: Expression, _ select: Select) -> Expression {
        switch expression {
        case .binary(let sign, let left, let right):
            return .binary(sign, resolvedAliases(left, select), resolvedAliases(right, select))
        case .column(let column) where column.table == nil:
            let name = column.column.lowercased()
            let isColumn = scope.sources.contains { source in
                source.columns?.contains { $0.lowercased() == name } ?? true
            }
            for case .expression(let value, let alias?, _) in select.items
            where alias.lowercased() == name && !isColumn {
                return value
            }
            return expression
        default: return expression
        }
    }
}

/// A condition that compares something with constants.
struct Condition: Hashable, Sendable {
    enum Test: Hashable, Sendable {
        case equal(Constant)
        case notEqual(Constant)
        /// Against a number: less or greater, and whether the bound itself fulfils it.
        case bound(Double, isUpper: Bool, isInclusive: Bool)
        case oneOf([Constant])
        case like(String)
        case notLike(String)
        case null
        case notNull
    }
    var subject: Expression
    var test: Test
    /// For messages.
    var shown: String

    /// The conditions that an expression with resolved names states; none for what is not of this
    /// kind.
    static func readings(of expression: Expression) -> [Condition] {
        guard case .between(let value, let low, let high, false) = expression else {
            return Condition(expression).map { [$0] } ?? []
        }
        return readings(of: .binary(.greaterOrEqual, value, low))
            + readings(of: .binary(.lessOrEqual, value, high))
    }

    private init?(_ expression: Expression) {
        switch expression {
        case .binary(let sign, let left, let right):
            if let constant = Constant(right) {
                self.init(left, sign, constant)
            } else if let constant = Constant(left), let flipped = sign.flipped {
                self.init(right, flipped, constant)
            } else if sign.isNullRejecting, !left.isNullSource {
                self.init(left, .notNull, "comparing it")
            } else {
                return nil
            }
        case .inList(let value, let list, let negated):
            let constants = list.compactMap { Constant($0) }
            guard constants.count == list.count else { return nil }
            if negated {
                self.init(value, .notNull, "NOT IN (…)")
            } else {
                let shown = constants.map(\.shown).joined(separator: ", ")
                self.init(value, .oneOf(constants), "IN (\(shown))")
            }
        case .like(let value, let pattern, nil, let negated):
            guard case .string(let text)? = Constant(pattern), !text.contains("\\") else {
                return nil
            }
            let shown = "\(negated ? "NOT " : "")LIKE \(Constant.string(text).shown)"
            self.init(value, negated ? .notLike(text) : .like(text), shown)
        case .isTest(let value, .null, let negated):
            self.init(value, negated ? .notNull : .null, negated ? "IS NOT NULL" : "IS NULL")
        default: return nil
        }
    }

    private init?(_ subject: Expression, _ sign: BinaryOperator, _ constant: Constant) {
        let shown = "\(sign.rawValue) \(constant.shown)"
        switch sign {
        case .equal: self.init(subject, .equal(constant), shown)
        case .notEqual: self.init(subject, .notEqual(constant), shown)
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            guard case .number(let value, _) = constant else {
                self.init(subject, .notNull, shown)
                return
            }
            let isUpper = sign == .less || sign == .lessOrEqual
            let isInclusive = sign == .lessOrEqual || sign == .greaterOrEqual
            self.init(
                subject, .bound(value, isUpper: isUpper, isInclusive: isInclusive), shown)
        default: return nil
        }
    }

    private init(_ subject: Expression, _ test: Test, _ shown: String) {
        self.subject = subject
        self.test = test
        self.shown = shown
    }

    /// Whether a value that was printed cannot fulfil the condition, in any engine.
    func excludes(_ cell: RecordedCell) -> Bool {
        if cell == .null { return test != .null }
        switch test {
        case .null: return true
        case .notNull: return false
        case .equal(let constant): return cell.surelyDiffers(from: constant)
        case .notEqual(let constant): return cell.surelyEquals(constant)
        case .oneOf(let constants): return constants.allSatisfy(cell.surelyDiffers)
        case .like(let pattern):
            guard let text = cell.comparableText, pattern.utf8.allSatisfy({ $0 < 0x80 }) else {
                return false
            }
            return !pattern.lowercased().matches(text.lowercased())
        case .notLike(let pattern):
            guard case .string(let text) = cell else { return false }
            return pattern.matches(text)
        case .bound(let value, let isUpper, let isInclusive):
            return isOutside(cell, value, isUpper: isUpper, isInclusive: isInclusive)
        }
    }

    private func isOutside(
        _ cell: RecordedCell, _ bound: Double, isUpper: Bool, isInclusive: Bool
    ) -> Bool {
        switch cell {
        case .integer, .decimal:
            // Beyond 2^53 doubles no longer tell whole numbers apart.
            guard let number = cell.number, number.magnitude < 9_007_199_254_740_992 else {
                return false
            }
            if number == bound { return !isInclusive }
            return isUpper ? number > bound : number < bound
        case .float(let number, _):
            // A single-precision value prints fewer digits than it has.
            let slack = 1e-6 * max(1, number.magnitude, bound.magnitude)
            return isUpper ? number > bound + slack : number < bound - slack
        default: return false
        }
    }
}

extension BinaryOperator {
    /// The comparison with its sides exchanged.
    fileprivate var flipped: BinaryOperator? {
        switch self {
        case .equal, .notEqual: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        default: nil
        }
    }

    /// Whether it is never true of NULL.
    fileprivate var isNullRejecting: Bool {
        switch self {
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
        default: false
        }
    }
}

extension Expression {
    fileprivate var isNullSource: Bool { self == .literal(.null) }
}

extension RecordedCell {
    /// The text that LIKE compares, where it is certain: of ASCII texts and whole numbers.
    fileprivate var comparableText: String? {
        switch self {
        case .string(let text) where text.utf8.allSatisfy({ $0 < 0x80 }): text
        case .integer(let digits): digits
        default: nil
        }
    }
}

extension String {
    /// Whether a text matches this pattern of `%` and `_`.
    fileprivate func matches(_ text: String) -> Bool {
        let pattern = Array(unicodeScalars)
        let scalars = Array(text.unicodeScalars)
        // Greedy with one retreat: only the last `%` ever needs to take more.
        var index = 0
        var position = 0
        var star: (index: Int, position: Int)?
        while position < scalars.count {
            if index < pattern.count, pattern[index] == "%" {
                star = (index, position)
                index += 1
            } else if index < pattern.count,
                pattern[index] == "_" || pattern[index] == scalars[position]
            {
                index += 1
                position += 1
            } else if let last = star {
                star = (last.index, last.position + 1)
                index = last.index + 1
                position = last.position + 1
            } else {
                return false
            }
        }
        return pattern[index...].allSatisfy { $0 == "%" }
    }
}

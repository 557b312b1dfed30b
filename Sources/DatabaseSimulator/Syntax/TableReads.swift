/// Which tables the subqueries of an expression read.
extension Expression {
    /// Whether a subquery in the expression reads a table directly.
    ///
    /// That is error 1093 if the statement changes the table. What a derived table must materialise
    /// first does not count.
    func reads(_ table: TableName, default schema: String?) -> Bool {
        let reader = TableReader(table: table, schema: schema)
        return reader.reads(self)
    }
}

private struct TableReader {
    let table: TableName
    let schema: String?

    func reads(_ expression: Expression?) -> Bool {
        guard let expression else { return false }
        switch expression {
        case .literal, .column, .userVariable, .systemVariable, .placeholder, .defaultValue,
            .insertedValue, .jsonPath, .match:
            return false
        case .jsonValue(let call): return reads(call.document)
        case .assignment(_, let value): return reads(value)
        case .unary(_, let operand), .isTest(let operand, _, _), .cast(let operand, _),
            .convertUsing(let operand, _), .collate(let operand, _), .extract(_, let operand):
            return reads(operand)
        case .binary(_, let left, let right), .soundsLike(let left, let right),
            .memberOf(let left, let right), .regularExpression(let left, let right, _),
            .timestampDifference(_, let left, let right), .timestampAdd(_, let left, let right),
            .dateArithmetic(let left, let right, _, _):
            return reads(left) || reads(right)
        case .between(let operand, let low, let high, _):
            return reads(operand) || reads(low) || reads(high)
        case .inList(let operand, let list, _): return reads(operand) || list.contains(where: reads)
        case .inQuery(let operand, let query, _), .quantified(let operand, _, _, let query):
            return reads(operand) || reads(query)
        case .like(let operand, let pattern, let escape, _):
            return reads(operand) || reads(pattern) || reads(escape)
        case .exists(let query), .subquery(let query): return reads(query)
        case .row(let members): return members.contains(where: reads)
        case .caseOf(let operand, let branches, let otherwise):
            return reads(operand) || reads(otherwise)
                || branches.contains { reads($0.condition) || reads($0.result) }
        case .function(let call): return call.arguments.contains(where: reads)
        case .trim(_, let removed, let operand): return reads(removed) || reads(operand)
        }
    }

    private func reads(_ query: Query) -> Bool {
        switch query.body {
        case .select(let select):
            return select.from.contains(where: reads) || reads(select.filter)
                || reads(select.having)
                || select.items.contains {
                    if case .expression(let expression, _, _) = $0 {
                        reads(expression)
                    } else {
                        false
                    }
                }
        case .setOperation(_, _, let left, let right): return reads(left) || reads(right)
        case .nested(let query): return reads(query)
        case .table(let name): return isTarget(name)
        case .values: return false
        }
    }

    private func reads(_ reference: TableReference) -> Bool {
        switch reference {
        case .table(let name, _): isTarget(name)
        case .derived(let query, _, _, _): !query.isMaterialised && reads(query)
        case .join(let left, _, let right, _): reads(left) || reads(right)
        case .hinted(let table, _): reads(table)
        case .jsonTable: false
        }
    }

    private func isTarget(_ name: TableName) -> Bool {
        name.name == table.name && (name.schema ?? schema) == (table.schema ?? schema)
    }
}

extension Query {
    /// Whether MySQL must compute the query as a whole before it is joined to others.
    fileprivate var isMaterialised: Bool {
        guard case .select(let select) = body, limit == nil else { return true }
        let aggregates = select.items.contains {
            if case .expression(.function(let call), _, _) = $0 {
                AggregateCatalogue.find(call.name.lowercased()) != nil
            } else {
                false
            }
        }
        return aggregates || select.isDistinct || !select.groups.isEmpty || select.having != nil
    }
}

extension SelectReader {
    /// Notes what the columns of a result come from: CREATE TABLE … SELECT makes columns like
    /// those of the tables read.
    func describe(_ columns: inout [OutputColumn], _ scope: Scope) {
        for index in columns.indices {
            let expression = columns[index].expression
            guard expression.isColumn else { continue }
            for source in scope.sources where !source.isOptional {
                guard let table = source.table,
                    let column = source.columns.firstIndex(where: { $0.sql == expression.sql })
                else { continue }
                columns[index].origin = table.columns[column]
            }
        }
        let isPlain = select.items.count == columns.count
        for (index, item) in select.items.enumerated() where isPlain {
            guard case .expression(let expression, _, _) = item else { continue }
            columns[index].isMadeText =
                expression.isTextFunction && columns[index].type.isString
            columns[index].isShort = expression.isShort
        }
    }
}

extension Expression {
    /// Whether it is an integer of fewer than ten digits by what it is.
    fileprivate var isShort: Bool {
        switch self {
        case .literal(.integer(let digits)), .unary(.minus, .literal(.integer(let digits))):
            digits.utf8.count < 10
        case .function(let call): Self.shortFunctions.contains(call.name.lowercased())
        default: false
        }
    }

    private static let shortFunctions: Set<String> = [
        "year", "month", "day", "dayofmonth", "dayofweek", "dayofyear", "weekday", "week",
        "weekofyear", "yearweek", "quarter", "hour", "minute", "second", "datediff", "to_days",
        "ascii", "sign",
    ]

    /// Whether MySQL's item for it is a string function, which can be NULL in strict mode.
    fileprivate var isTextFunction: Bool {
        switch self {
        case .cast, .convertUsing, .trim: true
        case .function(let call):
            !["if", "ifnull", "coalesce", "nullif", "greatest", "least", "min", "max"]
                .contains(call.name.lowercased())
        default: false
        }
    }
}

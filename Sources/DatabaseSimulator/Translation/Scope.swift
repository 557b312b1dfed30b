/// The names that an expression can use: the sources of its query, then those of the queries
/// around it.
///
/// A class, because a query's scope grows while its FROM clause is read and inner queries refer
/// to it.
final class Scope {
    let parent: Scope?
    /// How many queries are around this one.
    let level: Int
    var sources: [Source] = []
    /// Columns that USING or NATURAL merged: they are found without ambiguity, and `*` lists them
    /// first.
    var merged: [MergedColumn] = []
    /// The columns of each source that the query uses anywhere: an index that holds them all is
    /// read in place of the table.
    private(set) var usedColumns: [Int: Set<Int>] = [:]
    /// Whether inner expressions may refer to this query's sources.
    var isVisible = true
    /// The sources that can be named at this point, if not all: those of the join whose condition
    /// is read.
    var nameable: Range<Int>?

    init(parent: Scope?) {
        self.parent = parent
        level = (parent?.level ?? -1) + 1
    }

    /// One table of a FROM clause.
    struct Source {
        /// The alias, or the table's name.
        var name: String
        /// The database of a base table or view; nil for derived tables.
        var schema: String?
        var columns: [SourceColumn]
        /// The columns behind them that only indexes on expressions have.
        var hiddenColumns: [SourceColumn] = []
        /// SQL that orders the source's rows as MySQL reads them; empty if it has no such order.
        var rowKey: [String]
        /// The base table behind it.
        var table: Table?
        /// The view that it is, for a statement that writes through it.
        var view: MergedView?
        /// SQL of the view's conditions.
        var viewFilters: [String] = []
        /// Whether MySQL's own tables would be among the rows but for a condition on the schema.
        var hasSystemRows = false
        /// Whether an outer join can make its columns NULL.
        var isOptional = false

        /// The column at a place in the base table.
        func column(at place: Int) -> SourceColumn {
            place < columns.count ? columns[place] : hiddenColumns[place - columns.count]
        }

        func matches(table: String?, schema: String?) -> Bool {
            guard let table else { return true }
            guard table == name else { return false }
            return schema == nil || schema == self.schema
        }
    }

    struct SourceColumn {
        var name: String
        var sql: String
        var type: MySQLType
        /// Merged away by USING: only a qualified name finds it.
        var isMerged = false
        /// Whether the column exists and its values cannot be told.
        var isUntold = false
    }

    struct MergedColumn {
        var name: String
        var expression: TypedExpression
        /// How many sources it stands for: a later join can merge it again.
        var lastSource: Int
    }

    /// The column that a reference means in this query, not looking further out.
    ///
    /// - Throws: 1052 where several columns fit.
    func find(
        _ reference: ColumnReference, in clause: String
    ) throws(StatementFailure) -> TypedExpression? {
        if reference.table == nil,
            let column = merged.last(where: { $0.name.equalsName(reference.column) })
        {
            return column.expression
        }
        var found: TypedExpression?
        for source in sources.indices
        where (nameable?.contains(source) ?? true)
            && sources[source].matches(table: reference.table, schema: reference.schema)
        {
            for column in sources[source].columns.indices
            where sources[source].columns[column].name.equalsName(reference.column)
                && (reference.table != nil || !sources[source].columns[column].isMerged)
            {
                guard found == nil else {
                    throw .mysql(.ambiguousColumn(reference.written, in: clause))
                }
                guard !sources[source].columns[column].isUntold else {
                    let name = sources[source].columns[column].name
                    throw .unsupported("the column \(sources[source].name).\(name)")
                }
                found = expression(source: source, column: column)
            }
        }
        return found
    }

    /// A use of one column of one source.
    func expression(source sourceIndex: Int, column columnIndex: Int) -> TypedExpression {
        let source = sources[sourceIndex]
        let column = source.columns[columnIndex]
        usedColumns[sourceIndex, default: []].insert(columnIndex)
        var expression = TypedExpression(column.sql, column.type)
        if source.isOptional { expression.type.isNullable = true }
        expression.coercibility = .implicit
        expression.isColumn = true
        expression.columns = [
            ColumnUse(
                level: level, source: sourceIndex, column: columnIndex,
                path: [source.schema, source.name, column.name])
        ]
        return expression
    }
}

extension String {
    /// Whether two column names or aliases are the same to MySQL: case does not matter.
    func equalsName(_ other: String) -> Bool {
        var mine = utf8.makeIterator()
        var theirs = other.utf8.makeIterator()
        while let byte = mine.next() {
            guard let otherByte = theirs.next() else { return false }
            guard byte | otherByte < 0x80 else { return lowercased() == other.lowercased() }
            guard byte == otherByte || byte ^ otherByte == 0x20 && byte.isLetter else {
                return false
            }
        }
        return theirs.next() == nil
    }
}

extension UInt8 {
    /// Whether it is one of the letters of ASCII.
    fileprivate var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
}

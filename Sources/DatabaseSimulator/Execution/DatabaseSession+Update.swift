import SQLiteKit

extension DatabaseSession {
    /// UPDATE of one table or several.
    ///
    /// The rows and their new values are read first and written afterwards, so a statement never
    /// meets its own changes; of the rows of a join, each target row is changed once, by the first
    /// that matches, as MySQL does.
    func update(_ update: Update) throws(StatementFailure) -> StatementResult {
        var translator = translator()
        let plan = try translator.update(update)
        var written = 0
        var pending: [(target: Int, key: [SQLiteValue], values: [SQLiteValue], row: Int)] = []
        var seen: Set<[SQLiteValue]> = []
        var number = 0
        for row in try rows(plan.sql, for: translator) {
            number += 1
            for (index, target) in plan.targets.enumerated() {
                let key = Array(row[target.key])
                guard !key.contains(.null) else { continue }
                guard seen.insert([.integer(Int64(index))] + key).inserted else { continue }
                pending.append((index, key, Array(row[target.values]), number))
            }
        }
        for (index, target) in plan.targets.enumerated() {
            var writer = RowWriter(
                self, try catalog.table(target.table), ignoresErrors: update.ignoresErrors)
            writer.viewChecks = target.checks
            for change in pending where change.target == index {
                written += try writer.update(
                    key: change.key,
                    zip(target.columns, zip(change.values, target.types)).map {
                        ($0, $1.0, $1.1)
                    }, row: change.row)
            }
        }
        return .written(written)
    }

    /// DELETE from one table or several.
    func delete(_ delete: Delete) throws(StatementFailure) -> StatementResult {
        var translator = translator()
        let plan = try translator.delete(delete)
        let rows = try rows(plan.sql, for: translator)
        var written = 0
        for target in plan.targets {
            let writer = RowWriter(
                self, try catalog.table(target.table), ignoresErrors: delete.ignoresErrors)
            var seen: Set<[SQLiteValue]> = []
            for row in rows {
                let key = Array(row[target.key])
                guard !key.contains(.null), seen.insert(key).inserted else { continue }
                written += try writer.delete(key: key)
            }
        }
        return .written(written)
    }
}

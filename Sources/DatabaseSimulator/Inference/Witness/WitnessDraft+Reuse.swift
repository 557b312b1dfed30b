/// Rows that serve several statements.
extension WitnessDraft {
    /// Rows that stand already and meet what is asked of a new bundle; `nil` if none do.
    ///
    /// - Parameters:
    ///   - used: the rows, by source, that serve this query already.
    ///   - counted: values that are no more to come.
    ///   - most: how many copies a row may stand for, where the query reads one table.
    func standingBundle(
        _ block: QueryBlock, shared: [Int: Int] = [:], _ requirements: [Requirement], rank: Int,
        used: inout Set<[Int?]>, counted: Set<WitnessValue> = [], most: Int = 1
    ) throws(WitnessFailure) -> Bundle? {
        guard options.reuses else { return nil }
        for standing in standingRows(for: block, most: most) where !used.contains(standing) {
            guard reuseTries > 0 else { return nil }
            reuseTries -= 1
            let before = copy()
            do throws(WitnessFailure) {
                let bundle = try makeBundle(block, shared: shared, standing: standing)
                var solver = BundleSolver(draft: self, cells: bundle.cells)
                solver.rank = rank
                try solver.solve(requirements)
                guard isNew(bundle, requirements, counted) else {
                    restore(before)
                    continue
                }
                used.insert(standing)
                used.insert(bundle.rows)
                return bundle
            } catch .budget {
                throw .budget
            } catch {
                restore(before)
            }
        }
        return nil
    }

    /// Whether no cell that is wanted as one more has a value that was counted before.
    private func isNew(
        _ bundle: Bundle, _ requirements: [Requirement], _ counted: Set<WitnessValue>
    ) -> Bool {
        counted.isEmpty
            || requirements.allSatisfy { requirement in
                guard case .cell = requirement.target, let slot = requirement.expression.slotIndex,
                    let value = store.value(bundle.cells[slot])
                else { return true }
                return !counted.contains(value)
            }
    }

    /// How many rows a bundle of a query over one table stands for.
    func weight(of bundle: Bundle) -> Int {
        guard bundle.rows.count == 1, let row = bundle.rows[0] else { return 1 }
        return rows[row].copies
    }

    /// The rows that could serve a query, by source: those made together for another one, then all
    /// of a table, beside new ones of the others.
    private func standingRows(for block: QueryBlock, most: Int) -> [[Int?]] {
        guard rows.count < 400 else { return [] }
        func candidates(_ source: QueryBlock.Source) -> [Int?] {
            rows.indices.filter { rows[$0].table == source.table && rows[$0].copies == 1 }
        }
        switch block.sources.count {
        case 0: return []
        case 1:
            return rows.indices.filter {
                rows[$0].table == block.sources[0].table && rows[$0].copies <= most
            }.map { [$0] }
        default:
            let tables = block.sources.map(\.table)
            var found = bundles.filter { bundle in
                bundle.count == tables.count
                    && zip(bundle, tables).allSatisfy { row, table in
                        row.map { rows[$0].table == table && rows[$0].copies == 1 } ?? false
                    }
            }
            guard block.sources.count == 2, !block.hasDistinctSource else { return found }
            let others = candidates(block.sources[1]) + [nil]
            for first in candidates(block.sources[0]) + [nil] {
                for second in others
                where (first != nil || second != nil) && first != second && found.count < 64 {
                    found.append([first, second])
                }
            }
            return found
        }
    }
}

/// The place of a cell among those by which rows are sorted.
struct SortRank: Hashable {
    /// Ascending from 0 in the order of what is wanted last.
    var number: Int
    var isDescending: Bool
    /// Whether other rows may have values that come from elsewhere, which this must pass.
    var mustPass: Bool

    /// A value of this place, in the kind of the column's other values.
    func value(like model: WitnessValue?) -> WitnessValue {
        switch model {
        case .date? where mustPass:
            return .date(ofDay: number, from: isDescending ? 9000 : 1000)
        case .text? where mustPass && isDescending: return .text("zz\(500_000 + number)")
        default:
            let start: Int64 = mustPass && !isDescending ? -500_000 : 500_000
            return .integer(start + Int64(number))
        }
    }
}

extension WitnessValue {
    /// The day with a number, from the first of a year on; months have 28 days here.
    static func date(ofDay number: Int, from year: Int) -> WitnessValue {
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return .date(
            "\(year + number / 336)-\(padded(number / 28 % 12 + 1))-\(padded(number % 28 + 1))")
    }
}

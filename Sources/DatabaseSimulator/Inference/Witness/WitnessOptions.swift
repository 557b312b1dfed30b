/// The choices that one attempt at a witness makes.
struct WitnessOptions: Hashable {
    /// How rows that came out equal are treated.
    enum Merging: Hashable {
        case none
        /// One of each, in all tables.
        case all
        /// One of each, in all tables but one of the statement, counted from the last.
        case allBut(Int)
    }
    var merging = Merging.none
    /// Whether `x = (SELECT MAX(x) …)` gets a row of its own for the extreme.
    var realisesExtremes = false
    /// Whether conditions that are counted in one group exclude each other.
    var separatesCounts = false
    /// Which of several solutions for aggregates is taken.
    var solution = 0
    /// Whether cells that only sort, and any that are left over, are NULL.
    var leavesNull = false
    /// Whether the outer side of LEFT JOIN has no row.
    var omitsOptional = false
    /// Whether rows are stored in the opposite order of the answer.
    var reverses = false
    /// Whether large counts come from crossing rows of two tables.
    var crosses = true
    /// Whether rows that one statement asks for serve the others too, where they fit.
    var reuses = false
    /// What rows have in columns that nothing is asked of.
    var padding = Padding.nothing

    enum Padding: Hashable {
        case nothing
        /// Numbers, or days, that stand behind most others.
        case numbers
        /// Texts that stand behind most others.
        case texts
        /// A row of which nothing is asked at all repeats the one before.
        case repetition

        /// A value of its own for a column that has others.
        func value(_ number: Int, like model: WitnessValue?) -> WitnessValue {
            switch (self, model) {
            case (_, .date): .date(ofDay: number % 10_000, from: 2400)
            case (.texts, _): .text("zz\(number)")
            default: .integer(Int64(number))
            }
        }
    }
}

extension WitnessOptions {
    /// The ways to try, in order.
    ///
    /// - Parameter reuses: whether rows of one statement can serve another.
    static func ladder(tables: Int, reuses: Bool = false) -> [WitnessOptions] {
        var bases: [WitnessOptions] = [WitnessOptions()]
        func add(_ change: (inout WitnessOptions) -> Void) {
            var options = WitnessOptions()
            change(&options)
            bases.append(options)
        }
        if reuses {
            add { $0.reuses = true }
            for padding: WitnessOptions.Padding in [.numbers, .texts, .repetition] {
                add {
                    $0.reuses = true
                    $0.padding = padding
                }
            }
            add {
                $0.reuses = true
                $0.separatesCounts = true
            }
            add {
                $0.reuses = true
                $0.solution = 1
            }
        }
        add { $0.realisesExtremes = true }
        add { $0.separatesCounts = true }
        add { $0.reverses = true }
        add { $0.leavesNull = true }
        add { $0.solution = 1 }
        add {
            $0.solution = 1
            $0.separatesCounts = true
        }
        add {
            $0.leavesNull = true
            $0.realisesExtremes = true
        }
        add { $0.omitsOptional = true }
        add { $0.crosses = false }
        add { $0.solution = 2 }
        add { $0.solution = 3 }
        add {
            $0.solution = 2
            $0.separatesCounts = true
        }
        var mergings: [Merging] = [.none]
        mergings += (0..<min(max(tables, 1), 6)).map { .allBut($0) }
        mergings.append(.all)
        var ladder: [WitnessOptions] = []
        for base in bases {
            for merging in base.padding == .nothing ? mergings : [.none] {
                var options = base
                options.merging = merging
                ladder.append(options)
            }
        }
        return ladder
    }
}

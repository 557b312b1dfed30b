/// Makes the goals of a catalog, in the original's order.
///
/// A goal is remembered as its product and the place among the product's own goals, for a catalog
/// of a million products has millions of them.
struct GoalMaker {
    /// A goal, in short.
    struct Seed: Hashable {
        var product: Int32
        var variant: Int32
    }

    private var seeds: [GoalKind: [Seed]] = [.human: [], .synthetic: []]
    /// In how many synthetic goals each attribute stands.
    private var attributeCounts: [String: Int] = [:]
    /// What the synthetic goals of each product want.
    private var wanted: [Int32: [String]] = [:]
    private var variantCounts: [Int32: Int] = [:]

    /// Adds the goals of the next product.
    mutating func add(_ product: Product, number: Int, _ notes: ProductNotes) {
        let number = Int32(number)
        for variant in notes.written.indices {
            seeds[.human]?.append(Seed(product: number, variant: Int32(variant)))
        }
        guard notes.instruction != nil else { return }
        let count = OptionCombinations(product.options).count
        for variant in 0..<count {
            seeds[.synthetic]?.append(Seed(product: number, variant: Int32(variant)))
        }
        for attribute in notes.instructionAttributes {
            attributeCounts[attribute, default: 0] += count
        }
        wanted[number] = notes.instructionAttributes
        variantCounts[number] = count
    }

    /// How many synthetic goals a product has.
    func variants(of product: Int32) -> Int { variantCounts[product] ?? 0 }

    /// The goals of a kind, shuffled as the original does.
    func goals(_ kind: GoalKind) -> [Seed] {
        var goals = seeds[kind] ?? []
        var random = PythonRandom(seed: 233)
        random.shuffle(&goals)
        return goals
    }

    /// How likely a goal is to be drawn.
    func weight(of seed: Seed, _ kind: GoalKind) -> Double {
        guard kind == .synthetic, let attributes = wanted[seed.product] else { return 1 }
        let sum = attributes.reduce(0.0) { $0 + 1 / Double(attributeCounts[$1] ?? 1) }
        return sum / Double(attributes.count)
    }
}

/// Every choice of one value for each option, the options sorted by name, the last one's values
/// changing first.
struct OptionCombinations {
    private let groups: [Product.OptionGroup]

    init(_ options: [Product.OptionGroup]) {
        groups = options.sorted {
            $0.name.unicodeScalars.lexicographicallyPrecedes($1.name.unicodeScalars)
        }
    }

    /// How many there are.
    var count: Int { groups.reduce(1) { $0 * $1.values.count } }

    subscript(place: Int) -> [OptionChoice] {
        var rest = place
        var choices: [OptionChoice] = []
        for group in groups.reversed() {
            choices.append(
                OptionChoice(name: group.name, value: group.values[rest % group.values.count]))
            rest /= group.values.count
        }
        return choices.reversed()
    }
}

extension Goal {
    /// The goal of a product at a place among its own; `nil` if the product has none there.
    init?(
        _ kind: GoalKind, _ seed: GoalMaker.Seed, of product: Product, _ notes: ProductNotes,
        weight: Double, cap: PriceCap?
    ) {
        let variant = Int(seed.variant)
        switch kind {
        case .human:
            guard notes.written.indices.contains(variant) else { return nil }
            let written = notes.written[variant]
            self.init(
                kind: kind, product: Int(seed.product), instruction: written.instruction,
                attributes: written.attributes,
                options: written.options.map { OptionChoice(name: "", value: $0) },
                weight: weight, cap: cap)
        case .synthetic:
            let combinations = OptionCombinations(product.options)
            guard let instruction = notes.instruction, (0..<combinations.count).contains(variant)
            else { return nil }
            let choices = combinations[variant]
            let clause = choices.map { "\($0.name): \($0.value)" }.joined(separator: ", and ")
            self.init(
                kind: kind, product: Int(seed.product),
                instruction: instruction + (clause.isEmpty ? "" : " with ") + clause,
                attributes: notes.instructionAttributes, options: choices, weight: weight,
                cap: cap)
        }
    }
}

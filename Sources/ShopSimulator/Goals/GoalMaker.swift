import JSONTree

/// What the original's attribute file says of a product.
struct AttributeEntry: Hashable {
    var attributes: [String]
    var instruction: String?
    var instructionAttributes: [String]

    /// Reads an entry of `items_ins_v2*.json`.
    init(_ entry: JSON) throws(ProductFault) {
        attributes = try Self.list("attributes", of: entry) ?? Self.noAttributes
        instruction = entry["instruction"]?.string
        instructionAttributes = try Self.list("instruction_attributes", of: entry) ?? []
        if instruction != nil, instructionAttributes.isEmpty {
            throw ProductFault(
                field: "instruction_attributes",
                message: "is empty although there is an instruction")
        }
    }

    /// What a product has of whom the file says nothing.
    static let noAttributes = ["DUMMY_ATTR"]

    static func list(_ field: String, of entry: JSON) throws(ProductFault) -> [String]? {
        guard let value = entry[field], !value.isNull else { return nil }
        guard let items = value.array?.map(\.string), !items.contains(nil) else {
            throw ProductFault(field: field, message: "is not a list of strings")
        }
        return items.compactMap { $0 }
    }
}

/// An instruction of `items_human_ins*.json`.
struct HumanInstruction: Hashable {
    var instruction: String
    var attributes: [String]
    var options: [String]

    /// Reads one; `nil` if it asks for nothing, which the original passes over.
    init?(_ entry: JSON) throws(ProductFault) {
        guard let text = entry["instruction"]?.string else {
            throw ProductFault(field: "instruction", message: "is missing")
        }
        guard let attributes = try AttributeEntry.list("instruction_attributes", of: entry) else {
            throw ProductFault(field: "instruction_attributes", message: "is missing")
        }
        guard let options = try AttributeEntry.list("instruction_options", of: entry) else {
            throw ProductFault(field: "instruction_options", message: "is missing")
        }
        if attributes.isEmpty { return nil }
        self.attributes = attributes
        self.options = options
        var scalars = text.unicodeScalars[...]
        while scalars.first == "." { scalars.removeFirst() }
        while scalars.last == "." { scalars.removeLast() }
        instruction = String(scalars)
    }
}

/// Makes the goals of a catalog, in the original's order.
struct GoalMaker {
    private var human: [Goal] = []
    private var synthetic: [Goal] = []
    /// In how many synthetic goals each attribute stands.
    private var attributeCounts: [String: Int] = [:]

    /// Adds the goals of the next product.
    mutating func add(
        _ product: Product, number: Int, _ entry: AttributeEntry?, _ written: [HumanInstruction]
    ) {
        for instruction in written {
            human.append(
                Goal(
                    kind: .human, product: number, instruction: instruction.instruction,
                    attributes: instruction.attributes,
                    options: instruction.options.map { OptionChoice(name: "", value: $0) },
                    weight: 1))
        }
        guard let entry, let instruction = entry.instruction else { return }
        for choices in Self.combinations(of: product.options) {
            let clause = choices.map { "\($0.name): \($0.value)" }.joined(separator: ", and ")
            synthetic.append(
                Goal(
                    kind: .synthetic, product: number,
                    instruction: instruction + (clause.isEmpty ? "" : " with ") + clause,
                    attributes: entry.instructionAttributes, options: choices, weight: 0))
            for attribute in entry.instructionAttributes {
                attributeCounts[attribute, default: 0] += 1
            }
        }
    }

    /// Every choice of one value for each option, the options sorted by name.
    static func combinations(of options: [Product.OptionGroup]) -> [[OptionChoice]] {
        let sorted = options.sorted {
            $0.name.unicodeScalars.lexicographicallyPrecedes($1.name.unicodeScalars)
        }
        return sorted.reduce([[]]) { combinations, group in
            combinations.flatMap { choices in
                group.values.map { choices + [OptionChoice(name: group.name, value: $0)] }
            }
        }
    }

    /// The goals of a kind, weighted and shuffled as the original does.
    func goals(_ kind: GoalKind) -> [Goal] {
        var goals = kind == .human ? human : synthetic
        if kind == .synthetic {
            for index in goals.indices {
                let sum = goals[index].attributes.reduce(0.0) {
                    $0 + 1 / Double(attributeCounts[$1] ?? 1)
                }
                goals[index].weight = sum / Double(goals[index].attributes.count)
            }
        }
        var random = PythonRandom(seed: 233)
        random.shuffle(&goals)
        return goals
    }
}

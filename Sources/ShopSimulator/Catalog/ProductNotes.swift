import JSONTree

/// What the attribute and instruction files say of a product.
struct ProductNotes: Hashable, Sendable {
    /// What the product is praised for.
    var attributes = ProductNotes.noAttributes
    /// The made instruction, without options and price.
    var instruction: String?
    /// What the made instruction wants.
    var instructionAttributes: [String] = []
    /// The instructions that people wrote.
    var written: [HumanInstruction] = []

    /// What a product has of which the files say nothing.
    static let noAttributes = ["DUMMY_ATTR"]

    init() {}

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

    /// A list of strings; `nil` if there is none.
    static func list(_ field: String, of entry: JSON) throws(ProductFault) -> [String]? {
        guard let value = entry[field], !value.isNull else { return nil }
        guard let items = value.array?.map(\.string), !items.contains(nil) else {
            throw ProductFault(field: field, message: "is not a list of strings")
        }
        return items.compactMap { $0 }
    }
}

/// An instruction of `items_human_ins*.json`.
struct HumanInstruction: Hashable, Sendable {
    var instruction: String
    var attributes: [String]
    var options: [String]

    init(instruction: String, attributes: [String], options: [String]) {
        self.instruction = instruction
        self.attributes = attributes
        self.options = options
    }

    /// Reads one; `nil` if it asks for nothing, which the original passes over.
    init?(_ entry: JSON) throws(ProductFault) {
        guard let text = entry["instruction"]?.string else {
            throw ProductFault(field: "instruction", message: "is missing")
        }
        guard let attributes = try ProductNotes.list("instruction_attributes", of: entry) else {
            throw ProductFault(field: "instruction_attributes", message: "is missing")
        }
        guard let options = try ProductNotes.list("instruction_options", of: entry) else {
            throw ProductFault(field: "instruction_options", message: "is missing")
        }
        if attributes.isEmpty { return nil }
        self.attributes = attributes
        self.options = options
        var scalars = String.UnicodeScalarView(text.unicodeScalars)[...]
        while scalars.first == "." { scalars.removeFirst() }
        while scalars.last == "." { scalars.removeLast() }
        instruction = String(scalars)
    }
}

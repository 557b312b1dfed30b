/// What the ontology says of a property.
struct PropertyMarks: OptionSet {
    let rawValue: UInt8

    /// It leads to entities and is in the vocabulary of relations.
    static let relation = PropertyMarks(rawValue: 1)
    /// It leads to numbers or dates and is in the vocabulary of attributes.
    static let attribute = PropertyMarks(rawValue: 2)
    /// By its range or by what the graph holds it is a relation, though no vocabulary lists it.
    static let leadsToEntities = PropertyMarks(rawValue: 4)
    /// By its range or by what the graph holds it is an attribute, though no vocabulary lists it.
    static let leadsToNumbers = PropertyMarks(rawValue: 8)
}

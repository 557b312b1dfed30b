/// Every scalar function that a call can name.
enum FunctionCatalogue {
    /// The function with a name in lower case.
    static func find(_ name: String) -> FunctionDefinition? { table[name] }

    /// All functions that are supported, by name.
    static let supported: [FunctionDefinition] =
        (StringFunctions.all + NumericFunctions.all + ControlFunctions.all + HashFunctions.all
        + RegularExpressionFunctions.all + JSONFunctions.all + InformationFunctions.all
        + NetworkFunctions.all + TemporalFunctions.all).sorted { $0.name < $1.name }

    private static let table: [String: FunctionDefinition] = Dictionary(
        (supported + UnsupportedFunctions.all).map { ($0.name, $0) },
        uniquingKeysWith: { first, _ in first })
}

import SQLiteKit

/// `LIKE`: the text, the pattern, the name of the collation, and the escape character if there is
/// an ESCAPE clause.
enum LikeFunction {
    static let implementation = FunctionImplementation("mysql_like") { (arguments, context) in
        guard let pattern = arguments.text(at: 1), !arguments.isNull(at: 0) else { return .null }
        let escape = arguments.count > 3 ? arguments.text(at: 3) : "\\"
        let collation = CollationName(rawValue: arguments.text(at: 2) ?? "") ?? .standard
        let compiled = context.patterns.like(pattern, escape: escape ?? "\\", collation)
        let matches: Bool
        switch arguments[0] {
        case .blob(let bytes): matches = bytes.withUnsafeBytes { compiled.matches($0) }
        case .text(let text): matches = compiled.matches(text)
        case .integer(let number): matches = compiled.matches(String(number))
        case .real(let number): matches = compiled.matches(number.mysqlText)
        case .null: return .null
        }
        return .integer(matches ? 1 : 0)
    }
}

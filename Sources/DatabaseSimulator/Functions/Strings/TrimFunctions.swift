import SQLiteKit

/// `TRIM`, `LTRIM` and `RTRIM`: the string, then what is removed, a blank unless given.
enum TrimFunctions {
    /// The body of `TRIM(side removed FROM string)`.
    static func implementation(_ side: TrimSide) -> FunctionImplementation {
        switch side {
        case .both: both
        case .leading: leading
        case .trailing: trailing
        }
    }

    static let all: [FunctionDefinition] = [
        .string("trim", 1...2, [.text], both.body), .string("ltrim", 1...1, [.text], leading.body),
        .string("rtrim", 1...1, [.text], trailing.body),
    ]

    private static let both = make("mysql_trim_both", leading: true, trailing: true)
    private static let leading = make("mysql_trim_leading", leading: true, trailing: false)
    private static let trailing = make("mysql_trim_trailing", leading: false, trailing: true)

    private static func make(
        _ name: String, leading: Bool, trailing: Bool
    ) -> FunctionImplementation {
        FunctionImplementation(name) { (arguments, _) in
            let removed = arguments.count > 1 ? arguments.string(at: 1) : .text(" ")
            guard let string = arguments.string(at: 0), let removed else { return .null }
            let (bytes, unwanted) = (string.utf8, removed.utf8)
            var (start, end) = (0, bytes.count)
            guard !unwanted.isEmpty else { return string.stored }
            if leading {
                while end - start >= unwanted.count,
                    bytes[start..<(start + unwanted.count)].elementsEqual(unwanted)
                { start += unwanted.count }
            }
            if trailing {
                while end - start >= unwanted.count,
                    bytes[(end - unwanted.count)..<end].elementsEqual(unwanted)
                { end -= unwanted.count }
            }
            return string.slice(start..<end).stored
        }
    }
}

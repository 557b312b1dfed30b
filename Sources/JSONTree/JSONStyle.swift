/// How a JSON text is laid out: what a writer must be told to reproduce a file byte for byte.
public struct JSONStyle: Hashable, Sendable {
    /// What stands between two elements or members on one line: `", "` or `","`.
    public var itemSeparator: String
    /// What stands between a key and its value: `": "` or `":"`.
    public var keySeparator: String
    /// How many spaces (or tabs) a level is indented by; `nil` puts everything on one line.
    public var indentation: Int?
    /// Whether levels are indented by tabs instead of spaces.
    public var indentsWithTabs: Bool
    /// What ends a line of an indented text: `"\n"` or `"\r\n"`.
    public var newline: String
    /// Whether characters beyond ASCII are written as `\u` escapes.
    public var escapesNonASCII: Bool
    /// Whether `\u` escapes have capital digits.
    public var escapesInCapitals: Bool
    /// Whether `/` is written `\/`, as PHP and Foundation do.
    public var escapesSlashes: Bool

    /// Describes a layout; the defaults are ``python``.
    public init(
        itemSeparator: String = ", ", keySeparator: String = ": ", indentation: Int? = nil,
        indentsWithTabs: Bool = false, newline: String = "\n", escapesNonASCII: Bool = false,
        escapesInCapitals: Bool = false, escapesSlashes: Bool = false
    ) {
        self.itemSeparator = itemSeparator
        self.keySeparator = keySeparator
        self.indentation = indentation
        self.indentsWithTabs = indentsWithTabs
        self.newline = newline
        self.escapesNonASCII = escapesNonASCII
        self.escapesInCapitals = escapesInCapitals
        self.escapesSlashes = escapesSlashes
    }

    /// What `json.dumps(value, ensure_ascii=False)` prints: `{"a": [1, 2]}`.
    public static let python = JSONStyle()

    /// No spaces at all: `{"a":[1,2]}`.
    public static let compact = JSONStyle(itemSeparator: ",", keySeparator: ":")

    /// What `json.dumps(value, ensure_ascii=False, indent=spaces)` prints.
    public static func indented(_ spaces: Int) -> JSONStyle {
        JSONStyle(itemSeparator: ",", indentation: spaces)
    }
}

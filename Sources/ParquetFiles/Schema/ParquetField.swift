/// A column of a Parquet file, or a group of columns.
public struct ParquetField: Hashable, Sendable {
    /// How often a field occurs within the group around it.
    public enum Repetition: Int, Hashable, Sendable {
        /// Once.
        case required
        /// Once or not at all.
        case optional
        /// Any number of times.
        case repeated
    }

    /// How the values of a column are stored.
    public enum PhysicalType: Hashable, Sendable {
        /// One bit.
        case boolean
        /// Four bytes, signed.
        case int32
        /// Eight bytes, signed.
        case int64
        /// Twelve bytes: time stamps of old files, which are not read.
        case int96
        /// Four bytes, floating.
        case float
        /// Eight bytes, floating.
        case double
        /// Bytes with their count before them: texts.
        case bytes
        /// So many bytes each.
        case fixedBytes(Int)
    }

    /// What the values of a column mean, beyond how they are stored.
    public enum Meaning: Hashable, Sendable {
        /// Nothing further: numbers, Booleans, or bytes that may be text.
        case plain
        /// UTF-8.
        case text
        /// Whole numbers without a sign.
        case unsigned
        /// Days after 1 January 1970.
        case day
        /// Parts of a second after 1970 began, the parts being so many decimal digits.
        case moment(digits: Int, isUTC: Bool)
        /// What is not read, by its name in the plural.
        case other(String)
    }

    /// What a field holds.
    public indirect enum Content: Hashable, Sendable {
        /// Values.
        case leaf(PhysicalType, Meaning)
        /// Further fields; `isList` if the group is annotated as the shell of a list.
        case group([ParquetField], isList: Bool)
    }

    /// The name, unique within the group around it.
    public var name: String
    /// How often it occurs.
    public var repetition: Repetition
    /// What it holds.
    public var content: Content

    /// Describes a field.
    public init(_ name: String, _ repetition: Repetition, _ content: Content) {
        self.name = name
        self.repetition = repetition
        self.content = content
    }

    /// An optional column of texts.
    public static func text(_ name: String) -> ParquetField {
        ParquetField(name, .optional, .leaf(.bytes, .text))
    }

    /// An optional column of numbers or Booleans.
    public static func column(_ name: String, _ type: PhysicalType) -> ParquetField {
        ParquetField(name, .optional, .leaf(type, .plain))
    }

    /// An optional group.
    public static func structure(_ name: String, _ fields: [ParquetField]) -> ParquetField {
        ParquetField(name, .optional, .group(fields, isList: false))
    }

    /// An optional list in the three levels that the format prescribes; the element's name becomes
    /// `element`.
    public static func list(_ name: String, of element: ParquetField) -> ParquetField {
        var element = element
        element.name = "element"
        let items = ParquetField("list", .repeated, .group([element], isList: false))
        return ParquetField(name, .optional, .group([items], isList: true))
    }

    /// The columns beneath, in order, this one included if it is one.
    var leaves: [ParquetField] {
        switch content {
        case .leaf: [self]
        case .group(let fields, _): fields.flatMap(\.leaves)
        }
    }
}

extension ParquetField.PhysicalType {
    /// The number that the format gives the type.
    var code: Int {
        switch self {
        case .boolean: 0
        case .int32: 1
        case .int64: 2
        case .int96: 3
        case .float: 4
        case .double: 5
        case .bytes: 6
        case .fixedBytes: 7
        }
    }

    /// How many bytes each value has; `nil` where they differ, and for Booleans, which are bits.
    var width: Int? {
        switch self {
        case .int32, .float: 4
        case .int64, .double: 8
        case .int96: 12
        case .fixedBytes(let width): width
        case .boolean, .bytes: nil
        }
    }

    init(code: Int, length: Int?) throws(ParquetError) {
        switch code {
        case 0: self = .boolean
        case 1: self = .int32
        case 2: self = .int64
        case 3: self = .int96
        case 4: self = .float
        case 5: self = .double
        case 6: self = .bytes
        case 7:
            guard let length, (1...(1 << 20)).contains(length) else {
                throw .corrupt("a column of fixed width has no sensible width")
            }
            self = .fixedBytes(length)
        default: throw .corrupt("a column has the unknown type \(code)")
        }
    }
}

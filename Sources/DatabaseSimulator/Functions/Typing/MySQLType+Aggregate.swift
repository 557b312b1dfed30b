extension MySQLType {
    /// The type that holds values of all these types: of CASE, IF, COALESCE, GREATEST and UNION.
    static func aggregate(_ types: [MySQLType]) -> MySQLType {
        var result: MySQLType?
        var isNullable = types.isEmpty
        for type in types {
            isNullable = isNullable || type.isNullable || type.isNull
            if type.isNull { continue }
            result = result.map { merge($0, type) } ?? type
        }
        guard var result else { return .null }
        result.isNullable = isNullable
        return result
    }

    private static func merge(_ left: MySQLType, _ right: MySQLType) -> MySQLType {
        if left.kind == right.kind, !left.isUnmergeable {
            var type = MySQLType(left.kind, collation: commonCollation(left, right))
            if left.isReal { type.fixedScale = MySQLType.double(over: left, right).fixedScale }
            return type
        }
        if left.isJSON && right.isJSON { return .json }
        if left.isTemporal && right.isTemporal { return mergeTemporal(left, right) }
        if left.isNumber && right.isNumber { return mergeNumbers(left, right) }
        return mergeStrings(left, right)
    }

    /// ENUM and SET lose their nature even beside their like.
    private var isUnmergeable: Bool {
        switch kind {
        case .enumeration, .set, .string, .binary: true
        default: false
        }
    }

    private var isNumber: Bool { isExact || isReal }

    private static func mergeNumbers(_ left: MySQLType, _ right: MySQLType) -> MySQLType {
        if left.isReal || right.isReal {
            // A FLOAT remains one only beside what it can hold.
            func isNarrow(_ type: MySQLType) -> Bool {
                type.kind == .float || type.isInteger && type.byteWidth < 4
            }
            var type = isNarrow(left) && isNarrow(right) ? MySQLType(.float) : .double
            type.fixedScale = MySQLType.double(over: left, right).fixedScale
            return type
        }
        if left.isDecimal || right.isDecimal {
            let scale = max(left.scale, right.scale)
            let whole = max(left.integerDigits, right.integerDigits)
            return .decimal(digits: whole + scale, scale: scale)
        }
        if case .bit(let first) = left.kind, case .bit(let second) = right.kind {
            return MySQLType(.bit(max(first, second)))
        }
        let width = max(left.byteWidth, right.byteWidth)
        if left.isUnsigned == right.isUnsigned {
            return MySQLType(.integer(bytes: width, unsigned: left.isUnsigned))
        }
        let unsignedWidth = left.isUnsigned ? left.byteWidth : right.byteWidth
        guard unsignedWidth == width else {
            return MySQLType(.integer(bytes: width, unsigned: false))
        }
        // A signed type that holds the unsigned one as well is the next larger.
        guard let larger = [1: 2, 2: 3, 3: 4, 4: 8][width] else {
            return .decimal(digits: 20, scale: 0)
        }
        return MySQLType(.integer(bytes: larger, unsigned: false))
    }

    private static func mergeTemporal(_ left: MySQLType, _ right: MySQLType) -> MySQLType {
        let fraction = max(left.scale, right.scale)
        switch (left.kind, right.kind) {
        case (.time, .time): return MySQLType(.time(fraction: fraction))
        case (.timestamp, .timestamp): return MySQLType(.timestamp(fraction: fraction))
        default: return MySQLType(.datetime(fraction: fraction))
        }
    }

    private static func mergeStrings(_ left: MySQLType, _ right: MySQLType) -> MySQLType {
        let kind: StringKind
        switch (left.storageRank, right.storageRank) {
        case (0, 0):
            let length = max(left.textLength, right.textLength)
            if case .string(.char) = left.kind, case .string(.char) = right.kind {
                kind = .char(length)
            } else {
                kind = .varchar(length)
            }
        case (let first, let second):
            kind = [.varchar(0), .tiny, .text, .medium, .long][max(first, second)]
        }
        let collation = commonCollation(left, right)
        return MySQLType(
            collation == .binary ? .binary(kind) : .string(kind), collation: collation)
    }

    /// 0 for what fits a VARCHAR, then the sizes of TEXT.
    private var storageRank: Int {
        switch kind {
        case .json: 4
        case .string(let kind), .binary(let kind):
            switch kind {
            case .char, .varchar: 0
            case .tiny: 1
            case .text: 2
            case .medium: 3
            case .long: 4
            }
        default: 0
        }
    }

    /// The collation of a result over two values; numbers and dates have none of their own.
    static func commonCollation(_ left: MySQLType, _ right: MySQLType) -> CollationName {
        let named = [left, right].filter(\.isString).map { $0.isBinary ? .binary : $0.collation }
        guard let first = named.first, let last = named.last, first != last else {
            return named.first ?? .standard
        }
        // Binary strings win, then comparison by code point; JSON gives way to text.
        if named.contains(.binary) { return .binary }
        if left.isJSON { return right.collation }
        if right.isJSON { return left.collation }
        if first.maximumBytes != last.maximumBytes {
            return first.maximumBytes > last.maximumBytes ? first : last
        }
        return named.first { $0.isByCode } ?? first
    }

    /// The collation by which a function compares or makes its strings.
    static func commonCollation(_ types: [MySQLType]) -> CollationName {
        var result: MySQLType?
        for type in types where type.isString {
            result =
                result.map {
                    MySQLType(.string(.long), collation: commonCollation($0, type))
                } ?? type
        }
        guard let result else { return .standard }
        return result.isBinary ? .binary : result.collation
    }
}

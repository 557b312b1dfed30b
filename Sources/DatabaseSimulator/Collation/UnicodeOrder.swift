/// The order of `utf8mb4_0900_ai_ci` and `utf8mb4_0900_as_cs`: the Unicode Collation Algorithm as
/// MySQL 8 runs it.
///
/// Every character is looked up alone (MySQL drops the contractions of the default table), blanks
/// and punctuation count like letters, and nothing is padded. The table is that of Unicode 9.0.0;
/// characters that came later have the implicit weights of unassigned ones, as in MySQL.
enum UnicodeOrder {
    /// In ``latinPrimaries``, the mark of a character that needs the whole table.
    static let severalWeights: UInt16 = 0xFFFF

    /// Compares by letters alone.
    static func comparePrimary(
        _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
    ) -> Int {
        var leftIndex = CodePoints.commonPrefix(left, right)
        var rightIndex = leftIndex
        let order = latinPrimaries.withUnsafeBufferPointer { primaries in
            compareLatin(left, &leftIndex, right, &rightIndex, primaries)
        }
        return order
            ?? compare(left, from: leftIndex, right, from: rightIndex, .primary)
    }

    /// Compares by letters, then accents, then case.
    static func compareThreeLevels(
        _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
    ) -> Int {
        let start = CodePoints.commonPrefix(left, right)
        if start == left.count, start == right.count { return 0 }
        if let order = compareASCII(left, right, from: start) { return order }
        for level in CollationElement.Level.allCases {
            let order = compare(left, from: start, right, from: start, level)
            if order != 0 { return order }
        }
        return 0
    }

    private static func compare(
        _ left: UnsafeRawBufferPointer, from leftIndex: Int,
        _ right: UnsafeRawBufferPointer, from rightIndex: Int, _ level: CollationElement.Level
    ) -> Int {
        var leftWeights = LevelWeights(CodePoints(left, from: leftIndex), .unicode9, level)
        var rightWeights = LevelWeights(CodePoints(right, from: rightIndex), .unicode9, level)
        while true {
            switch (leftWeights.next(), rightWeights.next()) {
            case (nil, nil): return 0
            case (nil, _): return -1
            case (_, nil): return 1
            case (let first?, let second?):
                if first != second { return first < second ? -1 : 1 }
            }
        }
    }

    /// Compares as far as the small table goes; `nil`, and where to go on, if it does not decide.
    private static func compareLatin(
        _ left: UnsafeRawBufferPointer, _ leftIndex: inout Int,
        _ right: UnsafeRawBufferPointer, _ rightIndex: inout Int,
        _ primaries: UnsafeBufferPointer<UInt16>
    ) -> Int? {
        while leftIndex < left.count, rightIndex < right.count {
            guard let (first, firstLength) = latinWeight(left, leftIndex, primaries),
                let (second, secondLength) = latinWeight(right, rightIndex, primaries)
            else { return nil }
            if first == 0 {
                leftIndex += firstLength
            } else if second == 0 {
                rightIndex += secondLength
            } else if first != second {
                return first < second ? -1 : 1
            } else {
                leftIndex += firstLength
                rightIndex += secondLength
            }
        }
        while leftIndex < left.count {
            guard let (weight, length) = latinWeight(left, leftIndex, primaries) else { return nil }
            if weight != 0 { return 1 }
            leftIndex += length
        }
        while rightIndex < right.count {
            guard let (weight, length) = latinWeight(right, rightIndex, primaries) else {
                return nil
            }
            if weight != 0 { return -1 }
            rightIndex += length
        }
        return 0
    }

    /// The weight of the character at an index and its length in bytes; `nil` if the small table
    /// does not have it.
    @inline(__always)
    static func latinWeight(
        _ bytes: UnsafeRawBufferPointer, _ index: Int, _ primaries: UnsafeBufferPointer<UInt16>
    ) -> (UInt16, Int)? {
        let byte = bytes[index]
        if byte < 0x80 { return (primaries[Int(byte)], 1) }
        guard byte & 0xFE == 0xC2, index + 1 < bytes.count, bytes[index + 1] & 0xC0 == 0x80 else {
            return nil
        }
        let weight = primaries[Int(byte & 3) << 6 | Int(bytes[index + 1] & 0x3F)]
        return weight == severalWeights ? nil : (weight, 2)
    }

    /// Compares what is left of two texts if both are printable ASCII: then accents are equal, and
    /// of the same letter the small one comes first.
    private static func compareASCII(
        _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer, from start: Int
    ) -> Int? {
        latinPrimaries.withUnsafeBufferPointer { primaries in
            var caseOrder = 0
            var index = start
            while index < left.count, index < right.count {
                let (first, second) = (left[index], right[index])
                guard first < 0x80, second < 0x80 else { return nil }
                let (firstWeight, secondWeight) = (primaries[Int(first)], primaries[Int(second)])
                guard firstWeight != 0, secondWeight != 0 else { return nil }
                if firstWeight != secondWeight { return firstWeight < secondWeight ? -1 : 1 }
                if caseOrder == 0, first != second { caseOrder = first > second ? -1 : 1 }
                index += 1
            }
            if left.count == right.count { return caseOrder }
            let (rest, order) = left.count > right.count ? (left, 1) : (right, -1)
            guard rest[index] < 0x80, primaries[Int(rest[index])] != 0 else { return nil }
            return order
        }
    }

    /// The weights of all levels, two bytes each, 0 between the levels: what MySQL's
    /// `WEIGHT_STRING` gives.
    static func sortKey(_ bytes: UnsafeRawBufferPointer, levels: ArraySlice<CollationElement.Level>)
        -> [UInt8]
    {
        var key: [UInt8] = []
        key.reserveCapacity(2 * (bytes.count + 1) * levels.count)
        for level in levels {
            if level != levels.first { key += [0, 0] }
            var start = 0
            if level == .primary {
                latinPrimaries.withUnsafeBufferPointer { primaries in
                    while start < bytes.count,
                        let (weight, length) = latinWeight(bytes, start, primaries)
                    {
                        if weight != 0 { key.append(bigEndian: weight) }
                        start += length
                    }
                }
                if start == bytes.count { continue }
            }
            var weights = LevelWeights(CodePoints(bytes, from: start), .unicode9, level)
            while let weight = weights.next() { key.append(bigEndian: weight) }
        }
        return key
    }
}

extension [UInt8] {
    /// Appends two bytes, the high one first.
    mutating func append(bigEndian value: UInt16) {
        append(UInt8(truncatingIfNeeded: value >> 8))
        append(UInt8(truncatingIfNeeded: value))
    }
}

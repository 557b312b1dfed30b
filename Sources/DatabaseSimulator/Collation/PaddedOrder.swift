/// The order of collations that pad: the shorter text counts as followed by blanks without end.
enum PaddedOrder {
    /// Compares two sequences of weights.
    static func compare<Weights: IteratorProtocol<UInt16>>(
        _ left: Weights, _ right: Weights, blank: UInt16
    ) -> Int {
        var (left, right) = (left, right)
        while true {
            switch (left.next(), right.next()) {
            case (nil, nil): return 0
            case (nil, let weight?): return -afterEnd(weight, &right, blank)
            case (let weight?, nil): return afterEnd(weight, &left, blank)
            case (let first?, let second?):
                if first != second { return first < second ? -1 : 1 }
            }
        }
    }

    /// Compares the rest of a text to blanks.
    private static func afterEnd<Weights: IteratorProtocol<UInt16>>(
        _ weight: UInt16, _ rest: inout Weights, _ blank: UInt16
    ) -> Int {
        var weight: UInt16? = weight
        while let current = weight {
            if current != blank { return current < blank ? -1 : 1 }
            weight = rest.next()
        }
        return 0
    }

    /// A key whose byte order is the order of ``compare(_:_:blank:)``.
    ///
    /// Blanks at the end are left away. After every other blank stands a byte that tells whether
    /// what follows its run is less (1) or greater (3) than a blank; at the end stands a blank with
    /// the byte between these, for the blanks without end.
    static func sortKey<Weights: IteratorProtocol<UInt16>>(
        _ weights: Weights, blank: UInt16
    ) -> [UInt8] {
        var iterator = weights
        var key: [UInt8] = []
        var blanks = 0
        while let weight = iterator.next() {
            if weight == blank {
                blanks += 1
                continue
            }
            for _ in 0..<blanks {
                key.append(bigEndian: blank)
                key.append(weight < blank ? 1 : 3)
            }
            blanks = 0
            key.append(bigEndian: weight)
        }
        key.append(bigEndian: blank)
        key.append(2)
        return key
    }
}

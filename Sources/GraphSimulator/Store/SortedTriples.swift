/// Triples as lists of objects by subject and property.
struct SortedTriples {
    /// For each resource, where its runs begin.
    private(set) var runBounds: [UInt32]
    /// For each run its property.
    private(set) var runProperties: [UInt32] = []
    /// For each run where its objects begin, and where the last one's end.
    private(set) var runStarts: [UInt32] = []
    /// The objects: resources, then literals.
    private(set) var objects: [UInt32] = []

    /// Sorts triples whose terms and properties are numbered in the order of their first sight.
    init(
        subjects: [UInt32], predicates: [UInt32], objects unsorted: [UInt32],
        resourceRank: [UInt32], literalRank: [UInt32], propertyRank: [UInt32], literalBit: UInt32
    ) {
        let resources = resourceRank.count
        // A counting sort by subject, then each subject's triples by property and object.
        var starts = [Int](repeating: 0, count: resources + 1)
        for subject in subjects { starts[Int(resourceRank[Int(subject)]) + 1] += 1 }
        for index in 1..<max(1, starts.count) { starts[index] += starts[index - 1] }
        var places = starts
        var pairs = [UInt64](repeating: 0, count: subjects.count)
        for index in subjects.indices {
            let subject = Int(resourceRank[Int(subjects[index])])
            let object = unsorted[index]
            let rank =
                object & literalBit == 0
                ? resourceRank[Int(object)]
                : UInt32(resources) + literalRank[Int(object & ~literalBit)]
            let property = propertyRank[Int(predicates[index])]
            pairs[places[subject]] = UInt64(property) << 32 | UInt64(rank)
            places[subject] += 1
        }
        runBounds = [0]
        runBounds.reserveCapacity(resources + 1)
        objects.reserveCapacity(pairs.count)
        for subject in 0..<resources {
            let range = starts[subject]..<starts[subject + 1]
            if range.count > 1 { pairs[range].sort() }
            append(pairs[range])
            runBounds.append(UInt32(runProperties.count))
        }
        runStarts.append(UInt32(objects.count))
    }

    private mutating func append(_ pairs: ArraySlice<UInt64>) {
        var previous: UInt64?
        for pair in pairs where pair != previous {
            let property = UInt32(pair >> 32)
            if previous.map({ UInt32($0 >> 32) }) != property {
                runProperties.append(property)
                runStarts.append(UInt32(objects.count))
            }
            objects.append(UInt32(truncatingIfNeeded: pair))
            previous = pair
        }
    }
}

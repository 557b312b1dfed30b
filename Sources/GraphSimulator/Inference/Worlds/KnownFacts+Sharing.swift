extension KnownFacts {
    /// The facts with ids in place of the names of entities.
    func mapped(_ id: (String) -> String) -> KnownFacts {
        var facts = KnownFacts()
        for (key, listing) in listings { facts.listings[key.mapped(id)] = listing }
        for (key, properties) in used { facts.used[key.mapped(id)] = properties }
        facts.usability = usability
        facts.ranges = ranges
        return facts
    }

    /// Whether another dialogue can be about the same graph.
    func agrees(with other: KnownFacts) -> Bool {
        for (name, usability) in other.usability {
            if let known = self.usability[name], known.isUsable != usability.isUsable {
                return false
            }
        }
        for (relation, range) in other.ranges {
            if let known = ranges[relation], known.type != range.type { return false }
        }
        for (key, properties) in other.used {
            guard let known = listings[key] else { continue }
            if properties.keys.contains(where: { !known.names.contains($0) }) { return false }
        }
        for (key, listing) in other.listings {
            if let known = listings[key], known.names.sorted() != listing.names.sorted() {
                return false
            }
            if contradiction(of: listing.names, in: key) != nil { return false }
        }
        return true
    }

    /// Adds what another dialogue says; what is known already stays as it is.
    mutating func add(_ other: KnownFacts) {
        listings.merge(other.listings) { first, _ in first }
        used.merge(other.used) { $0.merging($1) { first, _ in first } }
        usability.merge(other.usability) { first, _ in first }
        ranges.merge(other.ranges) { first, _ in first }
    }
}

extension ListingKey {
    fileprivate func mapped(_ id: (String) -> String) -> ListingKey {
        ListingKey(kind: kind, program: program.mapped(id))
    }
}

/// Terms in ascending order, each once.
struct MemberSet: Hashable, Sendable {
    private(set) var members: [UInt32]

    init() {
        members = []
    }

    /// Members that are in order already.
    init(sorted members: [UInt32]) {
        self.members = members
    }

    /// Members in any order, with repetitions.
    init(unsorted terms: [UInt32]) {
        var members = terms
        members.sort()
        var kept = 0
        for term in members where kept == 0 || members[kept - 1] != term {
            members[kept] = term
            kept += 1
        }
        members.removeLast(members.count - kept)
        self.members = members
    }

    var isEmpty: Bool { members.isEmpty }
    var count: Int { members.count }

    func intersection(_ other: MemberSet) -> MemberSet {
        let (few, many) =
            members.count <= other.members.count
            ? (members, other.members) : (other.members, members)
        var common: [UInt32] = []
        var low = 0
        for term in few {
            low = MemberSet.position(of: term, in: many, from: low)
            if low == many.count { break }
            if many[low] == term { common.append(term) }
        }
        return MemberSet(sorted: common)
    }

    func filter(_ isKept: (UInt32) -> Bool) -> MemberSet {
        MemberSet(sorted: members.filter(isKept))
    }

    /// The first place from `start` on whose term is not smaller: by doubling steps, then halving.
    private static func position(of term: UInt32, in terms: [UInt32], from start: Int) -> Int {
        var step = 1
        var low = start
        while low + step < terms.count, terms[low + step] < term {
            low += step
            step *= 2
        }
        var high = min(low + step, terms.count)
        while low < high {
            let middle = (low + high) / 2
            if terms[middle] < term { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

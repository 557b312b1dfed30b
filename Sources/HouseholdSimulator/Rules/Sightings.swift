/// Which receptacles an episode has shown from outside, and which it has shown the contents of.
///
/// What they hold need not be kept: nothing changes in a house but by the agent's own hand, so what
/// was seen is what is there.
struct Sightings: Hashable, Sendable {
    private(set) var visited = IndexSet()
    private(set) var inspected = IndexSet()

    /// Takes note of what a command will show; it must be one that the state permits.
    mutating func note(_ command: Command, in state: HouseState) {
        switch command {
        case .go(let place), .examineReceptacle(let place):
            visited.insert(place)
            if state.isAccessible(place) { inspected.insert(place) }
        case .open(let place):
            visited.insert(place)
            inspected.insert(place)
        case .take(_, let place), .put(_, let place): visited.insert(place)
        case .look, .inventory, .help, .close, .examineObject, .clean, .heat, .cool, .use, .slice:
            break
        }
    }

    /// A set of receptacles in 32 bytes.
    struct IndexSet: Hashable, Sendable {
        private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

        func contains(_ index: House.Index) -> Bool {
            let word =
                switch index >> 6 {
                case 0: words.0
                case 1: words.1
                case 2: words.2
                default: words.3
                }
            return word & (1 << UInt64(index & 63)) != 0
        }

        mutating func insert(_ index: House.Index) {
            let bit: UInt64 = 1 << UInt64(index & 63)
            switch index >> 6 {
            case 0: words.0 |= bit
            case 1: words.1 |= bit
            case 2: words.2 |= bit
            default: words.3 |= bit
            }
        }

        static func == (left: IndexSet, right: IndexSet) -> Bool { left.words == right.words }

        func hash(into hasher: inout Hasher) {
            hasher.combine(words.0)
            hasher.combine(words.1)
            hasher.combine(words.2)
            hasher.combine(words.3)
        }
    }
}

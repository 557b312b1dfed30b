/// Finds the elements that a recorded question was about.
///
/// Which five of the elements make a round is left to chance, and the dice of whoever recorded it
/// are not ours; but the question itself says which they were.
struct RoundSearch {
    /// More sets of elements than this are not tried.
    private static let limit = 20_000

    private let page: Page
    private let tags: [String]
    private let nodes: [Int]
    private let isIdentical: (PrunedPage) -> Bool
    private var tried = 0

    /// - Parameters:
    ///   - pool: the names of the elements that it can have been about.
    ///   - choices: the choices as they are recorded.
    ///   - isIdentical: whether a question about these elements is the recorded one.
    init(
        _ page: Page, pool: [String], choices: [String], isIdentical: @escaping (PrunedPage) -> Bool
    ) {
        self.page = page
        tags = choices.map { choice in
            String(choice.dropFirst().prefix { $0 != " " && $0 != ">" && $0 != "/" })
        }
        nodes = pool.compactMap { page.index(of: $0) }.sorted()
        self.isIdentical = isIdentical
    }

    /// The names of the elements, in the order of the page; `nil` if there are none.
    mutating func find() -> [String]? { find([], from: 0) }

    private mutating func find(_ chosen: [Int], from start: Int) -> [String]? {
        guard chosen.count < tags.count else {
            tried += 1
            let names = chosen.map { page.nodes[$0].id }
            return isIdentical(page.pruned(to: names)) ? names : nil
        }
        var index = start
        while index < nodes.count, tried < RoundSearch.limit {
            if page.nodes[nodes[index]].name == tags[chosen.count],
                let found = find(chosen + [nodes[index]], from: index + 1)
            {
                return found
            }
            index += 1
        }
        return nil
    }
}

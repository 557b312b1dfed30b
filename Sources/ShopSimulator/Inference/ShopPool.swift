import Environments

/// What dialogues about one catalog say together.
///
/// Titles, prices, options and listings of one catalog do not change, but nothing proves that two
/// dialogues were recorded in the same one; so those that say otherwise contradict each other, and
/// neither is called false for it.
struct ShopPool: EpisodePool {
    /// The judge of each dialogue before its first turn; `nil` for those that are no dialogues with
    /// a shop.
    private let judges: [ShopJudge?]
    private let records: [ShopRecord?]
    /// Which dialogues say something of a product, and which of a search.
    private let productWitnesses: [String: [Int]]
    private let searchWitnesses: [SearchKey: [Int]]

    init(_ judges: [ShopJudge?], of episodes: [RecordedEpisode]) {
        self.judges = judges
        records = zip(episodes, judges).map { episode, judge in
            judge.map { ShopRecord(episode, $0) }
        }
        var products: [String: [Int]] = [:]
        var searches: [SearchKey: [Int]] = [:]
        func note<Key>(_ key: Key, _ number: Int, in table: inout [Key: [Int]]) {
            if table[key]?.last != number { table[key, default: []].append(number) }
        }
        for (number, record) in records.enumerated() {
            for learnt in record?.learnt ?? [] where learnt.isSound {
                switch learnt.lesson {
                case .results(let page):
                    note(page.key, number, in: &searches)
                    for card in page.cards { note(card.asin, number, in: &products) }
                case .options(let asin, _), .description(let asin, _), .features(let asin, _):
                    note(asin, number, in: &products)
                }
            }
        }
        productWitnesses = products
        searchWitnesses = searches
    }

    func judge(_ episode: RecordedEpisode, number: Int) -> EpisodeJudgement {
        guard var judge = judges[number] else {
            return EpisodeJudgement(
                undecided: episode,
                because: EnvironmentError(
                    .unknown, "the dialogue does not open as WebShop's pages do"))
        }
        judge.testimony = { testimony(on: $0, besides: number) }
        return EpisodeJudgement(judgements: episode.turns.compactMap { judge.judge($0) })
    }

    var contradictions: [String] {
        var lines: Set<String> = []
        for (number, record) in records.enumerated() {
            for learnt in record?.learnt ?? [] where learnt.isSound {
                for statement in statements(on: learnt.lesson, besides: number, before: number) {
                    if case .denies(let text) = statement, let id = record?.id {
                        lines.insert("\(id), turn \(learnt.turn): \(text)")
                    }
                }
            }
        }
        return lines.sorted()
    }
}

// MARK: - Witnesses

extension ShopPool {
    /// What one dialogue says of a lesson.
    fileprivate enum Statement {
        /// All of it, at this place.
        case confirms(String)
        /// Something else.
        case denies(String)
    }

    private func testimony(on lessons: [ShopLesson], besides number: Int) -> ShopJudge.Testimony? {
        var agreeing: [String] = []
        for lesson in lessons {
            var place: String?
            for statement in statements(on: lesson, besides: number, before: records.count) {
                switch statement {
                case .denies(let text): return .contradicts(text)
                case .confirms(let text): place = place ?? text
                }
            }
            if let place { agreeing.append(place) }
        }
        return agreeing.count == lessons.count ? agreeing.first.map { .agrees($0) } : nil
    }

    /// What the other dialogues say of a lesson.
    ///
    /// - Parameter end: those from this number on are not asked.
    private func statements(
        on lesson: ShopLesson, besides number: Int, before end: Int
    ) -> [Statement] {
        var statements: [Statement] = []
        func ask(_ witnesses: [Int]?, _ question: (ShopRecord) -> Statement?) {
            for witness in witnesses ?? [] where witness != number && witness < end {
                if let record = records[witness], let statement = question(record) {
                    statements.append(statement)
                }
            }
        }
        switch lesson {
        case .results(let page):
            ask(searchWitnesses[page.key]) { $0.statement(on: page) }
            for card in page.cards {
                ask(productWitnesses[card.asin]) { record in
                    guard let known = record.stock.known(card.asin)?.card, !known.isSame(as: card)
                    else { return nil }
                    return .denies(
                        "\(record.place(of: card.asin)) shows \(card.asin) with "
                            + (known.title.isSame(as: card.title)
                                ? "the price \(known.priceTag)" : "another title"))
                }
            }
        case .options(let asin, let options):
            ask(productWitnesses[asin]) { record in
                record.stock.known(asin)?.options.map {
                    record.statement(options.agrees(with: $0), on: lesson)
                }
            }
        case .description(let asin, let text):
            ask(productWitnesses[asin]) { record in
                record.stock.known(asin)?.description.map {
                    record.statement(text.isSame(as: $0), on: lesson)
                }
            }
        case .features(let asin, let lines):
            ask(productWitnesses[asin]) { record in
                record.stock.known(asin)?.bulletPoints.map {
                    record.statement(lines.isSame(as: $0), on: lesson)
                }
            }
        }
        return statements
    }
}

extension ShopRecord {
    /// Whether this dialogue says the same of a page of results; `nil` if it says nothing of it.
    fileprivate func statement(on page: KnownSearch.Page) -> ShopPool.Statement? {
        guard let search = stock.search(page.key) else { return nil }
        let place = place { lesson in
            if case .results(let other) = lesson { other.key == page.key } else { false }
        }
        guard search.total == page.total else {
            return .denies(
                "\(place) finds \(search.total) products by the same words, and here it is "
                    + "\(page.total)")
        }
        let start = (page.number - 1) * ShownPage.size
        var isWhole = true
        for (index, card) in page.cards.enumerated() {
            guard let number = search.products[start + index] else {
                isWhole = false
                continue
            }
            let listed = stock.products[number].card.asin
            guard listed.isSame(as: card.asin) else {
                return .denies(
                    "\(place) lists \(listed), not \(card.asin), at place \(start + index + 1) of "
                        + "the same search")
            }
        }
        return isWhole ? .confirms(place) : nil
    }

    fileprivate func statement(_ agrees: Bool, on lesson: ShopLesson) -> ShopPool.Statement {
        let place = place { $0.isAbout(lesson) }
        return agrees ? .confirms(place) : .denies("\(place) shows other \(lesson.summaryOfKind)")
    }

    /// The first message that shows a product.
    fileprivate func place(of asin: String) -> String {
        place { lesson in
            if case .results(let page) = lesson {
                page.cards.contains { $0.asin.isSame(as: asin) }
            } else {
                false
            }
        }
    }

    /// The first message that says something: `webshop_3, turn 4`.
    private func place(where holds: (ShopLesson) -> Bool) -> String {
        let turn = learnt.first { holds($0.lesson) }?.turn
        return id + (turn.map { ", turn \($0)" } ?? "")
    }
}

extension ShopLesson {
    /// Whether both say the same kind of thing of the same product.
    fileprivate func isAbout(_ other: ShopLesson) -> Bool {
        switch (self, other) {
        case (.options(let asin, _), .options(let second, _)),
            (.description(let asin, _), .description(let second, _)),
            (.features(let asin, _), .features(let second, _)):
            asin.isSame(as: second)
        default: false
        }
    }

    /// What it speaks of: `options of B015UICUVS`.
    fileprivate var summaryOfKind: String {
        switch self {
        case .results(let page): "products for “\(page.words)”"
        case .options(let asin, _): "options of \(asin)"
        case .description(let asin, _): "words in the description of \(asin)"
        case .features(let asin, _): "features of \(asin)"
        }
    }
}

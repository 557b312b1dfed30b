public import Environments

extension ShopWorld {
    /// The task that a recorded dialogue was about: the goal with its instruction and price cap,
    /// else, if most of the products that its pages list are in this catalog, its words alone.
    ///
    /// A catalog that was inferred from dialogues has only theirs.
    public func task(of episode: RecordedEpisode) -> String? {
        guard let page = version.page(in: episode.task, isFirst: true),
            let instruction = PageReader.instruction(ofIndex: page)
        else { return nil }
        if !recorded.isEmpty {
            let said = recorded.filter { $0.instruction.isSame(as: instruction) }
            return (said.first { $0.id == episode.id } ?? said.first)?.id
        }
        let listed = GoalKind.allCases.reduce(0) { $0 + ((try? goals.count(of: $1)) ?? 0) }
        let named = DerivedTask.named(byDialogue: episode.id, listed: listed)
        for id in [DerivedTask(id: episode.id)].compactMap({ $0 }) + named {
            if let task = try? task(derivedAs: id), task.text.isSame(as: instruction) {
                return task.id
            }
        }
        return goal(asking: instruction) ?? (lists(episode) ? "said:\(instruction)" : nil)
    }

    /// The id of the goal with an instruction.
    private func goal(asking instruction: String) -> String? {
        let (words, cap) = PriceCap.split(instruction)
        for kind in GoalKind.allCases {
            for place in (try? goals.places(of: words, kind)) ?? [] {
                guard let goal = try? goals.goal(kind, at: place) else { continue }
                guard let fixed = goal.cap else {
                    return TaskName.id(kind, place, cap: cap)
                }
                if fixed == cap { return TaskName.id(kind, place) }
            }
        }
        return nil
    }

    /// Whether most of the products that a dialogue's pages list are in this catalog.
    private func lists(_ episode: RecordedEpisode) -> Bool {
        var known = 0
        var all = 0
        for turn in episode.turns {
            guard let page = turn.observation.flatMap({ version.page(in: $0, isFirst: false) }),
                let results = PageReader.results(page)
            else { continue }
            all += results.cards.count
            known += results.cards.count { card in
                (try? stock.number(of: card.asin)).flatMap { $0 } != nil
            }
        }
        return known * 2 > all
    }
}

extension PriceCap {
    /// An instruction's words, and the price cap at its end.
    static func split(_ instruction: String) -> (words: String, cap: PriceCap) {
        let head = Array(", and price lower than ".utf8)
        let tail = ".00 dollars"
        guard instruction.hasSuffix(tail) else { return (instruction, .none) }
        let text = instruction.utf8.dropLast(tail.utf8.count)
        let digits = text.suffix(while: { (0x30...0x39).contains($0) })
        guard let dollars = Int(String(decoding: digits, as: UTF8.self)), dollars > 0 else {
            return (instruction, .none)
        }
        let words = text.dropLast(digits.count)
        guard words.suffix(head.count).elementsEqual(head) else { return (instruction, .none) }
        return (
            String(decoding: words.dropLast(head.count), as: UTF8.self), .dollars(Double(dollars))
        )
    }
}

extension BidirectionalCollection {
    /// The longest end whose elements all satisfy a condition.
    fileprivate func suffix(while holds: (Element) -> Bool) -> SubSequence {
        var start = endIndex
        while start > startIndex, holds(self[index(before: start)]) { start = index(before: start) }
        return self[start...]
    }
}

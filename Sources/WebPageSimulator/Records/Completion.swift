import SeededRandom

extension WebPageTask.Item {
    /// The step with a right answer made up, where the record has none.
    ///
    /// - Parameter seed: chooses among what is plausible: elements that share words with the task
    ///   come first.
    func completed(task: String, seed: UInt64) -> WebPageTask.Item {
        guard var knowledge, !snapshot.candidates.isEmpty else { return self }
        var item = self
        guard knowledge.isOpen else {
            knowledge.invention = "that no other element than the recorded one is right"
            item.knowledge = knowledge
            return item
        }
        var generator = SeededGenerator(seed: seed &+ UInt64(history.count))
        let wrong = Set(knowledge.mistakes.compactMap(\.element))
        let order = snapshot.candidates.indices.filter {
            !wrong.contains(snapshot.candidates[$0].id)
        }
        guard !order.isEmpty else { return self }
        // Each place of the ranking is half as likely as the one before it.
        var place = 0
        while place + 1 < order.count, generator.next() % 2 == 1 { place += 1 }
        let id = snapshot.candidates[order[place]].id
        item.snapshot.candidates[order[place]].isTarget = true
        let node = snapshot.page.index(of: id) ?? 0
        let ability = ElementAbility(of: node, in: snapshot.page)
        item.snapshot.operation = operation(on: ability, task: task, &generator)
        let text = PythonText.stripped(item.snapshot.operation.text)
        knowledge.invention = "that \(text) on \(id) is right"
        item.knowledge = knowledge
        return item
    }

    private func operation(
        on ability: ElementAbility, task: String, _ generator: inout SeededGenerator
    ) -> Operation {
        let words = Set(LexicalRanking.words(of: task))
        switch ability.operations.first {
        case .select?:
            let named = ability.options.filter {
                !words.isDisjoint(with: LexicalRanking.words(of: $0))
            }
            let options = named.isEmpty ? ability.options : named
            guard !options.isEmpty else { return Operation(.click) }
            return Operation(
                .select, value: options[Int(generator.next() % UInt64(options.count))])
        case .type?:
            // Names and numbers are what tasks ask to have entered.
            let telling = PythonText.words(task).dropFirst().filter { word in
                word.unicodeScalars.contains {
                    $0.properties.isUppercase || $0.properties.numericType != nil
                }
            }
            let choice = telling.isEmpty ? PythonText.words(task) : Array(telling)
            guard !choice.isEmpty else { return Operation(.click) }
            return Operation(.type, value: choice[Int(generator.next() % UInt64(choice.count))])
        case .click?, nil: return Operation(.click)
        }
    }
}

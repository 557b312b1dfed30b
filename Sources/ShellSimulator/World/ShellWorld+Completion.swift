import SeededRandom

extension ShellWorld {
    private static let words = [
        "amber", "birch", "cobalt", "delta", "ember", "flint", "grove", "hazel", "indigo",
        "juniper",
    ]

    /// Brings a box that was made of an inferred world's facts to where the dialogue begins.
    func prepare(_ box: Box) async throws(BoxError) {
        guard let open else { return }
        if let completion {
            var generator = SeededGenerator(seed: completion)
            try await box.run(scripted: ShellWorld.filling(open.files, with: &generator))
        }
        try await box.run(scripted: open.times)
    }

    /// Gives small files of which only the size is known words, and keeps size and times.
    private static func filling(
        _ files: [OpenBox.OpenFile], with generator: inout SeededGenerator
    ) -> String {
        var lines: [String] = []
        for file in files {
            let number = file.known.split(whereSeparator: { !$0.isNumber }).first.flatMap {
                Int(String($0))
            }
            guard file.known.hasSuffix("bytes"), file.known.hasPrefix("it has"), let size = number,
                size > 1, size < 4096
            else { continue }
            var text = ""
            while text.utf8.count < size {
                text +=
                    (text.isEmpty ? "" : " ") + (words.randomElement(using: &generator) ?? "amber")
            }
            let name = FileFacts.quoted(file.path)
            lines.append(
                "t=$(stat -c %y \(name)) && printf '%s\\n' '\(text.prefix(size - 1))' > \(name) && touch -d \"$t\" \(name)"
            )
        }
        return lines.joined(separator: "\n")
    }
}

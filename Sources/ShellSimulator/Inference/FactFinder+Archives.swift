/// What the listing of an archive says that was made of the files here.
extension FactFinder {
    /// The names that `tar t` lists are those of the files of which `tar c` made it.
    mutating func unpacked(by stage: ShellCommand.Stage, _ wanted: Wanted) {
        guard let lines = wanted.lines, let letters = stage.words.dropFirst().first else { return }
        let isListing = letters.contains("t") && !letters.contains(".") && !letters.contains("/")
        guard isListing || letters.contains("v") else { return }
        let place = stage.argument("-C") ?? "."
        for line in lines where !line.isEmpty && !line.hasPrefix("tar: ") && !line.contains(" ") {
            facts.note(path(line.hasPrefix("/") ? line : "\(place)/\(line)")) { fact in
                if line.hasSuffix("/") { fact.kind = .folder }
            }
        }
    }
}

/// Puts the steps that make files into few commands.
///
/// A step may move in front of others as long as every folder gets its entries in the same order,
/// which is the order in which it shows them, and exists before it gets any.
struct StepBatches {
    /// Steps of one kind are made by one command.
    private enum Kind: Hashable {
        case folders
        /// Links in a folder, each named as what it leads to.
        case links(in: String)
        case lines
    }

    /// Whether a folder is there from the beginning.
    private let isGiven: (String) -> Bool
    private var batches: [(kind: Kind, parts: [String])] = []
    /// The last batch that put an entry into a folder.
    private var last: [String: Int] = [:]
    /// The batch that made a folder.
    private var making: [String: Int] = [:]

    init(isGiven: @escaping (String) -> Bool) {
        self.isGiven = isGiven
    }

    /// Makes a folder, and what is missing on the way to it.
    mutating func folder(_ path: String) {
        guard path != "/", making[path] == nil else { return }
        var touched: [String] = []
        var place = path
        while place != "/", making[place] == nil, !isGiven(place) {
            touched.append(place)
            place = FileFacts.parent(of: place)
        }
        let index = batch(.folders, putting: touched)
        batches[index].parts.append(FileFacts.quoted(path))
        for folder in touched + [path] { making[folder] = index }
    }

    /// Makes a link.
    mutating func link(_ path: String, to target: String) {
        let parent = FileFacts.parent(of: path)
        let name = path.dropFirst(parent == "/" ? 1 : parent.count + 1)
        guard !target.hasSuffix("/"), !target.hasPrefix("-"),
            target.split(separator: "/").last == name
        else {
            let name = FileFacts.quoted(path)
            let target = FileFacts.quoted(target)
            line(
                "[ -L \(name) ] || { [ -e \(name) ] && rm -rf \(name); ln -s \(target) \(name); }",
                making: path)
            return
        }
        let index = batch(.links(in: parent), putting: [path])
        batches[index].parts.append(FileFacts.quoted(target))
    }

    /// Runs a line that makes an entry.
    mutating func line(_ text: String, making path: String) {
        let index = batch(.lines, putting: [path])
        batches[index].parts.append(text)
    }

    /// The first batch of a kind that some entries may be put into folders by.
    private mutating func batch(_ kind: Kind, putting entries: [String]) -> Int {
        let folders = entries.map(FileFacts.parent)
        let first = folders.map { max(last[$0] ?? 0, making[$0] ?? 0) }.max() ?? 0
        var index = first
        while index < batches.count, batches[index].kind != kind { index += 1 }
        if index == batches.count { batches.append((kind, [])) }
        for folder in folders { last[folder] = index }
        return index
    }

    /// The commands, in order.
    var script: [String] {
        batches.flatMap { batch -> [String] in
            let words = batch.parts.joined(separator: " ")
            switch batch.kind {
            case .lines: return batch.parts
            case .folders:
                return [
                    "set --; for f in \(words); do "
                        + "[ -d \"$f\" ] || { [ -e \"$f\" ] && rm -f \"$f\"; set -- \"$@\" \"$f\"; }; "
                        + "done; [ $# = 0 ] || mkdir -p \"$@\""
                ]
            case .links(let folder):
                let prefix = FileFacts.quoted(folder == "/" ? "/" : folder + "/")
                return [
                    "set --; for f in \(words); do n=\(prefix)${f##*/}; "
                        + "[ -L \"$n\" ] || { [ -e \"$n\" ] && rm -rf \"$n\"; set -- \"$@\" \"$f\"; }; "
                        + "done; [ $# = 0 ] || ln -s -t \(prefix) \"$@\""
                ]
            }
        }
    }
}

/// Something that there can be more or less of, when a number comes out wrong.
enum Sink {
    /// Lines of a file, each with a text that counts.
    case lines(path: String, unit: String)
    /// Bytes of a file.
    case bytes(path: String)
    /// What a file takes on the disk, in bytes.
    case room(path: String, unit: Int)
    /// Words of a file.
    case words(path: String)
    /// A column of a file that is added up.
    case column(path: String, Int, mark: String, samples: [String])
    /// Names that a listing lists.
    case names(NameMaker, Wanted, folder: String)

    /// Gives more, or takes some away; `nil` where that is impossible.
    func changed(_ facts: FileFacts, by difference: Double) -> FileFacts? {
        var facts = facts
        guard let number = Int(exactly: difference.rounded()), number != 0, abs(number) < 1 << 40
        else {
            return nil
        }
        switch self {
        case .lines(let path, let unit):
            var known = facts[path]?.lines ?? []
            if number > 0 {
                guard number < 1_000_000 else { return nil }
                known += Array(repeating: unit, count: number)
            } else {
                let places = known.indices.reversed().filter { known[$0] == unit }.prefix(-number)
                guard places.count == -number else { return nil }
                for place in places { known.remove(at: place) }
            }
            let lines = known
            facts.note(path) { $0.lines = lines }
        case .bytes(let path):
            let size =
                (facts[path]?.size ?? facts[path]?.lines.map {
                    $0.joined(separator: "\n").utf8.count + 1
                } ?? 0) + number
            guard size >= 0 else { return nil }
            facts.note(path) { fact in
                fact.size = size
                if !fact.isWhole, let known = fact.lines,
                    known.joined(separator: "\n").utf8.count >= size
                {
                    fact.lines = nil
                }
            }
        case .room(let path, let unit):
            let room = (facts[path]?.room ?? facts[path]?.size ?? 0) + number * unit
            guard room >= 0 else { return nil }
            facts.note(path) {
                $0.room = room
                $0.size = nil
            }
        case .words(let path):
            var words = (facts[path]?.lines ?? []).joined(separator: " ").split(separator: " ").map(
                String.init)
            if number > 0 {
                guard number < 3_000_000 else { return nil }
                words += Array(repeating: "x", count: number)
            } else {
                guard words.count >= -number else { return nil }
                words.removeLast(-number)
            }
            let line = words.joined(separator: " ")
            facts.note(path) { $0.lines = line.isEmpty ? [] : [line] }
        case .column(let path, let column, let mark, let samples):
            guard number > 0, facts[path]?.isWhole != true else { return nil }
            let row = Wanted.row([column: String(number)], mark, samples)
            facts.note(path) { fact in
                fact.lines = (fact.lines ?? []) + [row]
                fact.open[row] = mark
            }
        case .names(let maker, let wanted, let folder):
            guard abs(number) < 20_000 else { return nil }
            if number < 0 {
                var made: [String] = []
                for index in 0..<20_000 {
                    let path = Sink.path(maker.name(index, for: wanted), folder)
                    guard facts[path] != nil else { break }
                    made.append(path)
                }
                guard made.count >= -number else { return nil }
                for path in made.suffix(-number) { facts.forget(path) }
                return facts
            }
            var index = 0
            var left = number
            while left > 0, index < 40_000 {
                let path = Sink.path(maker.name(index, for: wanted), folder)
                index += 1
                guard facts[path] == nil else { continue }
                facts.note(path) { fact in
                    if let find = maker.find { FindTests(find).apply(to: &fact) }
                }
                left -= 1
            }
        }
        return facts
    }

    private static func path(_ name: String, _ folder: String) -> String {
        FileFacts.normalised(
            name.hasPrefix("/")
                ? name : name.hasPrefix("~") ? "/root" + name.dropFirst() : "\(folder)/\(name)")
    }
}

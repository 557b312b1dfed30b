/// A command whose words name things of the house; whether it applies is the state's affair.
enum Command: Hashable, Sendable {
    case look
    case inventory
    case help
    case go(House.Index)
    case open(House.Index)
    case close(House.Index)
    case examineReceptacle(House.Index)
    case examineObject(House.Index)
    case take(House.Index, from: House.Index)
    case put(House.Index, in: House.Index)
    case clean(House.Index, with: House.Index)
    case heat(House.Index, with: House.Index)
    case cool(House.Index, with: House.Index)
    case use(House.Index)
    case slice(House.Index, with: House.Index)
}

extension Command {
    /// Reads a command exactly as ALFWorld would list it: its case, its spaces, its numbers.
    init?(_ text: String, in house: House, _ generation: TextGeneration) {
        self.init(text, naming: house.names, generation)
    }

    /// Reads a command that speaks of the things in a table.
    init?(_ text: String, naming names: NameTable, _ generation: TextGeneration) {
        var text = text
        let parsed = text.withUTF8 { bytes in
            var reader = CommandReader(rest: bytes[...], names: names)
            return reader.command(generation)
        }
        guard let parsed else { return nil }
        self = parsed
    }

    /// The command as the list of admissible commands shows it.
    func text(in house: House, _ generation: TextGeneration) -> String {
        if case .go(let target) = self { return house.goCommands[Int(target)] }
        return text(
            generation, receptacle: { house.receptacleNames[Int($0)] },
            object: { house.objectNames[Int($0)] })
    }

    /// The command in words, with whatever names things have.
    func text(
        _ generation: TextGeneration, receptacle: (House.Index) -> String,
        object: (House.Index) -> String
    ) -> String {
        switch self {
        case .look: return "look"
        case .inventory: return "inventory"
        case .help: return "help"
        case .go(let target): return "go to " + receptacle(target)
        case .open(let target): return "open " + receptacle(target)
        case .close(let target): return "close " + receptacle(target)
        case .examineReceptacle(let target): return "examine " + receptacle(target)
        case .examineObject(let target): return "examine " + object(target)
        case .take(let item, let source):
            return "take " + object(item) + " from " + receptacle(source)
        case .put(let item, let target):
            return generation == .legacy
                ? "put " + object(item) + " in/on " + receptacle(target)
                : "move " + object(item) + " to " + receptacle(target)
        case .clean(let item, let tool):
            return "clean " + object(item) + " with " + receptacle(tool)
        case .heat(let item, let tool):
            return "heat " + object(item) + " with " + receptacle(tool)
        case .cool(let item, let tool):
            return "cool " + object(item) + " with " + receptacle(tool)
        case .use(let item): return "use " + object(item)
        case .slice(let item, let blade):
            return "slice " + object(item) + " with " + object(blade)
        }
    }
}

/// Reads one command from its bytes; names are always two words, a class and a number.
private struct CommandReader {
    var rest: Slice<UnsafeBufferPointer<UInt8>>
    let names: NameTable

    mutating func command(_ generation: TextGeneration) -> Command? {
        switch rest.first {
        case UInt8(ascii: "g"):
            guard skip("go to "), let target = lastReceptacle() else { return nil }
            return .go(target)
        case UInt8(ascii: "t"):
            guard let (item, source) = pair("take ", " from ") else { return nil }
            return .take(item, from: source)
        case UInt8(ascii: "p"):
            guard generation == .legacy, let (item, target) = pair("put ", " in/on ") else {
                return nil
            }
            return .put(item, in: target)
        case UInt8(ascii: "m"):
            guard generation == .modern, let (item, target) = pair("move ", " to ") else {
                return nil
            }
            return .put(item, in: target)
        case UInt8(ascii: "e"):
            guard skip("examine "), let entry = names.entry(named: rest) else { return nil }
            switch entry {
            case .receptacle(let target): return .examineReceptacle(target)
            case .object(let target): return .examineObject(target)
            }
        case UInt8(ascii: "o"):
            guard skip("open "), let target = lastReceptacle() else { return nil }
            return .open(target)
        case UInt8(ascii: "c"):
            if skip("close ") { return lastReceptacle().map(Command.close) }
            if let (item, tool) = pair("clean ", " with ") { return .clean(item, with: tool) }
            if let (item, tool) = pair("cool ", " with ") { return .cool(item, with: tool) }
            return nil
        case UInt8(ascii: "h"):
            if isRest("help") { return generation == .modern ? .help : nil }
            guard let (item, tool) = pair("heat ", " with ") else { return nil }
            return .heat(item, with: tool)
        case UInt8(ascii: "u"):
            guard skip("use "), case .object(let item) = names.entry(named: rest) else {
                return nil
            }
            return .use(item)
        case UInt8(ascii: "s"):
            guard skip("slice "), let item = firstObject(), skip(" with "),
                case .object(let blade) = names.entry(named: rest)
            else { return nil }
            return .slice(item, with: blade)
        case UInt8(ascii: "l"): return isRest("look") ? .look : nil
        case UInt8(ascii: "i"): return isRest("inventory") ? .inventory : nil
        default: return nil
        }
    }

    private func isRest(_ word: StaticString) -> Bool {
        rest.count == word.utf8CodeUnitCount && begins(word)
    }

    private func begins(_ word: StaticString) -> Bool {
        guard rest.count >= word.utf8CodeUnitCount else { return false }
        for offset in 0..<word.utf8CodeUnitCount
        where rest[rest.startIndex + offset] != word.utf8Start[offset] { return false }
        return true
    }

    /// Steps over a word if the text goes on with it.
    private mutating func skip(_ word: StaticString) -> Bool {
        guard begins(word) else { return false }
        rest = rest.dropFirst(word.utf8CodeUnitCount)
        return true
    }

    private func lastReceptacle() -> House.Index? {
        guard case .receptacle(let index) = names.entry(named: rest) else { return nil }
        return index
    }

    /// An object's two words at the start of what is left.
    private mutating func firstObject() -> House.Index? {
        let space = UInt8(ascii: " ")
        guard let first = rest.firstIndex(of: space),
            let second = rest[(first + 1)...].firstIndex(of: space),
            case .object(let index) = names.entry(named: rest[..<second])
        else { return nil }
        rest = rest[second...]
        return index
    }

    private mutating func pair(
        _ verb: StaticString, _ preposition: StaticString
    ) -> (item: House.Index, place: House.Index)? {
        guard skip(verb), let item = firstObject(), skip(preposition),
            let place = lastReceptacle()
        else { return nil }
        return (item, place)
    }
}

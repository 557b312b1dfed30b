/// What the colours of `ls` tell of the names in a record.
struct ListedColours {
    private(set) var kinds: [String: FileFact.Kind] = [:]
    private(set) var executables: Set<String> = []

    init(_ text: String) {
        for part in text.split(separator: "\u{1B}[").dropFirst() {
            guard let end = part.firstIndex(of: "m") else { continue }
            let name = String(
                part[part.index(after: end)...].prefix { $0 != "\r" && $0 != "\n" && $0 != "\r\n" })
            guard !name.isEmpty else { continue }
            switch part[..<end] {
            case "01;34", "34;42", "30;42", "37;44": kinds[name] = .folder
            case "01;36": kinds[name] = .link("somewhere")
            case "01;32": executables.insert(name)
            default: break
            }
        }
    }
}

/// A call that an action writes: a name and the text of its arguments.
struct ActionCall: Hashable, Sendable {
    /// What stands before the parenthesis.
    var name: String
    /// The arguments as they were written; `nil` if no closing parenthesis was found.
    var arguments: [String]?

    /// The calls on a line, from left to right, as AgentBench's regular expressions find them.
    ///
    /// Names are every `\w+(`. The arguments of each are looked for in the whole line, from the
    /// first `NAME(` that has something and then a `)` behind it, even inside a longer name.
    static func calls(in line: PythonText) -> [ActionCall] {
        var calls: [ActionCall] = []
        let scalars = line.scalars
        var wordStart: Int?
        for (index, scalar) in scalars.enumerated() {
            if scalar.isPythonWord {
                wordStart = wordStart ?? index
            } else {
                if scalar == "(", let start = wordStart {
                    let name = PythonText(scalars[start..<index])
                    calls.append(
                        ActionCall(
                            name: name.string, arguments: arguments(of: name, in: line)))
                }
                wordStart = nil
            }
        }
        return calls
    }

    /// The calls on a line where a name may hold commas and parentheses: the arguments end at the
    /// parenthesis that belongs to the call, and a second argument, a property or a variable,
    /// begins behind the last comma.
    static func wholeCalls(in line: PythonText) -> [ActionCall] {
        var calls: [ActionCall] = []
        for call in self.calls(in: line) {
            let opening = PythonText(call.name + "(")
            guard let found = line.firstIndex(of: opening) else { continue }
            let first = found + opening.scalars.count
            guard let end = closing(in: line.scalars, from: first), end > first else {
                calls.append(ActionCall(name: call.name, arguments: nil))
                continue
            }
            let inside = PythonText(line.scalars[first..<end])
            let hasTwo = Tool(rawValue: call.name).map { $0.parameters.count == 2 } ?? false
            let parts = inside.partsBetweenCommas.map(\.string)
            guard let last = parts.last, hasTwo, parts.count > 1,
                let comma = inside.scalars.lastIndex(of: ",")
            else {
                calls.append(ActionCall(name: call.name, arguments: [inside.string]))
                continue
            }
            var head = inside.scalars[..<comma]
            while head.last?.isPythonSpace == true { head.removeLast() }
            calls.append(
                ActionCall(name: call.name, arguments: [PythonText(head).string, last]))
        }
        return calls
    }

    /// The parenthesis that closes one that was opened before `start`.
    private static func closing(in scalars: [Unicode.Scalar], from start: Int) -> Int? {
        var depth = 1
        for index in start..<scalars.count {
            if scalars[index] == "(" { depth += 1 }
            if scalars[index] == ")" { depth -= 1 }
            if depth == 0 { return index }
        }
        return nil
    }

    /// `re.findall(r"NAME\((.+?)\)", line)[0]`, split at its commas.
    private static func arguments(of name: PythonText, in line: PythonText) -> [String]? {
        let opening = PythonText(name.scalars + ["("])
        var start = 0
        while let found = line.firstIndex(of: opening, from: start) {
            let first = found + opening.scalars.count
            if first < line.scalars.count,
                let end = line.scalars[(first + 1)...].firstIndex(of: ")")
            {
                return PythonText(line.scalars[first..<end]).partsBetweenCommas.map(\.string)
            }
            start = found + 1
        }
        return nil
    }
}

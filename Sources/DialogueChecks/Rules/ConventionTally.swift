import Dialogues
import Environments

/// In which forms each kind of action is answered, over a whole data set.
struct ConventionTally {
    /// More places of a form than this are counted, and not kept.
    private static let kept = 20

    private struct Form {
        var name: String
        var count = 0
        var places: [CheckFinding] = []
    }

    private struct Kind {
        var name: String
        var forms: [Form] = []
    }

    private var kinds: [Kind] = []

    /// Takes note of a dialogue's observations.
    mutating func add(_ subject: CheckSubject, at place: DialogueProblem.Place, _ name: String?) {
        for turn in subject.parts.turns {
            guard let observation = turn.observation,
                let (kind, form) = ConventionTally.convention(of: turn, observation, subject)
            else { continue }
            let finding = CheckFinding(
                .mixedConventions, at: place, dialogue: name, environment: subject.environment,
                messages: [turn.index], "")
            add(finding, kind, form)
        }
    }

    private mutating func add(_ finding: CheckFinding, _ kind: String, _ form: String) {
        let index = kinds.firstIndex { $0.name == kind } ?? kinds.count
        if index == kinds.count { kinds.append(Kind(name: kind)) }
        let place = kinds[index].forms.firstIndex { $0.name == form } ?? kinds[index].forms.count
        if place == kinds[index].forms.count { kinds[index].forms.append(Form(name: form)) }
        kinds[index].forms[place].count += 1
        if kinds[index].forms[place].places.count < ConventionTally.kept {
            kinds[index].forms[place].places.append(finding)
        }
    }

    /// The observations in a form that is not the most frequent one of their kind.
    var findings: [CheckFinding] {
        kinds.flatMap { kind -> [CheckFinding] in
            guard let usual = kind.forms.max(by: { $0.count < $1.count }), kind.forms.count > 1
            else {
                return []
            }
            return kind.forms.filter { $0.name != usual.name }.flatMap { form in
                form.places.map { place in
                    var finding = place
                    finding.what =
                        "\(kind.name) is answered \(form.name) here (\(form.count) of all), and "
                        + "\(usual.name) elsewhere (\(usual.count))"
                    return finding
                }
            }
        }
    }

    /// The kind of an action and the form of its answer, where an environment has conventions.
    private static func convention(
        of turn: DialogueParts.Turn, _ observation: String, _ subject: CheckSubject
    ) -> (kind: String, form: String)? {
        switch subject.environment {
        case .db:
            guard let action = subject.read?(turn.reply) else { return nil }
            let word = action.prefix { $0.isLetter }.uppercased()
            guard ["INSERT", "UPDATE", "DELETE", "REPLACE"].contains(word),
                let form = form(ofWrite: observation)
            else { return nil }
            return (
                "an \(word)".replacing("an D", with: "a D").replacing("an R", with: "a R"), form
            )
        case .os:
            guard !observation.hasPrefix("The output of the OS is empty") else { return nil }
            let form =
                observation.hasPrefix("The output of the OS:\n\n")
                ? "with a heading and an empty line"
                : observation.hasPrefix("The output of the OS")
                    ? "with a heading alone"
                    : "without a heading"
            return ("a command", form)
        case .kg:
            let form = observation.hasPrefix("Observation: ")
            guard form || observation.hasPrefix("[") || observation.hasPrefix("variable #") else {
                return nil
            }
            return ("a call", form ? "with “Observation:”" : "without “Observation:”")
        default: return nil
        }
    }

    /// The form of an answer to a write; `nil` for messages of errors.
    private static func form(ofWrite observation: String) -> String? {
        let text = observation.trimmed
        if text.isEmpty { return "with nothing" }
        if text == "[]" { return "with []" }
        if text.allSatisfy(\.isNumber) { return "with a number" }
        if text.hasPrefix("["), text.hasSuffix("]") {
            let inner = text.dropFirst().dropLast()
            return inner.allSatisfy { $0.isNumber || $0 == "(" || $0 == ")" || $0 == "," }
                ? "with a count in brackets" : "with rows"
        }
        return text.hasPrefix("Query OK") ? "with “Query OK”" : nil
    }
}

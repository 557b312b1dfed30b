import Environments

/// A page about a run of replay for people: one self-contained HTML file.
///
///     var page = ReplayPage(title: "Transcripts")
///     page.add(dialogue)
///     let html = page.html(summary)
///
/// Everything can be read without JavaScript; with it, the list of observations can be searched.
public struct ReplayPage: Sendable {
    /// More observations than this of one verdict are only counted.
    private static let limit = 2000

    private let title: String
    private var observations: [Verdict: [Entry]] = [:]
    private var engines: [EnvironmentIdentifier: [String: [String]]] = [:]
    private var blindSpots: [EnvironmentIdentifier: [String: Int]] = [:]
    private var findings: [String] = []
    private var remarks: [(dialogue: String, environment: EnvironmentIdentifier, remark: Remark)] =
        []

    private struct Entry: Sendable {
        var dialogue: String
        var environment: EnvironmentIdentifier
        var observation: ReplayedDialogue.Observation
    }

    /// A page without dialogues so far.
    public init(title: String) {
        self.title = title
    }

    /// Takes in what was found in a dialogue.
    public mutating func add(_ dialogue: ReplayedDialogue) {
        if let engine = dialogue.engine {
            engines[dialogue.environment, default: [:]][engine, default: []].append(dialogue.id)
        }
        for remark in dialogue.remarks where remarks.count < ReplayPage.limit {
            remarks.append((dialogue.id, dialogue.environment, remark))
        }
        for observation in dialogue.observations {
            let judgement = observation.judgement
            if judgement.basis == .explained {
                let part = judgement.note ?? "the answer as a whole"
                blindSpots[dialogue.environment, default: [:]][part.withoutDetails, default: 0] += 1
            }
            guard judgement.verdict != .exact,
                observations[judgement.verdict, default: []].count < ReplayPage.limit
            else { continue }
            observations[judgement.verdict, default: []].append(
                Entry(
                    dialogue: dialogue.id, environment: dialogue.environment,
                    observation: observation))
        }
    }

    /// Takes in what dialogues say against each other, a line each.
    public mutating func add(findings: [String]) { self.findings += findings }

    /// The page.
    public func html(_ summary: ReplaySummary) -> String {
        let sections = [
            figures(summary), reasons(summary), engineTable(),
            list(
                .divergent, "Divergences",
                "Each is a contradiction: the record cannot be true of any world that fits the rest."
            ),
            findingList(),
            list(
                .unverifiable, "Not decided", "No world was found or supplied that decides these."),
            list(
                .equivalent, "Equivalent", "These differ only in what the original leaves open."),
            remarkList(), blindSpotTable(),
        ].compactMap(\.self)
        var body = "<header>\n<h1>\(title.escaped)</h1>\n\(headline(summary))"
        body += "<nav>" + sections.map(\.link).joined(separator: "\n") + "</nav>\n"
        body +=
            "<p class=\"search\"><input id=\"search\" type=\"search\" aria-label=\"Search\" "
            + "placeholder=\"Search dialogues, actions, texts, reasons\"> "
            + "<output id=\"found\"></output></p>\n</header>\n"
        body += sections.map(\.html).joined()
        return ReplayPage.frame(title: title.escaped, body: body)
    }

    /// A part of the page with its place in the table of contents.
    private struct Section {
        var id: String
        var heading: String
        var count: Int?
        var text: String

        var link: String {
            "<a href=\"#\(id)\">\(heading)\(count.map { " <b>\($0)</b>" } ?? "")</a>"
        }

        var html: String {
            "<section id=\"\(id)\">\n<h2>\(heading)\(count.map { " <b>\($0)</b>" } ?? "")</h2>\n"
                + text + "</section>\n"
        }
    }

    /// The result in a sentence and a bar.
    private func headline(_ summary: ReplaySummary) -> String {
        let total = summary.total
        let parts = Verdict.allCases.filter { total.count(of: $0) > 0 }
        let words = parts.map { "\(total.count(of: $0)) \($0.rawValue)" }
        var text = "<p class=\"headline\">\(total.observations) observations of "
        text += "\(total.dialogues) dialogue\(total.dialogues == 1 ? "" : "s"): \(words.joined(separator: ", ")).</p>\n"
        text += "<div class=\"bar\" aria-hidden=\"true\">"
        for verdict in parts {
            text +=
                "<i class=\"\(verdict.rawValue)\" style=\"flex:\(total.count(of: verdict))\"></i>"
        }
        return text + "</div>\n"
    }

    // MARK: Tables

    private func figures(_ summary: ReplaySummary) -> Section? {
        var head = ["", "dialogues", "observations"]
        head += Verdict.allCases.map(\.rawValue) + Basis.allCases.map(\.rawValue)
        var rows: [[String]] = []
        func row(_ name: String, _ counts: ReplayCounts) {
            rows.append(
                [name, "\(counts.dialogues)", "\(counts.observations)"]
                    + Verdict.allCases.map { "\(counts.count(of: $0))" }
                    + Basis.allCases.map { "\(counts.bases[$0] ?? 0)" })
        }
        for environment in EnvironmentIdentifier.allCases {
            if let counts = summary.environments[environment] {
                row(environment.rawValue, counts)
            }
        }
        row("all", summary.total)
        return Section(id: "figures", heading: "Figures", text: ReplayPage.table(head, rows))
    }

    private func reasons(_ summary: ReplaySummary) -> Section? {
        var rows: [[String]] = []
        for environment in EnvironmentIdentifier.allCases {
            guard let counts = summary.environments[environment] else { continue }
            for verdict in Verdict.allCases {
                for (reason, count) in counts.verdicts[verdict]?.rankedReasons ?? [] {
                    rows.append([environment.rawValue, verdict.rawValue, reason, "\(count)"])
                }
            }
        }
        guard !rows.isEmpty else { return nil }
        return Section(
            id: "reasons", heading: "Reasons",
            text: ReplayPage.table(["environment", "verdict", "reason", "observations"], rows))
    }

    private func engineTable() -> Section? {
        var rows: [[String]] = []
        for environment in EnvironmentIdentifier.allCases {
            for (engine, dialogues) in (engines[environment] ?? [:]).sorted(by: { $0.key < $1.key })
            {
                // Where nothing tells, the names say nothing either.
                let names = engine == ReplayCounts.anyEngine ? "" : dialogues.joined(separator: " ")
                rows.append([environment.rawValue, engine, "\(dialogues.count)", names])
            }
        }
        guard !rows.isEmpty else { return nil }
        return Section(
            id: "engines", heading: "Systems that recorded",
            text: "<p>Which database answered, where the answers prove it.</p>\n"
                + ReplayPage.table(["environment", "proven", "dialogues", "which"], rows))
    }

    private func blindSpotTable() -> Section? {
        var rows: [[String]] = []
        for environment in EnvironmentIdentifier.allCases {
            let spots = (blindSpots[environment] ?? [:]).sorted {
                ($1.value, $0.key) < ($0.value, $1.key)
            }
            for (part, count) in spots.prefix(40) {
                rows.append([environment.rawValue, part, "\(count)"])
            }
        }
        guard !rows.isEmpty else { return nil }
        return Section(
            id: "blind-spots", heading: "Blind spots",
            text:
                "<p>What an observation was the first to say; had it said otherwise, replay would "
                + "have believed that.</p>\n"
                + ReplayPage.table(["environment", "taken from the record", "observations"], rows))
    }

    private func findingList() -> Section? {
        guard !findings.isEmpty else { return nil }
        let items = findings.map { "<li class=\"item\">\($0.escaped)</li>\n" }
        return Section(
            id: "findings", heading: "Dialogues against each other", count: findings.count,
            text: "<p>Whether they speak of the same world is not proved, so neither is called "
                + "false.</p>\n<ul>\n\(items.joined())</ul>\n")
    }

    private func remarkList() -> Section? {
        guard !remarks.isEmpty else { return nil }
        let items = remarks.map { dialogue, environment, remark in
            "<li class=\"item\"><b>\(environment.rawValue) \(dialogue.escaped), turn "
                + "\(remark.turn)</b> <span class=\"tag\">\(remark.code.escaped)</span> "
                + "\(remark.note.escaped)</li>\n"
        }
        return Section(
            id: "remarks", heading: "Replies", count: remarks.count,
            text: "<p>What there is to know of agents’ replies in true records.</p>\n<ul>\n"
                + items.joined() + "</ul>\n")
    }

    // MARK: Observations

    private func list(_ verdict: Verdict, _ heading: String, _ words: String) -> Section? {
        guard let entries = observations[verdict], !entries.isEmpty else { return nil }
        var text = "<p>\(words)</p>\n"
        for entry in entries { text += item(entry) }
        if entries.count == ReplayPage.limit { text += "<p>… and more; the report has all.</p>\n" }
        return Section(
            id: verdict.rawValue, heading: heading, count: entries.count, text: text)
    }

    private func item(_ entry: Entry) -> String {
        let judgement = entry.observation.judgement
        var text = "<article class=\"item \(judgement.verdict.rawValue)\"><h3>"
        text += "\(entry.environment.rawValue) \(entry.dialogue.escaped), turn "
        text += "\(entry.observation.turn)"
        for tag in [judgement.basis?.rawValue, judgement.reason].compactMap(\.self) {
            text += " <span class=\"tag\">\(tag.escaped)</span>"
        }
        text += "</h3>\n<p class=\"because\">\(ReplayPage.proof(of: judgement).escaped)</p>\n<dl>\n"
        if let action = judgement.action {
            text += "<dt>action</dt><dd><pre>\(action.escaped)</pre></dd>\n"
        }
        let difference = TextDifference(
            from: entry.observation.recorded,
            to: judgement.replayed ?? entry.observation.recorded)
        text += "<dt>recorded</dt><dd><pre>\(ReplayPage.marked(difference.old, "del"))</pre></dd>\n"
        if judgement.replayed != nil {
            text +=
                "<dt>replayed</dt><dd><pre>\(ReplayPage.marked(difference.new, "ins"))</pre></dd>\n"
        }
        return text + "</dl>\n</article>\n"
    }

    /// Why a verdict was given, as a sentence.
    private static func proof(of judgement: Judgement) -> String {
        let ground =
            switch (judgement.verdict, judgement.basis) {
            case (.divergent, .supplied): "The supplied world answers otherwise"
            case (.divergent, .predicted):
                "Earlier messages of the dialogue, or the rules alone, fix another answer"
            case (.divergent, _): "No world that fits the earlier messages answers so"
            case (.equivalent, _): "The same but for what the original leaves open"
            case (.unverifiable, _): "Nothing decides it"
            case (.exact, _): "The same text"
            }
        return ground + (judgement.note.map { ": \($0)" } ?? "") + "."
    }

    private static func marked(_ stretches: [TextDifference.Stretch], _ tag: String) -> String {
        stretches.map { stretch in
            stretch.isChanged
                ? "<\(tag)>\(stretch.text.escaped)</\(tag)>" : stretch.text.escaped
        }.joined()
    }

    // MARK: Form

    private static func table(_ head: [String], _ rows: [[String]]) -> String {
        func line(_ cells: [String], _ tag: String) -> String {
            let cells = cells.enumerated().map { column, cell in
                let isNumber = rows.allSatisfy { Int($0[column]) != nil }
                let kind = isNumber ? cell == "0" ? " class=\"n zero\"" : " class=\"n\"" : ""
                return "<\(tag)\(kind)>\(cell.escaped)</\(tag)>"
            }
            return "<tr>\(cells.joined())</tr>\n"
        }
        return "<div class=\"wide\"><table>\n<thead>\(line(head, "th"))</thead>\n<tbody>\n"
            + rows.map { line($0, "td") }.joined() + "</tbody>\n</table></div>\n"
    }
}

extension String {
    /// As text in HTML.
    fileprivate var escaped: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }

    /// A note without what is special to one observation: what stands behind a colon, and numbers.
    fileprivate var withoutDetails: String {
        let head = split(separator: ": ", maxSplits: 1).first.map(String.init) ?? self
        let words = head.split(separator: " ").map { word in
            word.contains(where: \.isNumber) ? "…" : String(word)
        }
        return words.joined(separator: " ")
    }
}

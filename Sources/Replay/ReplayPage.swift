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

    /// The page.
    public func html(_ summary: ReplaySummary) -> String {
        var body = "<h1>\(title.escaped)</h1>\n"
        body += figures(summary)
        body += reasons(summary)
        body += engineTable()
        body +=
            "<p class=\"search\"><label>Search <input id=\"search\" type=\"search\"></label></p>\n"
        body += list(
            .divergent, "Divergences",
            "Each is a contradiction: the record cannot be true of any world that fits the rest.")
        body += list(
            .unverifiable, "Not decided", "No world was found or supplied that decides these.")
        body += list(
            .equivalent, "Equivalent", "These differ only in what the original leaves open.")
        body += blindSpotTable()
        return ReplayPage.frame(title: title.escaped, body: body)
    }

    // MARK: Tables

    private func figures(_ summary: ReplaySummary) -> String {
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
        return "<h2>Figures</h2>\n" + ReplayPage.table(head, rows)
    }

    private func reasons(_ summary: ReplaySummary) -> String {
        var rows: [[String]] = []
        for environment in EnvironmentIdentifier.allCases {
            guard let counts = summary.environments[environment] else { continue }
            for verdict in Verdict.allCases {
                for (reason, count) in counts.verdicts[verdict]?.rankedReasons ?? [] {
                    rows.append([environment.rawValue, verdict.rawValue, reason, "\(count)"])
                }
            }
        }
        guard !rows.isEmpty else { return "" }
        return "<h2>Reasons</h2>\n"
            + ReplayPage.table(["environment", "verdict", "reason", "observations"], rows)
    }

    private func engineTable() -> String {
        var rows: [[String]] = []
        for environment in EnvironmentIdentifier.allCases {
            for (engine, dialogues) in (engines[environment] ?? [:]).sorted(by: { $0.key < $1.key })
            {
                // Where nothing tells, the names say nothing either.
                let names = engine == ReplayCounts.anyEngine ? "" : dialogues.joined(separator: " ")
                rows.append([environment.rawValue, engine, "\(dialogues.count)", names])
            }
        }
        guard !rows.isEmpty else { return "" }
        return "<h2>Systems that recorded</h2>\n"
            + ReplayPage.table(["environment", "proven", "dialogues", "which"], rows)
    }

    private func blindSpotTable() -> String {
        var rows: [[String]] = []
        for environment in EnvironmentIdentifier.allCases {
            let spots = (blindSpots[environment] ?? [:]).sorted {
                ($1.value, $0.key) < ($0.value, $1.key)
            }
            for (part, count) in spots.prefix(40) {
                rows.append([environment.rawValue, part, "\(count)"])
            }
        }
        guard !rows.isEmpty else { return "" }
        return "<h2>Blind spots</h2>\n<p>What an observation was the first to say; had it said "
            + "otherwise, replay would have believed that.</p>\n"
            + ReplayPage.table(["environment", "taken from the record", "observations"], rows)
    }

    // MARK: Observations

    private func list(_ verdict: Verdict, _ heading: String, _ words: String) -> String {
        guard let entries = observations[verdict], !entries.isEmpty else { return "" }
        var text = "<h2>\(heading)</h2>\n<p>\(words)</p>\n"
        for entry in entries { text += item(entry) }
        if entries.count == ReplayPage.limit { text += "<p>… and more; the report has all.</p>\n" }
        return text
    }

    private func item(_ entry: Entry) -> String {
        let judgement = entry.observation.judgement
        let because = [judgement.reason, judgement.note].compactMap(\.self)
            .joined(separator: ": ")
        var text = "<article class=\"\(judgement.verdict.rawValue)\"><h3>"
        text += "\(entry.environment.rawValue) \(entry.dialogue.escaped), turn "
        text += "\(entry.observation.turn)</h3>\n"
        if let action = judgement.action { text += "<pre>\(action.escaped)</pre>\n" }
        let difference = TextDifference(
            from: entry.observation.recorded,
            to: judgement.replayed ?? entry.observation.recorded)
        text += "<p>recorded</p><pre>\(ReplayPage.marked(difference.old, "del"))</pre>\n"
        if judgement.replayed != nil {
            text += "<p>replayed</p><pre>\(ReplayPage.marked(difference.new, "ins"))</pre>\n"
        }
        if !because.isEmpty { text += "<p class=\"because\">\(because.escaped)</p>\n" }
        return text + "</article>\n"
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
            "<tr>" + cells.map { "<\(tag)>\($0.escaped)</\(tag)>" }.joined() + "</tr>\n"
        }
        return "<table>\n<thead>\(line(head, "th"))</thead>\n<tbody>\n"
            + rows.map { line($0, "td") }.joined() + "</tbody>\n</table>\n"
    }

    private static func frame(title: String, body: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(title)</title>
        <style>
        body { font: 16px/1.45 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; \
        padding: 0 1rem; color: #1c1c1c; background: #fff; }
        table { border-collapse: collapse; margin: 1rem 0; display: block; overflow-x: auto; }
        th, td { text-align: left; padding: .2rem .7rem; border-bottom: 1px solid #ddd; \
        vertical-align: top; }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f5f5f2; \
        padding: .5rem .7rem; margin: .2rem 0; }
        article { border-left: 4px solid #bbb; padding-left: 1rem; margin: 1.2rem 0; }
        article.divergent { border-color: #b3261e; }
        article p { margin: .3rem 0 0; color: #555; }
        h3 { font-size: 1rem; margin: 0 0 .3rem; }
        del { background: #f6c9c5; text-decoration: none; }
        ins { background: #c8e6c3; text-decoration: none; }
        .search { display: none; }
        @media (prefers-color-scheme: dark) {
        body { color: #e6e6e6; background: #16181a; }
        pre { background: #22262a; } th, td { border-color: #3a3f44; } article p { color: #aaa; }
        del { background: #6b2a26; } ins { background: #27502a; }
        }
        </style>
        </head>
        <body>
        \(body)
        <script>
        const box = document.getElementById("search");
        box.closest("p").style.display = "block";
        box.addEventListener("input", () => {
        const words = box.value.toLowerCase();
        for (const item of document.querySelectorAll("article"))
        item.hidden = !item.textContent.toLowerCase().includes(words);
        });
        </script>
        </body>
        </html>

        """
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

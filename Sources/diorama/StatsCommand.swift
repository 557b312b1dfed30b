import ArgumentParser
import Dialogues
import Environments
import JSONTree
import Replay
import Simulators

/// `diorama stats PATH…`: what a set of dialogues consists of.
struct StatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "Count what a set of dialogues consists of.")

    @Argument(help: ArgumentHelp("Files or folders of dialogues.", valueName: "path"))
    var paths: [String]

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        var statistics = DatasetStatistics(simulators: Simulators.all)
        var complaints = Complaints()
        var progress = ProgressLine()
        var files: DialogueSequence
        do {
            files = try DialogueSequence(paths: paths)
        } catch {
            throw CommandFailure(error.description)
        }
        var dialogues = 0
        while true {
            do {
                guard let entry = try files.next() else { break }
                if let dialogue = entry.row.dialogue {
                    statistics.add(dialogue)
                    dialogues += 1
                    progress.show("\(dialogues) dialogues")
                } else {
                    progress.clear()
                    for problem in entry.row.problems { complaints.add(problem.description) }
                }
            } catch {
                progress.clear()
                complaints.add(error.description)
            }
        }
        progress.clear()
        let output = Output.standard()
        if json {
            output.writeLine(statistics.json.text())
        } else {
            StatisticsListing(statistics: statistics).print(to: output)
        }
        output.flush()
        complaints.finish()
        if complaints.count > 0 { throw CommandFailure.unreadable }
    }
}

/// Statistics for people.
private struct StatisticsListing {
    /// More kinds of actions than this are not shown.
    private static let kinds = 12

    let statistics: DatasetStatistics

    func print(to output: Output) {
        let style = Style(isOn: output.showsColours)
        if statistics.general.dialogues == 0, statistics.environments.isEmpty {
            output.writeLine("no dialogues")
        }
        for environment in EnvironmentIdentifier.allCases {
            guard let counts = statistics.environments[environment] else { continue }
            print(counts, as: environment.rawValue, style, to: output)
        }
        if statistics.general.dialogues > 0 {
            print(statistics.general, as: "general", style, to: output)
        }
    }

    private func print(
        _ counts: DatasetStatistics.Counts, as name: String, _ style: Style, to output: Output
    ) {
        output.writeLine(
            style.bold(name.padded(to: 9)) + "\(counts.dialogues) dialogues, "
                + "\(counts.messages) messages, \(counts.observations) live observations")
        func line(_ label: String, _ text: String) {
            output.writeLine("  " + label.padded(to: 12) + text)
        }
        line("replies", "\(counts.replies), of which training counts \(counts.trainedReplies)")
        if counts.allCharacters > 0 {
            let share = Double(counts.trainedCharacters) / Double(counts.allCharacters)
            line("trained", "\((share * 1000).rounded() / 10) % of all characters")
        }
        if counts.turns.count > 0 { line("turns", spread(counts.turns)) }
        line("characters", spread(counts.characters))
        if !counts.actions.isEmpty {
            let ranked = counts.rankedActions
            let shown = ranked.prefix(StatisticsListing.kinds).map {
                "\($0.kind.isEmpty ? "(none)" : $0.kind.printable) \($0.count)"
            }
            let more = ranked.count - shown.count
            line(
                "actions",
                shown.joined(separator: ", ") + (more > 0 ? ", and \(more) more kinds" : ""))
        }
        if let mean = counts.rewards.mean {
            let thousandths = Int(mean.rounded())
            line("rewards", "\(counts.rewards.count), mean \(Double(thousandths) / 1000)")
        }
    }

    private func spread(_ distribution: Distribution) -> String {
        func text(_ share: Double) -> String {
            distribution.quantile(share).map { "\($0)" } ?? "none"
        }
        return "median \(text(0.5)), 95 % up to \(text(0.95)), most \(text(1))"
    }
}

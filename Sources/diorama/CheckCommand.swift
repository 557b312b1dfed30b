import ArgumentParser
import DialogueChecks
import Dialogues
import Environments
import JSONTree
import Replay
import Simulators

/// `diorama check PATH…` holds dialogues to the rules of their form, without a world.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the form of dialogues and prompts, without a world.",
        discussion: """
            Finds replies that no parser of the environment accepts, wrong loss flags, cut \
            observations, second tasks behind the end, mixed conventions and more. --rules lists \
            the rules, --explain RULE says why there is one and what to do. --fix makes the mends \
            that are certain, in the files themselves.

            Exit code 1 if a warning or an error is found, 2 if something cannot be read.
            """)

    /// How findings are printed.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json, junit, markdown
    }

    @Argument(help: ArgumentHelp("Files or folders of dialogues.", valueName: "path"))
    var paths: [String] = []

    @Option(help: "How findings are printed.")
    var format: Format = .text

    @Flag(help: "The same as --format json.")
    var json = false

    @Flag(help: "List the rules.")
    var rules = false

    @Option(help: ArgumentHelp("Explain a rule.", valueName: "rule"))
    var explain: String?

    @Option(help: ArgumentHelp("Do not apply a rule; can be given again.", valueName: "rule"))
    var ignore: [String] = []

    @Flag(help: "Make the mends that are certain, in the files themselves.")
    var fix = false

    @Flag(help: "List all findings, not only the first of each rule.")
    var all = false

    @OptionGroup var settings: SettingOptions

    private var chosenFormat: Format { json ? .json : format }

    func validate() throws {
        if json, format != .text, format != .json {
            throw ValidationError("--json and --format \(format.rawValue) exclude each other")
        }
        if paths.isEmpty, !rules, explain == nil {
            throw ValidationError("name files or folders of dialogues, or --rules")
        }
        for id in ignore + (explain.map { [$0] } ?? []) where CheckRule.named(id) == nil {
            throw ValidationError("there is no rule \(id); --rules lists them")
        }
    }

    func run() throws {
        let output = Output.standard()
        defer { output.flush() }
        if let rule = explain.flatMap(CheckRule.named) {
            output.writeLine("\(rule.id) (\(rule.severity.rawValue))")
            output.writeLine("  \(rule.summary)")
            output.writeLine("  \(rule.explanation)")
            if rule.isMendable { output.writeLine("  --fix mends it.") }
            return
        }
        if rules {
            list(to: output)
            return
        }
        if fix { try mend() }
        var run = CheckRun(
            checker: DialogueChecker(
                simulators: Simulators.all, settings: settings.settings, ignoring: Set(ignore)))
        let report = try run.report(on: paths)
        print(report, to: output)
        output.flush()
        run.complaints.finish()
        if run.complaints.count > 0 { throw CommandFailure.unreadable }
        if let worst = report.worst, worst > .note { throw CommandFailure.checkFailed }
    }

    private func list(to output: Output) {
        switch chosenFormat {
        case .markdown: output.write(CheckReport.rules)
        case .json:
            let rules = CheckRule.all.map { rule -> JSON in
                [
                    "id": .string(rule.id), "severity": .string(rule.severity.rawValue),
                    "summary": .string(rule.summary), "explanation": .string(rule.explanation),
                    "mendable": .bool(rule.isMendable),
                ]
            }
            output.writeLine(JSON.array(rules).text())
        case .text, .junit:
            for rule in CheckRule.all {
                output.writeLine(
                    rule.id.padded(to: 24) + rule.severity.rawValue.padded(to: 9) + rule.summary)
            }
        }
    }

    private func print(_ report: CheckReport, to output: Output) {
        switch chosenFormat {
        case .json: output.writeLine(report.json.text())
        case .junit: output.write(report.junit)
        case .markdown: output.write(report.markdown)
        case .text: CheckListing(report: report, listsAll: all).print(to: output)
        }
    }

    private func mend() throws {
        for path in DialogueFiles.find(paths).files {
            do throws(DialogueProblem) {
                let count = try DialogueMender.mend(path, ignoring: Set(ignore))
                if count > 0 {
                    Output.error().writeLine("\(path.printable): \(count) dialogues mended")
                }
            } catch {
                throw CommandFailure(error.description)
            }
        }
    }
}

/// A check of files, row by row.
private struct CheckRun {
    var checker: DialogueChecker
    var complaints = Complaints()

    mutating func report(on paths: [String]) throws -> CheckReport {
        var files: DialogueSequence
        do {
            files = try DialogueSequence(paths: paths)
        } catch {
            throw CommandFailure(error.description)
        }
        var progress = ProgressLine()
        var findings: [CheckFinding] = []
        var count = 0
        while true {
            do {
                guard let entry = try files.next() else { break }
                findings += checker.check(entry.row, in: entry.path)
                count += 1
                progress.show("\(count) dialogues")
            } catch {
                progress.clear()
                complaints.add(error.description)
            }
        }
        progress.clear()
        findings += checker.finish()
        return CheckReport(paths: files.paths, findings: findings, dialogues: checker.dialogues)
    }
}

/// Findings for people.
private struct CheckListing {
    /// How many findings of a rule are listed.
    private static let shown = 10

    let report: CheckReport
    let listsAll: Bool

    func print(to output: Output) {
        let style = Style(isOn: output.showsColours)
        for (rule, count) in report.counts {
            let found = report.findings.filter { $0.rule.id == rule.id }
            let shown = listsAll ? found[...] : found.prefix(Self.shown)
            for finding in shown {
                let line = finding.description.printable
                output.writeLine(rule.severity == .error ? style.red(line) : line)
            }
            if count > shown.count {
                output.writeLine(
                    style.dim("… and \(count - shown.count) more of \(rule.id) (--all lists them)"))
            }
        }
        let total = report.dialogues.values.reduce(0, +)
        guard !report.findings.isEmpty else {
            output.writeLine("\(total) dialogues, nothing found")
            return
        }
        output.writeLine("\(total) dialogues, \(report.findings.count) findings")
        for (rule, count) in report.counts {
            output.writeLine(
                "  \(count)".rightAligned(in: 8) + "  " + rule.severity.rawValue.padded(to: 9)
                    + rule.id)
        }
    }
}

import Dialogues
import Environments
import Glibc
import Replay

/// One run of `replay`: what is read, and everything that is told of it.
struct ReplayRun: ~Copyable {
    private var files: DialogueSequence
    private var report: ReplayReportFile?
    private var summary = ReplaySummary()
    private var listing: ReplayListing
    /// The page for people, and where it goes.
    private var page: (page: ReplayPage, path: String)?
    private var complaints = Complaints()
    private var progress = ProgressLine()
    private let start = ContinuousClock.now

    private init(
        files: DialogueSequence, report: consuming ReplayReportFile?, listing: ReplayListing,
        html: String?
    ) {
        page = html.map {
            (ReplayPage(title: "Replay of " + files.paths.joined(separator: ", ")), $0)
        }
        self.files = files
        self.report = report
        self.listing = listing
    }

    /// Finds the dialogues and begins the report.
    static func begin(
        paths: [String], report: String?, html: String?, listed: Verdict
    ) throws(CommandFailure) -> ReplayRun {
        do {
            let files = try DialogueSequence(paths: paths)
            return ReplayRun(
                files: files, report: try begin(report),
                listing: ReplayListing(verdict: listed, namesFiles: files.paths.count > 1),
                html: html)
        } catch {
            throw CommandFailure("\(error)")
        }
    }

    private static func begin(
        _ report: String?
    ) throws(ReplayReportError) -> ReplayReportFile? {
        guard let report else { return nil }
        return try ReplayReportFile(path: report)
    }

    mutating func replay(with replayer: Replayer) async throws {
        var dialogues = 0
        try await replayer.replay(
            next: { nextInput() },
            deliver: { dialogue in
                dialogues += 1
                progress.show("\(dialogues) dialogues")
                guard let dialogue else {
                    summary.addSkipped()
                    return
                }
                summary.add(dialogue)
                listing.add(dialogue)
                report?.add(dialogue)
                page?.page.add(dialogue)
            })
        progress.clear()
    }

    /// The next dialogue that can be read; what cannot is told and counted.
    private mutating func nextInput() -> ReplayInput? {
        while true {
            do {
                guard let entry = try files.next() else { return nil }
                if let dialogue = entry.row.dialogue {
                    return ReplayInput(dialogue, name: entry.name, source: entry.path)
                }
                for problem in entry.row.problems { complain(problem) }
            } catch {
                complain(error)
            }
        }
    }

    private mutating func complain(_ problem: DialogueProblem) {
        progress.clear()
        complaints.add(problem.description)
    }

    /// Prints what was found and writes the report.
    ///
    /// - Parameter findings: what dialogues say against each other.
    /// - Throws: ``CommandFailure`` with the exit code, if not all was readable and true.
    consuming func finish(findings: [String] = []) throws {
        let output = Output.standard()
        listing.print(summary, seconds: (ContinuousClock.now - start).seconds, to: output)
        output.flush()
        complaints.finish()
        if let report = report.take() {
            do {
                try report.finish(summary)
            } catch {
                throw CommandFailure(error.description)
            }
        }
        if var page {
            page.page.add(findings: findings)
            do {
                try ReplacementFile.write(Array(page.page.html(summary).utf8), to: page.path)
            } catch {
                throw CommandFailure(error.description)
            }
        }
        if summary.total.dialogues + summary.skipped == 0, complaints.count == 0 {
            throw CommandFailure("there is no dialogue in \(files.paths.joined(separator: ", "))")
        }
        if complaints.count > 0 { throw CommandFailure.unreadable }
        if !summary.isTrue { throw CommandFailure.checkFailed }
    }
}

extension Duration {
    /// The duration in seconds.
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}

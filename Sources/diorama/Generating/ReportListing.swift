import Synthesis

/// A run's report for people: a line for each kind of task, then difficulty and diversity.
struct ReportListing {
    let report: RunReport
    let contamination: [ContaminationFilter.Grade: Int]

    func print(to output: Output) {
        let style = Style(isOn: output.showsColours)
        let width = max(12, (report.kinds.keys.map(\.count).max() ?? 0) + 2)
        output.writeLine(
            style.dim(
                "kind".padded(to: width) + "episodes  solved  reward   steps   errors"))
        for (kind, counts) in report.kinds.sorted(by: { $0.key < $1.key }) {
            output.writeLine(line(kind.printable, counts, width))
        }
        output.writeLine(style.bold(line("all", report.total, width)))
        let difficulties = report.difficulties.sorted { $0.key < $1.key }
            .map { "\($0.key): \($0.value)" }
        if !difficulties.isEmpty {
            output.writeLine("difficulty  " + difficulties.joined(separator: ", "))
        }
        if let tasks = report.distinctTasks, let runs = report.distinctRuns {
            output.writeLine(
                "diversity   \(percent(tasks)) of the tasks differ, \(percent(runs)) of the runs of "
                    + "four words in replies")
        }
        if !contamination.isEmpty {
            let grades = ContaminationFilter.Grade.allCases.map {
                "\(contamination[$0] ?? 0) \($0.rawValue)"
            }
            output.writeLine("held out    " + grades.joined(separator: ", "))
        }
    }

    private func line(_ name: String, _ counts: RunReport.Counts, _ width: Int) -> String {
        let errors = counts.errors.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        return name.padded(to: width) + "\(counts.episodes)".rightAligned(in: 8)
            + (counts.success.map(percent) ?? "-").rightAligned(in: 8)
            + (counts.meanReward.map { decimal($0, digits: 3) } ?? "-").rightAligned(in: 8)
            + (counts.meanSteps.map { decimal($0, digits: 1) } ?? "-").rightAligned(in: 8)
            + (errors.isEmpty ? "" : "   " + errors.joined(separator: ", "))
    }

    private func percent(_ share: Double) -> String { decimal(share * 100, digits: 1) + " %" }

    private func decimal(_ value: Double, digits: Int) -> String {
        let scale = digits == 1 ? 10 : 1000
        let whole = Int((value * Double(scale)).rounded())
        let fraction = String(whole % scale)
        return "\(whole / scale)."
            + String(repeating: "0", count: max(0, digits - fraction.count)) + fraction
    }
}

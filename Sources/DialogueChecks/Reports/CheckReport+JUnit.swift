import Dialogues

extension CheckReport {
    /// More findings of a rule in a file than this are counted and not listed.
    private static let listed = 100

    /// The findings as JUnit XML: a suite for a file, a case for a rule; warnings and errors are
    /// failures, notes are not.
    public var junit: String {
        var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#]
        let failing = findings.filter { $0.rule.severity > .note }
        let known = Set(paths)
        let suites = paths + (failing.contains { !known.contains($0.place.path ?? "") } ? [""] : [])
        let cases = suites.count * CheckRule.all.count
        var failures = 0
        var body: [String] = []
        for suite in suites {
            let own = failing.filter {
                suite.isEmpty ? !known.contains($0.place.path ?? "") : $0.place.path == suite
            }
            var parts: [String] = []
            var broken = 0
            for rule in CheckRule.all {
                let found = own.filter { $0.rule.id == rule.id }
                let name = #"    <testcase name="\#(rule.id)" classname="\#(suite.xmlEscaped)""#
                guard !found.isEmpty else {
                    parts.append(name + "/>")
                    continue
                }
                broken += 1
                let text = found.prefix(CheckReport.listed).map(\.description)
                    .joined(separator: "\n")
                let more = found.count - CheckReport.listed
                parts.append(name + ">")
                parts.append(
                    #"      <failure type="\#(rule.severity.rawValue)" message="\#(found.count) "#
                        + #"of: \#(rule.summary.xmlEscaped)">"#
                        + (text + (more > 0 ? "\n… and \(more) more" : "")).xmlEscaped
                        + "</failure>")
                parts.append("    </testcase>")
            }
            failures += broken
            body.append(
                #"  <testsuite name="\#(suite.xmlEscaped)" tests="\#(CheckRule.all.count)" "#
                    + #"failures="\#(broken)">"#)
            body += parts
            body.append("  </testsuite>")
        }
        lines.append(
            #"<testsuites name="diorama check" tests="\#(cases)" failures="\#(failures)">"#)
        return (lines + body + ["</testsuites>"]).joined(separator: "\n") + "\n"
    }
}

extension String {
    /// The text as XML can hold it; control characters, which it cannot, become U+FFFD.
    fileprivate var xmlEscaped: String {
        var escaped = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\n": escaped += "&#10;"
            case "\t": escaped += "&#9;"
            default:
                let isControl = scalar.value < 0x20 || (0xFFFE...0xFFFF).contains(scalar.value)
                escaped.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
            }
        }
        return escaped
    }
}

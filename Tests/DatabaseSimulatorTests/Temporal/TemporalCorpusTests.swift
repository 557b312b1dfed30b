import Foundation
import JSONTree
import SQLiteKit
import Testing

@testable import DatabaseSimulator

/// The recorded answers of MySQL 8.0.46 that lie beside the repository on developers' machines.
private enum TemporalCorpus {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../../shared/corpus/dbbench").standardizedFileURL

    static var isPresent: Bool { FileManager.default.fileExists(atPath: folder.path) }

    private static func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    /// Statements with their recorded answers.
    static func statements() throws -> [(sql: String, answer: String)] {
        var found: [(String, String)] = []
        for line in try text("probes.jsonl").split(separator: "\n") {
            let probe = try JSON.parse(String(line))
            found.append((probe["sql"]?.string ?? "", probe["response"]?.string ?? ""))
        }
        for name in ["typed/library.json", "typed/school.json"] {
            let file = try JSON.parse(try text(name))
            for statement in file["statements"]?.array ?? [] {
                found.append((statement["sql"]?.string ?? "", statement["response"]?.string ?? ""))
            }
        }
        return found
    }

    /// The rows of the probes' tables, with the columns that dates are in.
    static let tables: [String: [TemporalStatement.Row]] = [
        "emp": [
            "2020-01-15", "2019-07-01", "March 19, 1998", "2021-12-31", "", "1999-02-30",
            "2020-02-29", "20200115", "2020-1-5",
        ].map { ["hired": column(.string(.text), .text($0))] },
        "item": [
            item("2020-01-31", "2020-01-31 10:20:30", "10:20:30", 2020),
            item("2020-02-29", "2020-02-29 00:00:00", "-01:30:00", 1999),
            item(nil, nil, nil, nil),
            item("1999-12-31", "1999-12-31 23:59:59", "100:00:00", 2155),
        ],
    ]

    private static func column(
        _ kind: MySQLType.Kind, _ value: SQLiteValue
    ) -> TemporalStatement.Typed {
        let session = SessionContext()
        let type = MySQLType(kind)
        let text = MySQLType(.string(.text))
        let stored = TemporalStoring.store(value, of: text, into: type, session)?.value ?? value
        return .init(type: type, value: stored, isConstant: false, isColumn: true)
    }

    private static func item(
        _ date: String?, _ datetime: String?, _ time: String?, _ year: Int?
    ) -> TemporalStatement.Row {
        func value(_ text: String?) -> SQLiteValue { text.map { .text($0) } ?? .null }
        return [
            "d": column(.date, value(date)), "dt": column(.datetime(fraction: 0), value(datetime)),
            "tm": column(.time(fraction: 0), value(time)),
            "y": column(.year, value(year.map { "\($0)" })),
        ]
    }
}

@Suite(.enabled(if: TemporalCorpus.isPresent)) struct TemporalCorpusTests {
    @Test func `Every recorded date expression gives MySQL's answer`() throws {
        var checked = 0
        for (sql, answer) in try TemporalCorpus.statements() {
            let session = SessionContext()
            // 2026-02-03 10:11:12 UTC: after every date that the statements compare with.
            session.now = 1_770_113_472_000_000
            let computed: String
            do {
                computed = try TemporalStatement.answer(
                    sql, session, tables: TemporalCorpus.tables)
            } catch is TemporalStatement.Unknown {
                continue
            } catch let error as MySQLError {
                computed = error.rendered
            }
            #expect(computed == answer, "\(sql)")
            checked += 1
        }
        #expect(checked >= 16)
    }
}

import SQLiteKit
import Testing

@testable import DatabaseSimulator

@Suite struct TemporalStoringTests {
    private let text = MySQLType(.string(.text))
    private let integer = MySQLType(.integer(bytes: 8, unsigned: false))

    private func store(
        _ value: SQLiteValue, _ kind: MySQLType.Kind, from source: MySQLType? = nil,
        mode: TemporalMode = .standard
    ) throws -> TemporalStoring.Outcome {
        let session = SessionContext()
        session.now = 1_582_982_055_678_901
        session.temporalMode = mode
        var type = source ?? text
        if source == nil, case .integer = value { type = integer }
        let outcome = TemporalStoring.store(value, of: type, into: MySQLType(kind), session)
        return try #require(outcome)
    }

    @Test func `Dates are stored from all that MySQL takes for one`() throws {
        for written in ["2020-1-5", "20200105", "20-1-5", "2020/01/05", "2020-01-05"] {
            #expect(try store(.text(written), .date) == .init(value: .text("2020-01-05")))
        }
        #expect(try store(.integer(20_200_105), .date).value == .text("2020-01-05"))
        #expect(
            try store(.text("2024-1-5 9:5"), .datetime(fraction: 0)).value
                == .text("2024-01-05 09:05:00"))
        #expect(
            try store(.text("2020-01-05"), .datetime(fraction: 2)).value
                == .text("2020-01-05 00:00:00.00"))
        #expect(
            try store(.text("2020-12-31 23:59:59.996"), .datetime(fraction: 2)).value
                == .text("2021-01-01 00:00:00.00"))
    }

    @Test(arguments: [
        ("bad", MySQLType.Kind.date, "Incorrect date value: 'bad' for column 'd' at row 1"),
        ("March 5, 2020", .date, "Incorrect date value: 'March 5, 2020' for column 'd' at row 1"),
        ("2023-02-29", .date, "Incorrect date value: '2023-02-29' for column 'd' at row 1"),
        ("0000-00-00", .date, "Incorrect date value: '0000-00-00' for column 'd' at row 1"),
        ("2020-00-01", .date, "Incorrect date value: '2020-00-01' for column 'd' at row 1"),
        ("", .date, "Incorrect date value: '' for column 'd' at row 1"),
        (
            "x", .datetime(fraction: 0), "Incorrect datetime value: 'x' for column 'd' at row 1"
        ),
        (
            "1960-01-01", .timestamp(fraction: 0),
            "Incorrect datetime value: '1960-01-01' for column 'd' at row 1"
        ),
        (
            "2038-01-19 03:14:08", .timestamp(fraction: 0),
            "Incorrect datetime value: '2038-01-19 03:14:08' for column 'd' at row 1"
        ),
        (
            "900:00:00", .time(fraction: 0),
            "Incorrect time value: '900:00:00' for column 'd' at row 1"
        ),
        ("x", .time(fraction: 0), "Incorrect time value: 'x' for column 'd' at row 1"),
    ]) func `A value that is no date is error 1292`(
        _ written: String, _ kind: MySQLType.Kind, _ message: String
    ) throws {
        let problem = try #require(try store(.text(written), kind).problem)
        #expect(problem.error(column: "d", row: 1) == MySQLError(1292, "22007", message))
    }

    @Test func `Years are stored by their own rules`() throws {
        let years: [(SQLiteValue, Int64)] = [
            (.integer(2020), 2020), (.integer(0), 0), (.integer(1), 2001), (.integer(99), 1999),
            (.text("0"), 2000), (.text("0000"), 0), (.text("70"), 1970), (.text("2155"), 2155),
        ]
        for (written, year) in years {
            #expect(try store(written, .year) == .init(value: .integer(year)))
        }
        #expect(
            try store(.integer(1800), .year).problem?.error(column: "y", row: 2)
                == MySQLError(1264, "22003", "Out of range value for column 'y' at row 2"))
        #expect(
            try store(.text("abc"), .year).problem?.error(column: "y", row: 1)
                == MySQLError(
                    1366, "HY000", "Incorrect integer value: 'abc' for column 'y' at row 1"))
        #expect(
            try store(.text("2020x"), .year).problem?.error(column: "y", row: 1)
                == MySQLError(1265, "01000", "Data truncated for column 'y' at row 1"))
    }

    @Test func `A part without room is only a note`() throws {
        let dropped = try store(.text("2020-01-05 10:00:00"), .date)
        #expect(dropped.value == .text("2020-01-05"))
        #expect(dropped.problem?.error(column: "d", row: 1) == nil)
        #expect(
            dropped.problem?.warning(column: "d", row: 1)
                == .init(
                    level: .note, number: 1292,
                    message:
                        "Incorrect date value: '2020-01-05 10:00:00' for column 'd' at row 1"))
    }

    @Test func `Without strictness the nearest value is stored with a warning`() throws {
        let garbage = try store(.text("2020-01-05abc"), .date)
        #expect(garbage.value == .text("2020-01-05"))
        #expect(
            garbage.problem?.warning(column: "d", row: 3)
                == .init(
                    level: .warning, number: 1265, message: "Data truncated for column 'd' at row 3"
                ))
        let long = try store(.text("916:00:00"), .time(fraction: 0))
        #expect(long.value == .integer(MySQLTime.limit))
        #expect(
            long.problem?.warning(column: "t", row: 1)
                == .init(
                    level: .warning, number: 1264,
                    message: "Out of range value for column 't' at row 1"))
    }

    @Test func `Values of one temporal type go into columns of another`() throws {
        let time = MySQLType(.time(fraction: 0))
        let datetime = MySQLType(.datetime(fraction: 0))
        #expect(
            try store(.integer(3_600_000_000), .datetime(fraction: 0), from: time).value
                == .text("2020-02-29 01:00:00"))
        #expect(
            try store(.text("2020-01-05 10:20:30"), .time(fraction: 0), from: datetime).value
                == .integer(37_230_000_000))
        #expect(
            try store(.text("2020-01-05 10:20:30"), .year, from: datetime).value == .integer(2020))
    }

    @Test func `The mode may allow zero and impossible dates`() throws {
        #expect(try store(.text("0000-00-00"), .date, mode: []).problem == nil)
        #expect(
            try store(.text("2020-00-05"), .date, mode: []).value == .text("2020-00-05"))
        #expect(
            try store(.text("2020-02-31"), .date, mode: .allowsInvalidDates).value
                == .text("2020-02-31"))
    }

    @Test func `Python shows temporal values as its client reads them`() {
        func shown(_ value: SQLiteValue, _ kind: MySQLType.Kind) -> String? {
            TemporalRendering.python(value, type: MySQLType(kind))
        }
        #expect(shown(.text("2020-01-31"), .date) == "datetime.date(2020, 1, 31)")
        #expect(shown(.text("0000-00-00"), .date) == "None")
        #expect(
            shown(.text("2020-01-02 00:00:00"), .datetime(fraction: 0))
                == "datetime.datetime(2020, 1, 2, 0, 0)")
        #expect(
            shown(.text("2020-01-31 10:20:00.5"), .datetime(fraction: 1))
                == "datetime.datetime(2020, 1, 31, 10, 20, 0, 500000)")
        #expect(shown(.integer(0), .time(fraction: 0)) == "datetime.timedelta(0)")
        #expect(
            shown(.integer(-5_400_000_000), .time(fraction: 0))
                == "datetime.timedelta(days=-1, seconds=81000)")
        #expect(shown(.integer(2020), .year) == "2020")
        #expect(shown(.null, .date) == "None")
        #expect(shown(.text("x"), .string(.text)) == nil)
    }
}

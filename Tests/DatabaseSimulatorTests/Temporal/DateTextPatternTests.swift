import Testing

@testable import DatabaseSimulator

@Suite struct DateTextPatternTests {
    @Test(arguments: [
        ("03-01-02 8:11:2.123456", "%y-%m-%d %H:%i:%S.%#", "2003-01-02 08:11:02"),
        ("0003-01-02 8:11:2.123456", "%Y-%m-%d %H:%i:%S.%#", "0003-01-02 08:11:02"),
        ("03-01-02 8:11:2.123456", "%Y-%m-%d %H:%i:%S.%#", "2003-01-02 08:11:02"),
        ("2003-01-02 10:11:12 PM", "%Y-%m-%d %h:%i:%S %p", "2003-01-02 22:11:12"),
        ("2003-01-02 12:11:12 am", "%Y-%m-%d %h:%i:%S%p", "2003-01-02 00:11:12"),
        ("2003-01-02 11:11:12Pm", "%Y-%m-%d %h:%i:%S%p", "2003-01-02 23:11:12"),
        ("15-01-2001 12:59:58", "%d-%m-%Y %H:%i:%S", "2001-01-15 12:59:58"),
        ("15 September 2001", "%d %M %Y", "2001-09-15 00:00:00"),
        ("15 SEPTEMB 2001", "%d %M %Y", "2001-09-15 00:00:00"),
        ("15 MAY 2001", "%d %b %Y", "2001-05-15 00:00:00"),
        ("15th May 2001", "%D %b %Y", "2001-05-15 00:00:00"),
        ("Sund 15 MAY 2001", "%W %d %b %Y", "2001-05-15 00:00:00"),
        ("Tuesday 00 2002", "%W %U %Y", "2002-01-01 00:00:00"),
        ("Thursday 53 1998", "%W %u %Y", "1998-12-31 00:00:00"),
        ("Sunday 01 2001", "%W %v %x", "2001-01-07 00:00:00"),
        ("Tuesday 52 2001", "%W %V %X", "2002-01-01 00:00:00"),
        ("15-01-2001", "%d-%m-%Y %H:%i:%S", "2001-01-15 00:00:00"),
        ("15-01-20", "%d-%m-%y", "2020-01-15 00:00:00"),
        ("15-2001-1", "%d-%Y-%c", "2001-01-15 00:00:00"),
    ]) func `A text that fits its format is read`(
        _ text: String, _ format: String, _ answer: String
    ) throws {
        let pattern = try DateTextPattern(text, format: format)
        #expect(pattern.parts.clock.text(digits: 0) == answer)
    }

    @Test(arguments: [
        ("2003-01-02 10:11:12 PM", "%Y-%m-%d %H:%i:%S %p"),
        ("2003-01-02 10:11:12.123456", "%Y-%m-%d %h:%i:%S %p"),
        ("2003-01-02 10:11:12AM", "%Y-%m-%d %h:%i:%S.%f %p"),
        ("2003-01-02 10:11:12AN", "%Y-%m-%d %h:%i:%S%p"),
        ("2003-01-02 10:11:12 PM", "%y-%m-%d %H:%i:%S %p"),
        ("10:20:10AM", "%H:%i:%s%p"), ("15 Septembei 2001", "%d %M %Y"),
        ("15 Ju 2001", "%d %M %Y"), ("Sund 15 MA", "%W %d %b %Y"),
        ("Thursdai 12 1998", "%W %u %Y"), ("Sunday 01 2001", "%W %v %X"),
        ("Tuesday 52 2001", "%W %V %x"), ("Tuesday 52 2001", "%W %V %Y"),
        ("Tuesday 52 2001", "%W %u %x"), ("7 53 1998", "%w %u %Y"),
    ]) func `A text that does not fit is refused`(_ text: String, _ format: String) {
        #expect(throws: DateTextPattern.Mismatch.self) {
            try DateTextPattern(text, format: format)
        }
    }

    @Test func `A mismatch inside a time names the time`() {
        do throws(DateTextPattern.Mismatch) {
            _ = try DateTextPattern("2004.12.12 22.30.61", format: "%Y.%m.%d %T")
            Issue.record("no mismatch")
        } catch {
            #expect(error.kind == "time")
            #expect(error.text == "22.30.61")
        }
    }

    @Test(arguments: [
        ("%Y-%m-%d", MySQLType.Kind.date), ("%H:%i", .time(fraction: 0)),
        ("%s.%f", .time(fraction: 6)), ("%Y %T", .datetime(fraction: 0)),
        ("%Y %f", .datetime(fraction: 6)), ("%d", .date), ("%d %H", .time(fraction: 0)),
        ("text", .date),
    ]) func `The format decides the type`(_ format: String, _ kind: MySQLType.Kind) {
        #expect(DateTextPattern.type(of: format).kind == kind)
    }
}

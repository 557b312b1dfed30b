import SQLiteKit
import Testing

@testable import DatabaseSimulator

/// An expression, and what MySQL answers as Python renders it.
struct ExpressionCase: CustomTestStringConvertible {
    var expression: String
    var answer: String

    init(_ expression: String, _ answer: String) {
        self.expression = expression
        self.answer = answer
    }

    var testDescription: String { expression }
}

/// Checks cases in a session at 2020-02-29 13:14:15.678901 UTC.
func check(
    _ cases: [ExpressionCase], mode: TemporalMode = .standard,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    for test in cases {
        let session = SessionContext()
        session.now = 1_582_982_055_678_901
        session.temporalMode = mode
        let answer: String
        do {
            answer = try TemporalStatement.answer("SELECT " + test.expression, session)
        } catch let error as MySQLError {
            answer = "[(" + error.rendered + ",)]"
        } catch StatementFailure.mysql(let error) {
            answer = "[(" + error.rendered + ",)]"
        } catch {
            answer = "\(error)"
        }
        #expect(
            answer == "[(\(test.answer),)]", "\(test.expression)", sourceLocation: sourceLocation)
    }
}

@Suite struct TemporalFunctionTests {
    @Test func `Parts of dates and times are read from texts and numbers`() {
        check([
            .init("DAYOFMONTH(19970323)", "23"),
            .init("YEAR('98-02-03')", "1998"),
            .init("DAYOFYEAR('1997-12-31')", "365"),
            .init("MONTH('2001-02-00')", "2"),
            .init("YEAR('2001-00-00')", "2001"),
            .init("QUARTER(980303)", "1"),
            .init("HOUR('1997-03-03 23:03:22')", "23"),
            .init("MINUTE('23:03:22')", "3"),
            .init("SECOND(230322)", "22"),
            .init("MICROSECOND('10:20:30.5')", "500000"),
            .init("DAYNAME('1962-03-03')", "'Saturday'"),
            .init("MONTHNAME('1972-03-04')", "'March'"),
            .init("DAYOFYEAR('0000-00-00')", "None"),
            .init("MONTH('0000-00-00')", "None"),
            .init("MONTH(0)", "0"),
            .init("MONTHNAME(0)", "None"),
            .init("MONTH('bad')", "None"),
            .init("DAYOFWEEK('2023-01-01')", "1"),
            .init("WEEKDAY('1997-11-29')", "5"),
            .init("LAST_DAY('2003-03-32')", "None"),
            .init("LAST_DAY('2000-02-05')", "datetime.date(2000, 2, 29)"),
            .init("LAST_DAY('2005-01-00')", "datetime.date(2005, 1, 31)"),
            .init("LAST_DAY('2005-00-01')", "None"),
            .init("LAST_DAY('1997-12-1')+0", "19971231"),
            .init("TIME_TO_SEC('15:12:22')", "54742"),
            .init("TIME_TO_SEC('916:40:00')", "3020399"),
            .init("TIME_TO_SEC('-01:00:00')", "-3600"),
            .init("MINUTE('2020-01-31')", "20"),
        ])
    }

    @Test func `Weeks are counted in eight modes`() {
        let days = [
            "19981231", "20000101", "20000106", "20001231", "20010101",
        ]
        let weeks = [
            [52, 53, 52, 53, 52, 52, 52, 52],
            [0, 0, 52, 52, 0, 0, 52, 52], [1, 1, 1, 1, 1, 1, 1, 1],
            [53, 52, 53, 52, 53, 52, 1, 52], [0, 1, 53, 1, 1, 1, 1, 1],
        ]
        for (day, modes) in zip(days, weeks) {
            check(modes.enumerated().map { .init("WEEK(\(day), \($0))", "\($1)") })
        }
        let yearWeeks = [200053, 200052, 200053, 200052, 200101, 200052, 200101, 200052]
        check(yearWeeks.enumerated().map { .init("YEARWEEK(20001231, \($0))", "\($1)") })
        check([
            .init("YEARWEEK('1982-01-01', 1)", "198153"), .init("YEARWEEK('1987-01-01')", "198652"),
            .init("WEEKOFYEAR('2020-12-31')", "53"), .init("WEEK('1998-03-03')", "9"),
            .init("WEEKOFYEAR('1997-11-30 23:59:59.000001')", "48"),
            .init("WEEK(19980101)", "0"), .init("WEEK(19980101, 1)", "1"),
        ])
    }

    @Test func `Days, seconds and periods are counted`() {
        check([
            .init("FROM_DAYS(TO_DAYS('960101'))", "datetime.date(1996, 1, 1)"),
            .init("TO_DAYS('0000-01-01')", "1"),
            .init("TO_DAYS('9999-12-31')", "3652424"),
            .init("TO_SECONDS('2009-11-29')", "63426672000"),
            .init("FROM_DAYS(365)", "None"),
            .init("FROM_DAYS(3652499)", "None"),
            .init("PERIOD_ADD('9602',-12)", "199502"),
            .init("PERIOD_DIFF(199505,'9404')", "13"),
            .init("PERIOD_ADD(202013, 1)", "1210 (HY000): Incorrect arguments to period_add"),
            .init("DATEDIFF('2020-03-01', DATE '2020-02-01')", "29"),
            .init("DATEDIFF('2023-02-30','2023-01-01')", "None"),
            .init("MAKEDATE(2011,365)", "datetime.date(2011, 12, 31)"),
            .init("MAKEDATE(11111111,1)", "None"),
            .init("MAKEDATE(70,1)", "datetime.date(1970, 1, 1)"),
            .init("MAKETIME(12,15,30.5)", "datetime.timedelta(seconds=44130, microseconds=500000)"),
            .init("MAKETIME(916,0,0)", "datetime.timedelta(days=34, seconds=82799)"),
            .init("MAKETIME(-916,0,0)", "datetime.timedelta(days=-35, seconds=3601)"),
            .init("MAKETIME(0,60,0)", "None"),
            .init("SEC_TO_TIME(9001)+0", "23001"),
            .init("SEC_TO_TIME(3300000)", "datetime.timedelta(days=34, seconds=82799)"),
            .init("SEC_TO_TIME('61.5')", "datetime.timedelta(seconds=61, microseconds=500000)"),
        ])
    }

    @Test func `Intervals of every unit are added`() {
        let start = "'1997-12-31 23:59:59'"
        func added(_ amount: String, _ answer: String) -> ExpressionCase {
            .init("DATE_ADD(\(start), INTERVAL \(amount))", answer)
        }
        check([
            added("1 SECOND", "'1998-01-01 00:00:00'"), added("1 MINUTE", "'1998-01-01 00:00:59'"),
            added("1 HOUR", "'1998-01-01 00:59:59'"), added("1 DAY", "'1998-01-01 23:59:59'"),
            added("1 MONTH", "'1998-01-31 23:59:59'"), added("1 YEAR", "'1998-12-31 23:59:59'"),
            added("'1:1' MINUTE_SECOND", "'1998-01-01 00:01:00'"),
            added("'1:1' HOUR_MINUTE", "'1998-01-01 01:00:59'"),
            added("'1:1' DAY_HOUR", "'1998-01-02 00:59:59'"),
            added("'1 1' YEAR_MONTH", "'1999-01-31 23:59:59'"),
            added("'1:1:1' HOUR_SECOND", "'1998-01-01 01:01:00'"),
            added("'1 1:1' DAY_MINUTE", "'1998-01-02 01:00:59'"),
            added("'1 1:1:1' DAY_SECOND", "'1998-01-02 01:01:00'"),
            added("100000 SECOND", "'1998-01-02 03:46:39'"),
            added("-100000 MINUTE", "'1997-10-23 13:19:59'"),
            added("100000 HOUR", "'2009-05-29 15:59:59'"),
            added("-100000 DAY", "'1724-03-17 23:59:59'"),
            added("100000 MONTH", "None"), added("-100000 YEAR", "None"),
            added("'10000:1' MINUTE_SECOND", "'1998-01-07 22:40:00'"),
            added("'-10000:1' HOUR_MINUTE", "'1996-11-10 07:58:59'"),
            added("'10000:1' DAY_HOUR", "'2025-05-19 00:59:59'"),
            added("'-100 1' YEAR_MONTH", "'1897-11-30 23:59:59'"),
            added("'10000:99:99' HOUR_SECOND", "'1999-02-21 17:40:38'"),
            added("' -10000 99:99' DAY_MINUTE", "'1970-08-11 19:20:59'"),
            added("'10000 99:99:99' DAY_SECOND", "'2025-05-23 04:40:38'"),
            added("NULL SECOND", "None"),
            added("'1.5' SECOND", "'1998-01-01 00:00:00.500000'"),
            added("1.5 SECOND", "'1998-01-01 00:00:00.500000'"),
            added("1.5 DAY", "'1998-01-02 23:59:59'"),
            added("1 MICROSECOND", "'1997-12-31 23:59:59.000001'"),
            .init(
                "DATE_SUB('1998-01-01 00:00:00', INTERVAL '1 1' YEAR_MONTH)",
                "'1996-12-01 00:00:00'"),
            .init(
                "DATE_SUB('1998-01-01 00:00:00', INTERVAL '1 1:1:1' DAY_SECOND)",
                "'1997-12-30 22:58:59'"),
            .init("DATE_ADD('1998-01-30', INTERVAL '2:1' YEAR_MONTH)", "'2000-02-29'"),
            .init("DATE_ADD('1996-02-29', INTERVAL '1' YEAR)", "'1997-02-28'"),
            .init("INTERVAL 1 DAY + '1997-12-31'", "'1998-01-01'"),
            .init("DATE_ADD(20071108181000, INTERVAL 1 DAY)", "'2007-11-09 18:10:00'"),
            .init("DATE_ADD(20071108, INTERVAL 1 DAY)", "'2007-11-09'"),
            .init("DATE_ADD('9999-12-31 23:59:59', INTERVAL 1 SECOND)", "None"),
            .init("DATE_SUB('0000-00-00 00:00:00', INTERVAL 1 SECOND)", "None"),
            .init("'1900-01-01 00:00:00' + INTERVAL 2147483648 SECOND", "'1968-01-20 03:14:08'"),
            .init(
                "'1900-01-01 00:00:00' + INTERVAL '100000000:214748364700' MINUTE_SECOND",
                "'8895-03-27 22:11:40'"),
            .init(
                "'1900-01-01 00:00:00' + INTERVAL '1000000000:214748364700' MINUTE_SECOND", "None"),
            .init(
                "DATE_ADD('1000-01-01 00:00:00', INTERVAL '1.03:02:01.05' DAY_MICROSECOND)",
                "'1000-01-02 03:02:01.050000'"),
            .init(
                "DATE_ADD('1000-01-01 00:00:00', INTERVAL '1.02' DAY_MICROSECOND)",
                "'1000-01-01 00:00:01.020000'"),
            .init("DATE_SUB('50-01-01 00:00:01', INTERVAL 2 SECOND)", "'2049-12-31 23:59:59'"),
            .init("DATE_SUB('0050-01-01 00:00:01', INTERVAL 2 SECOND)", "'0049-12-31 23:59:59'"),
            .init(
                "LAST_DAY('2007-12-06 08:59:19.05') - INTERVAL 1 SECOND",
                "datetime.datetime(2007, 12, 30, 23, 59, 59)"),
            .init(
                "DATE '2003-01-02' + INTERVAL '1:1' DAY_HOUR", "datetime.datetime(2003, 1, 3, 1, 0)"
            ),
            .init("DATE '2003-01-02' + INTERVAL '1' QUARTER", "datetime.date(2003, 4, 2)"),
            .init("TIME '06:07:08' + INTERVAL 1 SECOND", "datetime.timedelta(seconds=22029)"),
            .init("TIME '06:07:08' + INTERVAL 1 DAY", "datetime.datetime(2020, 3, 1, 6, 7, 8)"),
            .init("TIME '838:59:59' + INTERVAL 1 SECOND", "None"),
            .init("TIMESTAMPADD(WEEK, 1, DATE '2003-01-02')", "datetime.date(2003, 1, 9)"),
            .init(
                "TIMESTAMPADD(SQL_TSI_SECOND, 1, DATE '2003-01-02')",
                "datetime.datetime(2003, 1, 2, 0, 0, 1)"),
            .init(
                "STR_TO_DATE('10:00 PM', '%h:%i %p') + INTERVAL 10 MINUTE",
                "datetime.timedelta(seconds=79800)"),
            .init("DATE_ADD('1995-01-05', INTERVAL '9223372036854775807-02' YEAR_MONTH)", "None"),
            .init("DATE_ADD('1995-01-05', INTERVAL 9223372036854775806 SECOND)", "None"),
            .init("DATE_ADD('10:00:00', INTERVAL 1 HOUR)", "None"),
            .init("ADDDATE(DATE '2020-01-01', 31)", "datetime.date(2020, 2, 1)"),
        ])
    }

    @Test func `EXTRACT and TIMESTAMPDIFF know all their units`() {
        check([
            .init("EXTRACT(YEAR_MONTH FROM '1999-01-02')", "199901"),
            .init("EXTRACT(DAY_HOUR FROM '1999-01-02 10:11:12')", "210"),
            .init("EXTRACT(DAY_MINUTE FROM '02 10:11:12')", "5811"),
            .init("EXTRACT(DAY_SECOND FROM '225 10:11:12')", "8385959"),
            .init("EXTRACT(HOUR_MINUTE FROM '10:11:12')", "1011"),
            .init("EXTRACT(MINUTE_SECOND FROM '10:11:12')", "1112"),
            .init("EXTRACT(MONTH FROM '2001-02-00')", "2"),
            .init("EXTRACT(QUARTER FROM '2004-12-15')", "4"),
            .init("EXTRACT(HOUR FROM '100000:02:03')", "838"),
            .init("EXTRACT(MICROSECOND FROM '2003-01-02 10:30:00.000123')", "123"),
            .init("EXTRACT(HOUR FROM TIME '-10:11:12')", "-10"),
            .init("EXTRACT(WEEK FROM '2020-05-01')", "17"),
            .init("TIMESTAMPDIFF(MONTH,'2000-03-28','2000-02-29')", "0"),
            .init("TIMESTAMPDIFF(MONTH,'1991-03-28','2000-02-29')", "107"),
            .init("TIMESTAMPDIFF(QUARTER,'2002-05-01','2001-01-01')", "-5"),
            .init("TIMESTAMPDIFF(YEAR,'2002-05-01','2001-01-01')", "-1"),
            .init("TIMESTAMPDIFF(SQL_TSI_WEEK,'2001-02-01','2001-05-01')", "12"),
            .init(
                "TIMESTAMPDIFF(SQL_TSI_MINUTE,'2001-02-01 12:59:59','2001-05-01 12:58:59')",
                "128159"),
            .init(
                "TIMESTAMPDIFF(SQL_TSI_SECOND,'2001-02-01 12:59:59','2001-05-01 12:58:58')",
                "7689539"),
            .init("TIMESTAMPDIFF(DAY,'2006-01-10 14:30:28','2006-01-12 14:30:27')", "1"),
            .init("TIMESTAMPDIFF(MONTH,'2006-01-10 14:30:28','2006-02-10 14:30:27')", "0"),
            .init("TIMESTAMPDIFF(YEAR,'2004-02-29','2005-02-28')", "0"),
            .init("TIMESTAMPDIFF(MONTH,'2003-02-28','2004-02-29')", "12"),
            .init("TIMESTAMPDIFF(MICROSECOND,'2020-01-01','2020-01-01 00:00:01.5')", "1500000"),
        ])
    }

    @Test func `Times are added and subtracted`() {
        check([
            .init(
                "ADDTIME('2007-12-31 23:59:59.999999','1 1:1:1.000002')",
                "'2008-01-02 01:01:01.000001'"),
            .init("ADDTIME('01:00:00.999999','02:00:00.999998')", "'03:00:01.999997'"),
            .init("ADDTIME('500:00:00','416:40:00')", "'838:59:59'"),
            .init("SUBTIME('916:40:00','416:40:00')", "'422:19:59'"),
            .init("SUBTIME('-916:40:00','416:40:00')", "'-838:59:59'"),
            .init(
                "SUBTIME('2007-12-31 23:59:59.999999','1 1:1:1.000002')",
                "'2007-12-30 22:58:58.999997'"),
            .init("SUBTIME('0000-01-00 00:00','00:00')", "None"),
            .init("ADDTIME(DATE '2020-01-01','01:00:00')", "datetime.datetime(2020, 1, 1, 1, 0)"),
            .init(
                "ADDTIME(TIME '10:00:00','01:00:00.5')",
                "datetime.timedelta(seconds=39600, microseconds=500000)"),
            .init(
                "TIMEDIFF('2008-12-31 23:59:59.000001','2008-12-30 01:01:01.000002')",
                "datetime.timedelta(days=1, seconds=82737, microseconds=999999)"),
            .init("TIMEDIFF('10:00:00','2020-01-01 10:00:00')", "None"),
            .init(
                "TIMEDIFF(TIMESTAMP '2020-01-02 00:00:00','2020-01-01 12:00:00')",
                "datetime.timedelta(seconds=43200)"),
            .init("TIMEDIFF('00:00:00','01:00:00')", "datetime.timedelta(days=-1, seconds=82800)"),
            .init("TIMESTAMP('2003-12-31')", "datetime.datetime(2003, 12, 31, 0, 0)"),
            .init(
                "TIMESTAMP('2003-12-31 12:00:00','12:00:00')", "datetime.datetime(2004, 1, 1, 0, 0)"
            ),
        ])
    }

    @Test func `Microseconds are kept through arithmetic`() {
        check([
            .init(
                "EXTRACT(DAY_MICROSECOND FROM '1999-01-02 10:11:12.000123')", "2101112000123"),
            .init("EXTRACT(SECOND_MICROSECOND FROM '1999-01-02 10:11:12.000123')", "12000123"),
            .init(
                "DATE_ADD('1997-12-31 23:59:59.000002', INTERVAL '10000 99:99:99.999999' DAY_MICROSECOND)",
                "'2025-05-23 04:40:39.000001'"),
            .init(
                "DATE_ADD('1997-12-31 23:59:59.000002', INTERVAL '10000.999999' SECOND_MICROSECOND)",
                "'1998-01-01 02:46:40.000001'"),
            .init(
                "DATE_SUB('1998-01-01 00:00:00.000001', INTERVAL '1:1.000002' MINUTE_MICROSECOND)",
                "'1997-12-31 23:58:58.999999'"),
            .init(
                "DATE_ADD('1997-12-31', INTERVAL '10.09' SECOND_MICROSECOND)",
                "'1997-12-31 00:00:10.090000'"),
            .init("SUBDATE('1997-12-31 23:59:59.000001', 10)", "'1997-12-21 23:59:59.000001'"),
            .init("SUBTIME('01:00:00.999999','02:00:00.999998')", "'-00:59:59.999999'"),
            .init("ADDTIME('-01:01:01.01','-23:59:59.1')", "'-25:01:00.110000'"),
            .init(
                "ADDTIME('1997-12-31 23:59:59.999999','1998-01-01 01:01:01.999999')", "None"),
            .init("MICROSECOND(19971231235959.01)", "10000"),
            .init(
                "TIMEDIFF('2005-01-11 15:48:49.999999','2005-01-11 15:48:50')",
                "datetime.timedelta(days=-1, seconds=86399, microseconds=999999)"),
            .init("CAST(-101010.9999 AS TIME(3))", "datetime.timedelta(days=-1, seconds=49789)"),
            .init("CAST(999999.1 AS TIME(3))", "None"),
            .init("TIME('1997-12-31 25:59:59.000001')", "None"),
            .init("TIME('-73:42:12')+0", "-734212"),
            .init("MAKEDATE('0003',1)", "datetime.date(2003, 1, 1)"),
            .init("MAKEDATE(9999,366)", "None"),
            .init(
                "TIMESTAMP('2001-12-01','25:01:01')", "datetime.datetime(2001, 12, 2, 1, 1, 1)"),
            .init("TIMESTAMP('2001-13-01','01:01:01.000001')", "None"),
        ])
    }

    @Test func `Unix time and time zones are converted`() {
        check([
            .init("UNIX_TIMESTAMP()", "1582982055"),
            .init("UNIX_TIMESTAMP('2015-11-13 10:20:19')", "1447410019"),
            .init("UNIX_TIMESTAMP('2015-11-13 10:20:19.012')", "Decimal('1447410019.012')"),
            .init("UNIX_TIMESTAMP('1969-12-01 19:00:01')", "0"),
            .init("UNIX_TIMESTAMP('a')", "Decimal('0.000000')"),
            .init("UNIX_TIMESTAMP('5000-01-01 00:00:00')", "0"),
            .init("UNIX_TIMESTAMP(NULL)", "None"),
            .init("FROM_UNIXTIME(1447430881)", "datetime.datetime(2015, 11, 13, 16, 8, 1)"),
            .init("FROM_UNIXTIME(1447430881)+0", "20151113160801"),
            .init(
                "FROM_UNIXTIME(1447430881.5)", "datetime.datetime(2015, 11, 13, 16, 8, 1, 500000)"),
            .init("FROM_UNIXTIME(1447430881,'%Y %D %M')", "'2015 13th November'"),
            .init("FROM_UNIXTIME(-1)", "None"), .init("FROM_UNIXTIME(32536771200)", "None"),
            .init(
                "CONVERT_TZ('2004-01-01 12:00:00','+00:00','+10:00')",
                "datetime.datetime(2004, 1, 1, 22, 0)"),
            .init(
                "CONVERT_TZ('2025-01-01','-01:00','-08:00')",
                "datetime.datetime(2024, 12, 31, 17, 0)"),
            .init("CONVERT_TZ('2004-01-01 12:00:00','GMT','MET')", "None"),
            .init(
                "CONVERT_TZ('2004-01-01 12:00:00','SYSTEM','+00:00')",
                "datetime.datetime(2004, 1, 1, 12, 0)"),
            .init("NOW()", "datetime.datetime(2020, 2, 29, 13, 14, 15)"),
            .init("NOW(6)", "datetime.datetime(2020, 2, 29, 13, 14, 15, 678901)"),
            .init("UTC_TIME(2)", "datetime.timedelta(seconds=47655, microseconds=670000)"),
            .init("CURDATE()", "datetime.date(2020, 2, 29)"),
            .init("CURRENT_TIME", "datetime.timedelta(seconds=47655)"),
            .init("NOW(7)", "1426 (42000): Too-big precision 7 specified for 'now'. Maximum is 6."),
        ])
    }

    @Test func `Formats write every specifier`() {
        check([
            .init(
                "DATE_FORMAT('1997-01-02 03:04:05', '%M %W %D %Y %y %m %d %h %i %s %w')",
                "'January Thursday 2nd 1997 97 01 02 03 04 05 4'"),
            .init("DATE_FORMAT('1997-01-02', '%h')", "'12'"),
            .init("DATE_FORMAT('1998-12-31','%x-%v')", "'1998-53'"),
            .init("DATE_FORMAT('2000-01-01','%x-%v %X-%V %U %u')", "'1999-52 1999-52 00 00'"),
            .init(
                "DATE_FORMAT('19980131131415','%H|%I|%k|%l|%i|%p|%r|%S|%T| %M|%W|%D|%Y|%y|%a|%b|%j|%m|%d|%h|%s|%w')",
                "'13|01|13|1|14|PM|01:14:15 PM|15|13:14:15| January|Saturday|31st|1998|98|Sat|Jan|031|01|31|01|15|6'"
            ),
            .init("DATE_FORMAT(19980021000000,'%H %M')", "None"),
            .init("DATE_FORMAT('0000-00-11', '%W')", "None"),
            .init("DATE_FORMAT('2020-01-05','%e %c %f %%%q')", "'5 1 000000 %q'"),
            .init("DATE_FORMAT('2020-01-11','%D')", "'11th'"),
            .init("DATE_FORMAT('2020-01-22','%D')", "'22nd'"),
            .init("DATE_FORMAT('2020-01-05','')", "None"),
            .init(
                "TIME_FORMAT(19980131131415,'%H|%I|%k|%l|%i|%p|%r|%S|%T')",
                "'13|01|13|1|14|PM|01:14:15 PM|15|13:14:15'"),
            .init("TIME_FORMAT('100:00:00', '%H %k %h %I %l')", "'100 100 04 04 4'"),
            .init("TIME_FORMAT('-01:00:00', '%H')", "'-01'"),
            .init("TIME_FORMAT('10:00:00', '%W')", "None"),
            .init("GET_FORMAT(DATE,'EUR')", "'%d.%m.%Y'"),
            .init("GET_FORMAT(DATETIME,'usa')", "'%Y-%m-%d %H.%i.%s'"),
            .init("GET_FORMAT(TIME,'none')", "None"),
        ])
    }

    @Test func `STR_TO_DATE reads by every specifier`() {
        check([
            .init("STR_TO_DATE('01,5,2013','%d,%m,%Y')", "datetime.date(2013, 5, 1)"),
            .init("STR_TO_DATE('May 1, 2013','%M %d,%Y')", "datetime.date(2013, 5, 1)"),
            .init("STR_TO_DATE('a09:30:17','a%h:%i:%s')", "datetime.timedelta(seconds=34217)"),
            .init("STR_TO_DATE('09:30:17a','%h:%i:%s')", "datetime.timedelta(seconds=34217)"),
            .init("STR_TO_DATE('abc','abc')", "None"),
            .init("STR_TO_DATE('9','%m')", "None"),
            .init("STR_TO_DATE('9','%s')", "datetime.timedelta(seconds=9)"),
            .init("STR_TO_DATE('200442 Monday','%X%V %W')", "datetime.date(2004, 10, 18)"),
            .init(
                "STR_TO_DATE('2003-01-02 10:11:12.0012','%Y-%m-%d %H:%i:%S.%f')",
                "datetime.datetime(2003, 1, 2, 10, 11, 12, 1200)"),
            .init("STR_TO_DATE('10:11:12 PM','%r')", "datetime.timedelta(seconds=79872)"),
            .init("STR_TO_DATE('060 2004','%j %Y')", "datetime.date(2004, 2, 29)"),
            .init("STR_TO_DATE('4 53 1998','%w %u %Y')", "datetime.date(1998, 12, 31)"),
            .init("STR_TO_DATE('15th oct 2001','%D %b %Y')", "datetime.date(2001, 10, 15)"),
            .init("STR_TO_DATE('Ma 1 2001','%M %d %Y')", "None"),
            .init(
                "STR_TO_DATE('03.01.02 11:18:22','%y.%m.%d %T')",
                "datetime.datetime(2003, 1, 2, 11, 18, 22)"),
            .init("STR_TO_DATE('1998-02-30','%Y-%m-%d')", "None"),
            .init("STR_TO_DATE('2020-01','%Y-%m-%d')", "None"),
            .init("STR_TO_DATE('13:00 PM','%h:%i %p')", "None"),
            .init("STR_TO_DATE('  2020-01-05','%Y-%m-%d')", "datetime.date(2020, 1, 5)"),
            .init("STR_TO_DATE('2020/1/5 abc','%Y/%c/%e')", "datetime.date(2020, 1, 5)"),
        ])
    }

    @Test func `CAST takes what MySQL takes for a date`() {
        check([
            .init("CAST('2020-1-5' AS DATE)", "datetime.date(2020, 1, 5)"),
            .init("CAST('2020.1.5' AS DATE)", "datetime.date(2020, 1, 5)"),
            .init("CAST('20200115' AS DATE)", "datetime.date(2020, 1, 15)"),
            .init("CAST('20-1-5' AS DATE)", "datetime.date(2020, 1, 5)"),
            .init("CAST('70-1-5' AS DATE)", "datetime.date(1970, 1, 5)"),
            .init("CAST(101 AS DATE)", "datetime.date(2000, 1, 1)"),
            .init("CAST('101' AS DATE)", "None"),
            .init("CAST(0 AS DATE)", "None"),
            .init("CAST('March 5, 2020' AS DATE)", "None"),
            .init("CAST('2020-01-05abc' AS DATE)", "datetime.date(2020, 1, 5)"),
            .init("CAST('2020-02-30' AS DATE)", "None"),
            .init("CAST('2020-00-05' AS DATE)", "None"),
            .init("CAST('' AS DATE)", "None"),
            .init(
                "CAST('2020-01-05T10:11:12.5' AS DATETIME)",
                "datetime.datetime(2020, 1, 5, 10, 11, 13)"),
            .init(
                "CAST('2020-01-05T10:11:12.5' AS DATETIME(1))",
                "datetime.datetime(2020, 1, 5, 10, 11, 12, 500000)"),
            .init(
                "CAST('2020-12-31 23:59:59.9' AS DATETIME)", "datetime.datetime(2021, 1, 1, 0, 0)"),
            .init(
                "CAST('2020-01-05 10:11:12+02:00' AS DATETIME)",
                "datetime.datetime(2020, 1, 5, 8, 11, 12)"),
            .init("CAST(20200131102030 AS DATETIME)", "datetime.datetime(2020, 1, 31, 10, 20, 30)"),
            .init("CAST('1 10:00' AS TIME)", "datetime.timedelta(days=1, seconds=36000)"),
            .init("CAST('101112' AS TIME)", "datetime.timedelta(seconds=36672)"),
            .init("CAST('10' AS TIME)", "datetime.timedelta(seconds=10)"),
            .init("CAST('10:20:30.5' AS TIME)", "datetime.timedelta(seconds=37231)"),
            .init("CAST('900:00:00' AS TIME)", "datetime.timedelta(days=34, seconds=82799)"),
            .init("CAST('10:60:00' AS TIME)", "None"),
            .init(
                "CAST(TIME '10:11:12' AS DATETIME)", "datetime.datetime(2020, 2, 29, 10, 11, 12)"),
            .init("CAST(99 AS YEAR)", "1999"), .init("CAST('0' AS YEAR)", "2000"),
            .init("CAST(9223372036854775807.9 AS YEAR)", "None"),
            .init("CAST(0 AS YEAR)", "0"), .init("CAST(1800 AS YEAR)", "None"),
            .init(
                "CAST('2020-01-01' AS DATETIME(7))",
                "1426 (42000): Too-big precision 7 specified for 'CAST'. Maximum is 6."),
            .init("DATE '2020-02-30'", "1525 (HY000): Incorrect DATE value: '2020-02-30'"),
            .init("TIMESTAMP '2020-01-01'", "1525 (HY000): Incorrect DATETIME value: '2020-01-01'"),
            .init("TIME '25:61:00'", "1525 (HY000): Incorrect TIME value: '25:61:00'"),
            .init("TIMESTAMP '2020-01-31 10:20:30.5'+0", "Decimal('20200131102030.5')"),
        ])
    }

    @Test func `The mode decides over zero and impossible dates`() {
        check(
            [
                .init("DATE '2009-10-00'", "None"),
                .init("LAST_DAY('2009-10-00')", "datetime.date(2009, 10, 31)"),
                .init("WEEK('2009-10-00')", "None"), .init("TO_DAYS('2009-10-00')", "None"),
                .init("MONTH('0000-00-00')", "0"), .init("DAY(STR_TO_DATE('200910','%Y%m'))", "0"),
                .init("DATE_FORMAT('0000-00-11', '%a')", "None"),
            ], mode: [])
        check(
            [.init("DAY('2020-02-30')", "30"), .init("DAY('2020-02-32')", "None")],
            mode: [.allowsInvalidDates])
        check(
            [.init("CAST('10:20:30.9' AS TIME)", "datetime.timedelta(seconds=37230)")],
            mode: [.truncatesFractions])
    }

    @Test(arguments: [
        ("YEAR('')", 1292, "Incorrect datetime value: ''"),
        ("CAST('2020-01-05abc' AS DATE)", 1292, "Truncated incorrect date value: '2020-01-05abc'"),
        ("CAST('900:00:00' AS TIME)", 1292, "Truncated incorrect time value: '900:00:00'"),
        (
            "STR_TO_DATE('bad','%Y')", 1411,
            "Incorrect datetime value: 'bad' for function str_to_date"
        ),
        ("STR_TO_DATE('1','%T')", 1411, ""),
        (
            "DATE_ADD('9999-12-31', INTERVAL 1 DAY)", 1441,
            "Datetime function: datetime field overflow"
        ),
        ("SEC_TO_TIME(3300000)", 1292, "Truncated incorrect time value: '3300000'"),
        ("MAKETIME(916,0,0)", 1292, "Truncated incorrect time value: '916:00:00'"),
    ]) func `Warnings are those of MySQL`(
        _ expression: String, _ number: Int, _ message: String
    ) throws {
        let session = SessionContext()
        _ = try TemporalStatement.answer("SELECT " + expression, session)
        guard !message.isEmpty else {
            #expect(session.warnings.isEmpty)
            return
        }
        #expect(session.warnings == [.init(level: .warning, number: number, message: message)])
    }

    @Test func `Comparisons read texts beside dates as dates`() {
        check([
            .init("DATE '2020-01-15' = '2020-1-15'", "1"),
            .init("DATE '2020-01-15' = '20200115'", "1"),
            .init("DATE '2020-01-15' < '2020-01-15 00:00:01'", "1"),
            .init("DATE '2020-01-15' = '2020-01-15 00:00:00'", "1"),
            .init("DATE '2020-01-15' = TIMESTAMP '2020-01-15 00:00:00'", "1"),
            .init("TIMESTAMP '2020-01-15 10:00:00' = '2020-01-15 10:00:00.0'", "1"),
            .init("TIMESTAMP '2020-01-15 10:00:00' < '2020-01-15 10:00:00.5'", "1"),
            .init("TIMESTAMP '2020-01-15 10:00:00.50' = TIMESTAMP '2020-01-15 10:00:00.5'", "1"),
            .init("CURDATE() > '2022-06'", "1525 (HY000): Incorrect DATE value: '2022-06'"),
            .init("NOW() > 'abc'", "1525 (HY000): Incorrect DATETIME value: 'abc'"),
            .init("DATE '2020-01-15' > DATE_FORMAT('bad', '%Y')", "None"),
            .init("DATE '2020-01-15' > DATE_FORMAT('2020-01-01', 'x')", "1"),
            .init("TIME '10:00:00' < TIME '100:00:00'", "1"),
            .init("TIME '10:00:00' > '9:00:00'", "0"),
            .init("DATE '2020-01-15' = 20200115", "1"),
            .init("CURTIME() < NOW()", "0"),
            .init("CURDATE() = NOW()", "0"),
            .init("DATE_FORMAT('2020-02-29', '%Y-%m-%d 10') > CURDATE()", "0"),
            .init("DATE_FORMAT('2020-03-29', '%M %d, %Y') < NOW()", "1"),
        ])
    }
}

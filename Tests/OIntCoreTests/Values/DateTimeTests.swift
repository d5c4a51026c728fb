import Foundation
import Testing

@testable import OIntCore

@Suite("Dates")
struct DateTimeTests {
    /// A date whose zone, where none is written, is that of Moscow.
    private func inMoscow(_ text: String) -> DateTime? { DateTime(text, localOffset: { _ in 3 * 3600 }) }

    @Test(
        "every form of a moment is read",
        arguments: [
            ("2026-01-31T10:00:05", "2026-01-31T10:00:05+03:00"), ("2026-01-31T10:00", "2026-01-31T10:00:00+03:00"),
            ("2026-01-31 10:00:05", "2026-01-31T10:00:05+03:00"), ("2026-01-31t10:00:05z", "2026-01-31T10:00:05Z"),
            ("2026-01-31T10:00:05Z", "2026-01-31T10:00:05Z"), ("2026-01-31T10:00Z", "2026-01-31T10:00:00Z"),
            ("2026-01-31 10:00:05+05:30", "2026-01-31T10:00:05+05:30"),
            ("2026-01-31T10:00:05-0330", "2026-01-31T10:00:05-03:30"),
            ("2026-01-31T10:00:05-11", "2026-01-31T10:00:05-11:00"),
            ("2026-01-31T10:00:05+00:00", "2026-01-31T10:00:05Z"),
            ("2026-01-31T10:00:05-00:00", "2026-01-31T10:00:05Z"),
            ("2026-01-31T10:00:05.999999999Z", "2026-01-31T10:00:05Z"),
            ("2026-01-31T10:00:05,5", "2026-01-31T10:00:05+03:00"),
            ("20260131100005", "2026-01-31T10:00:05+03:00"), ("202601311000", "2026-01-31T10:00:00+03:00"),
            ("20260131T100005Z", "2026-01-31T10:00:05Z"), ("20260131 1000", "2026-01-31T10:00:00+03:00"),
            ("20260131T100005+0100", "2026-01-31T10:00:05+01:00"),
            ("20260131100005.25-01:00", "2026-01-31T10:00:05-01:00"),
            ("2026-01-31T00:00:00", "2026-01-31T00:00:00+03:00"), ("2026-01-31T23:59:59Z", "2026-01-31T23:59:59Z"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"), ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59-23:59", "9999-12-31T23:59:59-23:59"),
        ])
    func moments(_ text: String, _ expected: String) throws {
        let date = try #require(inMoscow(text))
        #expect(date.rfc3339 == expected)
        #expect(date.hasTime)
        #expect(date.optionText == expected)
    }

    @Test("a day is read with and without dashes", arguments: ["2026-01-31", "20260131"])
    func days(_ text: String) throws {
        let date = try #require(inMoscow(text))
        #expect(!date.hasTime)
        #expect(date.dayText == "2026-01-31")
        #expect(date.optionText == "2026-01-31")
        #expect(date.rfc3339 == "2026-01-31T00:00:00+03:00")
        #expect((date.year, date.month, date.day) == (2026, 1, 31))
        #expect((date.hour, date.minute, date.second, date.offset) == (0, 0, 0, 10800))
    }

    @Test(
        "anything else is no date",
        arguments: [
            "", "today", "2026", "2026-01", "202601", "2026-1-31", "26-01-31", "31.01.2026", "2026/01/31", "2026-0131",
            "202601-31", "2026-01-31T", "2026-01-31T10", "2026-01-31T10:", "2026-01-31T10:0", "2026-01-31T10:00:",
            "2026-01-31T10:00:0", "2026-01-31T10:00:00.", "2026-01-31T10:00:00.Z", "2026-01-31T10:00.5", "2026013110",
            "2026-01-31T1000:00", "2026-01-31T10:0000", "2026-01-3110:00", "2026-01-31  10:00", "2026-01-31_10:00",
            "2026-01-31Z", "2026-01-31+03:00", "2026-01-31T10:00:00 +03:00", "2026-01-31T10:00:00+3",
            "2026-01-31T10:00:00+03:",
            "2026-01-31T10:00:00+03:0", "2026-01-31T10:00:00+24:00", "2026-01-31T10:00:00+03:60",
            "2026-01-31T10:00:00ZZ",
            "2026-01-31T10:00:00Z ", " 2026-01-31", "2026-01-31 ", "+2026-01-31", "-026-01-31", "٢٠٢٦-٠١-٣١",
            "2026–01–31",
            "2026-01-31T10:00:00MSK", "2026-W05-6", "2026-031", "2026-01-31\u{0}",
        ])
    func noDates(_ text: String) {
        #expect(inMoscow(text) == nil)
    }

    @Test(
        "days and times that don't exist are refused",
        arguments: [
            "0000-01-01", "2026-00-10", "2026-13-10", "2026-01-00", "2026-01-32", "2026-04-31", "2026-06-31",
            "2026-09-31",
            "2026-11-31", "2026-02-29", "1900-02-29", "2100-02-29", "2000-02-30", "2024-02-30", "2026-01-31T24:00:00",
            "2026-01-31T10:60:00", "2026-01-31T10:00:61",
        ])
    func impossible(_ text: String) {
        #expect(inMoscow(text) == nil)
    }

    @Test("the 29th of February is there in leap years", arguments: ["2024", "2000", "1600", "2400", "0004", "9996"])
    func leapYears(_ year: String) throws {
        let date = try #require(inMoscow("\(year)-02-29T12:00:00Z"))
        #expect(DateTime(unixTime: date.unixTime) == date)
        #expect(DateTime(unixTime: date.unixTime + 86400).dayText == "\(year)-03-01")
    }

    @Test("the local zone is asked for the time on the clock, and only where none is written")
    func localZone() {
        var asked: [Int] = []
        let zone: (Int) -> Int = {
            asked.append($0)
            return -12600
        }
        #expect(DateTime("1970-01-02T00:00:10", localOffset: zone)?.offset == -12600)
        #expect(DateTime("1970-01-02", localOffset: zone)?.unixTime == 86400 + 12600)
        #expect(DateTime("1970-01-02T00:00:10Z", localOffset: zone)?.offset == 0)
        #expect(DateTime("1970-01-02T00:00:10+01:00", localOffset: zone)?.offset == 3600)
        #expect(asked == [86410, 86400])
    }

    @Test("a time without a zone is that of the machine, summer time minded")
    func machineZone() async {
        // The zone belongs to the whole process, hence another process.
        await #expect(processExitsWith: .success) {
            setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1)
            tzset()
            for (text, expected) in [
                ("2026-01-31T12:00:00", "2026-01-31T12:00:00+01:00"),
                ("2026-07-31T12:00:00", "2026-07-31T12:00:00+02:00"),
                ("2026-07-31", "2026-07-31T00:00:00+02:00"), ("2026-07-31T12:00:00Z", "2026-07-31T12:00:00Z"),
                // The last second before the clocks go forward at two and back at three, and the first after.
                ("2026-03-29T01:59:59", "2026-03-29T01:59:59+01:00"),
                ("2026-03-29T03:00:00", "2026-03-29T03:00:00+02:00"),
                ("2026-10-25T01:59:59", "2026-10-25T01:59:59+02:00"),
                ("2026-10-25T03:00:00", "2026-10-25T03:00:00+01:00"),
            ] {
                #expect(DateTime(text)?.rfc3339 == expected)
            }
            setenv("TZ", "XYZ+9:30", 1)
            tzset()
            #expect(DateTime("2026-01-31T12:00:00")?.rfc3339 == "2026-01-31T12:00:00-09:30")
        }
    }

    @Test("moments are counted in seconds since 1970")
    func unixTime() throws {
        for (text, seconds) in [
            ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59Z", -1), ("2001-09-09T01:46:40Z", 1_000_000_000),
            ("2038-01-19T03:14:08Z", 2_147_483_648), ("1901-12-13T20:45:51Z", -2_147_483_649),
            ("0001-01-01T00:00:00Z", -62_135_596_800), ("9999-12-31T23:59:59Z", 253_402_300_799),
        ] {
            #expect(DateTime(text)?.unixTime == seconds)
            #expect(DateTime(unixTime: seconds).rfc3339 == text)
        }
        #expect(DateTime("2026-01-31T10:00:00+03:00")?.unixTime == DateTime("2026-01-31T07:00:00Z")?.unixTime)
    }

    @Test("the clock of UTC shows the same moment")
    func inUTC() throws {
        let date = try #require(DateTime("2026-01-01T01:30:00+03:00"))
        #expect(date.inUTC.rfc3339 == "2025-12-31T22:30:00Z")
        #expect(date.inUTC.unixTime == date.unixTime)
        #expect(date.localText == "2026-01-01T01:30:00")
        #expect(date != date.inUTC)
    }

    @Test("now is now")
    func now() {
        let before = Int(Date().timeIntervalSince1970)
        let now = DateTime.now
        #expect((before...Int(Date().timeIntervalSince1970)).contains(now.unixTime))
        #expect(now.offset == 0)
    }

    @Test("a value that is no date is answered with examples")
    func option() throws {
        #expect(
            throws: OptionError(
                """
                takes a date such as 2026-01-31, 2026-01-31T10:00:00 or 2026-01-31T10:00:00+03:00, not '31.01.2026'
                """)
        ) {
            try read("31.01.2026", as: DateTime.self)
        }
        #expect(try read(" 2026-01-31T10:00Z\n", as: DateTime.self).rfc3339 == "2026-01-31T10:00:00Z")
    }
}

@Suite("Dates against Foundation")
struct DateTimePropertyTests {
    private let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()

    @Test("every day of two centuries, and days of many more, are those of the calendar")
    func days() {
        // Foundation's calendar is the Julian one before 1582.
        let days = Array(-30_000...45_000) + Array(stride(from: -140_000, through: 2_900_000, by: 97))
        for day in days {
            let seconds = day * 86400 + abs(day &* 7919) % 86400
            let date = DateTime(unixTime: seconds)
            let expected = calendar.dateComponents(
                [.year, .month, .day, .hour, .minute, .second], from: Date(timeIntervalSince1970: Double(seconds)))
            guard
                date.year == expected.year, date.month == expected.month, date.day == expected.day,
                date.hour == expected.hour, date.minute == expected.minute, date.second == expected.second,
                date.unixTime == seconds, DateTime(date.rfc3339) == date
            else {
                Issue.record("\(seconds) is \(date.rfc3339), and should be \(expected)")
                return
            }
        }
    }

    @Test("each year follows the one before, from the first to the last")
    func years() {
        var days = -719_162
        for year in 1...9999 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let name = String(String(year + 10000).dropFirst())
            #expect(DateTime(unixTime: days * 86400).dayText == "\(name)-01-01")
            #expect(DateTime(unixTime: (days + 59) * 86400).dayText == "\(name)-\(isLeap ? "02-29" : "03-01")")
            #expect((DateTime("\(name)-02-29") != nil) == isLeap)
            days += isLeap ? 366 : 365
            #expect(DateTime(unixTime: days * 86400 - 1).rfc3339 == "\(name)-12-31T23:59:59Z")
        }
    }

    @Test("Foundation reads what is written, and what it writes is read")
    func formatter() throws {
        let formatter = ISO8601DateFormatter()
        for index in 0..<2000 {
            let seconds = -2_000_000_000 + index * 4_000_037
            let offset = (index % 113 - 56) * 15 * 60
            formatter.timeZone = TimeZone(secondsFromGMT: offset)
            let text = formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
            let date = try #require(DateTime(text))
            #expect(date.unixTime == seconds)
            #expect(date.offset == offset)
            #expect(date.rfc3339 == text)
            #expect(formatter.date(from: date.rfc3339)?.timeIntervalSince1970 == Double(seconds))
        }
    }
}

import OIntCore
import TestRandomness
import Testing

@Suite("JSON numbers")
struct JSONNumberTests {
    static let valid = [
        "0", "-0", "1", "-1", "10", "1234567890", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
        "18446744073709551615", "123456789012345678901234567890", "0.0", "-0.0", "1.0", "1.50", "0.1",
        "3.141592653589793238462643383279", "1e5", "1E5", "1e+5", "1e-5", "0e0", "0E+00", "1e0005", "1E400", "-1e400",
        "1e-400", "1.5e300", "1e99999999999999999999", "100000000000000000000000000000e-29",
    ]

    @Test("a number keeps its text", arguments: valid)
    func keepsText(_ text: String) throws {
        #expect(JSONNumber(text)?.text == text)
        #expect(try JSON(parsing: text) == .number(#require(JSONNumber(text))))
        for style in [JSONStyle.pretty, .compact] {
            #expect(try JSON(parsing: text).text(style) == text)
            #expect(try JSON(parsing: "{\"a\":[\(text), 1]}").text(.compact) == "{\"a\":[\(text),1]}")
        }
    }

    static let invalid: [(String, JSONParsingError.Reason, Int)] = [
        ("-", .digitExpected, 1), ("+1", .valueExpected, 0), ("--1", .digitExpected, 1), ("- 1", .digitExpected, 1),
        ("-a", .digitExpected, 1), ("-Infinity", .digitExpected, 1), ("01", .leadingZero, 0), ("-01", .leadingZero, 1),
        ("00", .leadingZero, 0), ("-00.5", .leadingZero, 1), (".5", .valueExpected, 0), ("-.5", .digitExpected, 1),
        ("1.", .digitExpected, 2), ("1.e5", .digitExpected, 2), ("1.-5", .digitExpected, 2), ("1e", .digitExpected, 2),
        ("1e+", .digitExpected, 3), ("1E-", .digitExpected, 3), ("1e+-5", .digitExpected, 3),
        ("1e1.5", .trailingContent, 3), ("1.2.3", .trailingContent, 3), ("1e2e3", .trailingContent, 3),
        ("0x10", .trailingContent, 1), ("0b1", .trailingContent, 1), ("1_000", .trailingContent, 1),
        ("1,000", .trailingContent, 1), ("1f", .trailingContent, 1), ("1 000", .trailingContent, 2),
        ("\u{FF11}", .quotesExpected, 0), ("1\u{FF11}", .trailingContent, 1), ("٣", .quotesExpected, 0),
    ]

    @Test("what is no number is refused", arguments: invalid)
    func refuses(_ text: String, _ reason: JSONParsingError.Reason, _ offset: Int) {
        #expect(JSONNumber(text) == nil)
        let error = #expect(throws: JSONParsingError.self) { try JSON(parsing: text) }
        #expect(error?.reason == reason)
        #expect(error?.offset == offset)
    }

    @Test("a text with something around the number is no number", arguments: ["", " 1", "1 ", "1\n", "1\u{0}", "[1]"])
    func refusesSurroundings(_ text: String) {
        #expect(JSONNumber(text) == nil)
    }

    @Test(
        "whole numbers are recognised by value",
        arguments: [
            ("0", 0), ("-0", 0), ("-0.0", 0), ("0e999999999999999999999", 0), ("42", 42), ("-42", -42), ("1.0", 1),
            ("-1.000", -1), ("1e3", 1000), ("1E+3", 1000), ("1.5e1", 15), ("12.340e2", 1234), ("1000e-3", 1),
            ("120e-1", 12), ("0.001e3", 1), ("100000000000000000000000000000e-29", 1), ("9223372036854775807", .max),
            ("-9223372036854775808", .min), ("9223372036854775807.0", .max), ("-9223372036854775808.0", .min),
            ("922337203685477580.7e1", .max), ("-9.223372036854775808e18", .min), ("9e18", 9_000_000_000_000_000_000),
            ("10050", 10050), ("100.50e2", 10050),
        ])
    func readsIntegers(_ text: String, _ expected: Int) {
        #expect(JSONNumber(text)?.int == expected)
    }

    @Test(
        "what is not whole or does not fit gives no integer",
        arguments: [
            "1.5", "0.1", "-0.5", "1e-1", "15e-1", "1e-400", "9223372036854775808", "-9223372036854775809",
            "9223372036854775808.0", "9.223372036854775808e18", "-9.223372036854775809e18", "1e19", "1e400",
            "10e9223372036854775807", "1e9223372036854775808", "1e99999999999999999999", "1e-99999999999999999999",
            "1.5e-9223372036854775808", "123456789012345678901234567890", "1.0000000000000000000000001",
        ])
    func readsNoIntegers(_ text: String) throws {
        #expect(try #require(JSONNumber(text)).int == nil)
    }

    @Test(
        "the nearest floating-point number is given",
        arguments: [
            ("0", 0), ("1.5", 1.5), ("-2e3", -2000), ("0.1", 0.1), ("1E400", .infinity), ("-1e400", -.infinity),
            ("1e-400", 0), ("9223372036854775808", 0x1p63), ("5e-324", .leastNonzeroMagnitude),
            ("1.7976931348623157e308", .greatestFiniteMagnitude), ("3.141592653589793238462643383279", .pi),
        ] as [(String, Double)])
    func readsDoubles(_ text: String, _ expected: Double) {
        #expect(JSONNumber(text)?.double == expected)
        #expect(JSONNumber("-0")?.double.sign == .minus)
    }

    @Test(
        "a floating-point number is written in its shortest form",
        arguments: [
            (0, "0"), (-0.0, "-0"), (5, "5"), (-1.5, "-1.5"), (0.1, "0.1"), (0.1 + 0.2, "0.30000000000000004"),
            (100000, "100000"), (1e16, "1e+16"), (1.5e300, "1.5e+300"), (.leastNonzeroMagnitude, "5e-324"),
            (1e-7, "1e-07"),
        ] as [(Double, String)])
    func writesDoubles(_ value: Double, _ expected: String) throws {
        let number = try #require(JSONNumber(value))
        #expect(number.text == expected)
        #expect(JSONNumber(number.text) == number)
    }

    @Test("random floating-point numbers survive the way there and back")
    func roundTripsDoubles() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<2000 {
            let value = Double(bitPattern: random.next())
            guard value.isFinite else {
                #expect(JSONNumber(value) == nil)
                continue
            }
            let number = try #require(JSONNumber(value))
            #expect(JSONNumber(number.text) != nil, "\(number) is JSON")
            #expect(number.double == value)
        }
    }

    @Test("infinities and NaN are no JSON", arguments: [Double.infinity, -.infinity, .nan, .signalingNaN])
    func refusesNonFinite(_ value: Double) {
        #expect(JSONNumber(value) == nil)
        #expect(JSON(value) == nil)
    }

    @Test("integers of all widths are written in full")
    func writesIntegers() {
        #expect(JSONNumber(UInt64.max).text == "18446744073709551615")
        #expect(JSONNumber(Int8.min).text == "-128")
        #expect(JSONNumber(Int128.min).text == "-170141183460469231731687303715884105728")
        #expect(JSON(UInt32.max) == 4_294_967_295)
    }

    @Test("literals become numbers")
    func takesLiterals() {
        let whole: JSONNumber = 42
        let decimal: JSONNumber = -1.25
        #expect(whole.text == "42")
        #expect(decimal.text == "-1.25")
        #expect(JSONNumber(floatLiteral: .infinity).text == "1e999")
        #expect(JSONNumber(floatLiteral: -.infinity).double == -.infinity)
        #expect("\(whole)" == "42")
        #expect([1, 0.5] as JSON == .array([.number(1), .number(0.5)]))
    }

    @Test("numbers are equal when their texts are")
    func comparesTexts() {
        #expect(JSONNumber("1.0") != JSONNumber("1"))
        #expect(JSONNumber("1e3") != JSONNumber("1E3"))
        #expect(JSONNumber("12") == JSONNumber(12))
    }
}

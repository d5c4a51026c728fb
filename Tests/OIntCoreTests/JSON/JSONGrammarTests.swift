import OIntCore
import Testing

/// A document, and what is special about it.
struct JSONCase: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]

    init(_ name: String, _ text: String) {
        self.name = name
        bytes = Array(text.utf8)
    }

    init(_ name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    var testDescription: String { name }
}

@Suite("Grammar of RFC 8259")
struct JSONGrammarTests {
    static let valid: [(JSONCase, JSON)] = [
        (.init("null alone", "null"), .null),
        (.init("true alone", "true"), true),
        (.init("false alone", "false"), false),
        (.init("number alone", "42"), 42),
        (.init("text alone", #""abc""#), "abc"),
        (.init("empty text", #""""#), ""),
        (.init("empty list", "[]"), []),
        (.init("empty object", "{}"), [:]),
        (.init("empty list with space", "[ \n ]"), []),
        (.init("empty object with space", "{\t}"), [:]),
        (.init("space of all four kinds around", " \t\r\n1 \t\r\n"), 1),
        (.init("space around each token", " { \"a\" : [ 1 , 2 ] , \"b\" : null } "), ["a": [1, 2], "b": .null]),
        (.init("no space at all", #"{"a":[1,{"b":[]}],"c":{}}"#), ["a": [1, ["b": []]], "c": [:]]),
        (.init("list in list", "[[[]],[]]"), [[[]], []]),
        (.init("list of all kinds", #"[null,true,false,1,"a",[],{}]"#), [.null, true, false, 1, "a", [], [:]]),
        (.init("empty key", #"{"":0}"#), ["": 0]),
        (.init("key with escape", #"{"a\u0062":0}"#), ["ab": 0]),
        (.init("key with NUL", #"{"a\u0000":0}"#), ["a\u{0}": 0]),
        (.init("DEL raw in a text", "\"\u{7F}\""), "\u{7F}"),
        (.init("C1 control raw in a text", "\"\u{85}\""), "\u{85}"),
        (.init("line separators raw in a text", "\"\u{2028}\u{2029}\""), "\u{2028}\u{2029}"),
        (.init("noncharacter raw in a text", "\"\u{FFFF}\u{10FFFF}\""), "\u{FFFF}\u{10FFFF}"),
        (.init("brackets inside a text", #""[{]},:""#), "[{]},:"),
        (.init("apostrophe inside a text", #""it's""#), "it's"),
        (.init("text in UTF-8 of each length", #""aяह😀""#), "aяह😀"),
        (.init("byte order mark", bytes: [0xEF, 0xBB, 0xBF, 0x31]), 1),
        (.init("byte order mark, then space", "\u{FEFF} []"), []),
        (.init("byte order mark inside a text stays", "\"\u{FEFF}\""), "\u{FEFF}"),
    ]

    @Test("is accepted", arguments: valid)
    func accepts(_ document: JSONCase, _ expected: JSON) throws {
        #expect(try JSON(parsing: document.bytes) == expected)
    }

    static let invalid: [(JSONCase, JSONParsingError.Reason, Int)] = [
        (.init("nothing", ""), .emptyInput, 0),
        (.init("white space only", " \n\t"), .emptyInput, 3),
        (.init("byte order mark only", "\u{FEFF}"), .emptyInput, 3),
        (.init("two byte order marks", "\u{FEFF}\u{FEFF}1"), .quotesExpected, 3),
        (.init("byte order mark inside", "[\u{FEFF}]"), .quotesExpected, 1),
        (.init("NUL", "\u{0}"), .valueExpected, 0),
        (.init("NUL after the value", "1\u{0}"), .trailingContent, 1),
        (.init("form feed as space", "\u{C}1"), .valueExpected, 0),
        (.init("no-break space as space", "[1,\u{A0}2]"), .quotesExpected, 3),
        (.init("word in capitals", "[True]"), .quotesExpected, 1),
        (.init("NaN", "[NaN]"), .quotesExpected, 1),
        (.init("Infinity", "Infinity"), .quotesExpected, 0),
        (.init("undefined", #"{"a":undefined}"#), .quotesExpected, 5),
        (.init("word cut at the end", "tru"), .quotesExpected, 0),
        (.init("word cut inside", "[nul]"), .quotesExpected, 1),
        (.init("word that goes on", "nullx"), .trailingContent, 4),
        (.init("bare text", "[abc]"), .quotesExpected, 1),
        (.init("bare text beyond ASCII", "[да]"), .quotesExpected, 1),
        (.init("text in single quotes", "['a']"), .valueExpected, 1),
        (.init("text in typographic quotes", "[“a”]"), .quotesExpected, 1),
        (.init("comment in two slashes", "[1] // one"), .trailingContent, 4),
        (.init("comment in slash and star", "[/**/1]"), .valueExpected, 1),
        (.init("comment after a number sign", "#\n1"), .valueExpected, 0),
        (.init("two values", "1 2"), .trailingContent, 2),
        (.init("two lists", "[][]"), .trailingContent, 2),
        (.init("comma after the value", "[],"), .trailingContent, 2),
        (.init("closing bracket too many", "[1]]"), .trailingContent, 3),
        (.init("closing bracket alone", "]"), .valueExpected, 0),
        (.init("closing brace alone", "}"), .valueExpected, 0),
        (.init("list not closed", "["), .valueExpected, 1),
        (.init("list not closed after an element", "[1"), .commaOrBracketExpected, 2),
        (.init("list not closed after a comma", "[1,"), .valueExpected, 3),
        (.init("list closed as an object", "[1}"), .commaOrBracketExpected, 2),
        (.init("empty list closed as an object", "[}"), .valueExpected, 1),
        (.init("list with a comma at the end", "[1,]"), .trailingComma, 3),
        (.init("list with a comma at the end, then space", "[1, \n]"), .trailingComma, 5),
        (.init("list with a comma first", "[,1]"), .valueExpected, 1),
        (.init("list with a comma alone", "[,]"), .valueExpected, 1),
        (.init("list with two commas", "[1,,2]"), .valueExpected, 3),
        (.init("list without a comma", "[1 2]"), .commaOrBracketExpected, 3),
        (.init("list with a colon", "[1:2]"), .commaOrBracketExpected, 2),
        (.init("list inside not closed", "[[1,2]"), .commaOrBracketExpected, 6),
        (.init("object not closed", "{"), .keyExpected, 1),
        (.init("object not closed after a key", #"{"a""#), .colonExpected, 4),
        (.init("object not closed after a colon", #"{"a":"#), .valueExpected, 5),
        (.init("object not closed after a value", #"{"a":1"#), .commaOrBraceExpected, 6),
        (.init("object not closed after a comma", #"{"a":1,"#), .keyExpected, 7),
        (.init("object closed as a list", #"{"a":1]"#), .commaOrBraceExpected, 6),
        (.init("object with a comma at the end", #"{"a":1,}"#), .trailingComma, 7),
        (.init("object with a comma alone", "{,}"), .keyExpected, 1),
        (.init("object with two commas", #"{"a":1,,"b":2}"#), .keyExpected, 7),
        (.init("object without a comma", #"{"a":1 "b":2}"#), .commaOrBraceExpected, 7),
        (.init("object without a colon", #"{"a" 1}"#), .colonExpected, 5),
        (.init("object with two colons", #"{"a"::1}"#), .valueExpected, 5),
        (.init("object with a comma for a colon", #"{"a",1}"#), .colonExpected, 4),
        (.init("object without a value", #"{"a":}"#), .valueExpected, 5),
        (.init("object with a bare key", "{a:1}"), .keyExpected, 1),
        (.init("object with a number for a key", "{1:1}"), .keyExpected, 1),
        (.init("object with null for a key", "{null:1}"), .keyExpected, 1),
        (.init("object with a list for a key", "{[]:1}"), .keyExpected, 1),
        (.init("object with a key in single quotes", "{'a':1}"), .keyExpected, 1),
        (.init("text not closed", #""abc"#), .unterminatedText, 0),
        (.init("text not closed in a list", #"[1,"abc]"#), .unterminatedText, 3),
        (.init("quote alone", #"""#), .unterminatedText, 0),
        (.init("text that ends in a backslash", #""abc\"#), .unterminatedText, 0),
        (.init("text whose closing quote is escaped", #""abc\""#), .unterminatedText, 0),
        (.init("key not closed", #"{"a"#), .unterminatedText, 1),
        (.init("text with a line feed", "\"a\nb\""), .controlCharacter, 2),
        (.init("text with a tab", "\"a\tb\""), .controlCharacter, 2),
        (.init("text with a NUL", "\"\u{0}\""), .controlCharacter, 1),
        (.init("text with U+001F far inside", "\"0123456789abcdef\u{1F}\""), .controlCharacter, 17),
        (.init("text with a control after an escape", "\"\\n\u{1}\""), .controlCharacter, 3),
        (.init("escape that does not exist", #""\x41""#), .unknownEscape, 2),
        (.init("escape in capitals", #""\N""#), .unknownEscape, 2),
        (.init("escape of an apostrophe", #""\'""#), .unknownEscape, 2),
        (.init("escape of a digit", #""\0""#), .unknownEscape, 2),
        (.init("escape of a line feed", "\"\\\n\""), .unknownEscape, 2),
        (.init("escape of a character beyond ASCII", "\"\\я\""), .unknownEscape, 2),
        (.init("escape outside a text", #"[\n]"#), .valueExpected, 1),
        (.init("hexadecimal escape without digits", #""\u""#), .hexadecimalDigitsExpected, 3),
        (.init("hexadecimal escape with three digits", #""\u12a""#), .hexadecimalDigitsExpected, 6),
        (.init("hexadecimal escape with a wrong digit", #""\u00g0""#), .hexadecimalDigitsExpected, 5),
        (.init("hexadecimal escape with a sign", #""\u+123""#), .hexadecimalDigitsExpected, 3),
        (.init("hexadecimal escape in capitals", #""\U0041""#), .unknownEscape, 2),
        (.init("hexadecimal escape with full-width digits", "\"\\u００４１\""), .hexadecimalDigitsExpected, 3),
        (.init("hexadecimal escape cut by the end", #""\u00"#), .hexadecimalDigitsExpected, 5),
        (.init("half a pair before a wrong escape", #""\uD83D\u12""#), .hexadecimalDigitsExpected, 11),
    ]

    @Test("is refused with the reason and the place", arguments: invalid)
    func refuses(_ document: JSONCase, _ reason: JSONParsingError.Reason, _ offset: Int) {
        let error = #expect(throws: JSONParsingError.self) { try JSON(parsing: document.bytes) }
        #expect(error?.reason == reason)
        #expect(error?.offset == offset)
    }

    @Test("each beginning of a document is refused")
    func refusesEachBeginning() throws {
        let document = Array(#"{"a": [1.5e+3, "б\n\u0041\uD83D\uDE00", true, null, {"c": {}}], "d": []}"#.utf8)
        _ = try JSON(parsing: document)
        for length in document.indices {
            #expect(throws: JSONParsingError.self, "first \(length) bytes") {
                try JSON(parsing: document.prefix(length))
            }
        }
    }
}

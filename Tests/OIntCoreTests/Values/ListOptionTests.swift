import OIntCore
import TestFiles
import Testing

@Suite("Values of list options")
struct ListOptionTests {
    @Test(
        "a JSON array, the option repeated, and a lone value are lists",
        arguments: [
            ([#"["a","b c"]"#], ["a", "b c"]), ([#" [ "a" , "b c" ] "#], ["a", "b c"]),
            (["['a', 'b c']"], ["a", "b c"]),
            (["a", "b c"], ["a", "b c"]), (["a"], ["a"]), (["a,b"], ["a,b"]), (["[]"], []), (["{}"], []),
            ([" [] "], []),
            ([#"["a"]"#], ["a"]), (["[1, 2.50, true]"], ["1", "2.50", "true"]),
            ([#"[["a"],{"b":1}]"#], [#"["a"]"#, #"{"b":1}"#]),
            (["/etc/passwd"], ["/etc/passwd"]),
        ])
    func texts(_ given: [String], _ expected: [String]) throws {
        #expect(try [String](option: given.map { OptionInput($0, source: .commandLine) }) == expected)
        #expect(try [ID](option: given.map { OptionInput($0, source: .commandLine) }) == expected.map { ID($0) })
    }

    @Test("of several values each stands for itself, an array among them too")
    func repeatedArrays() throws {
        #expect(try read("[a]", "b", as: [String].self) == ["[a]", "b"])
        #expect(try read("a", "[]", "{}", "b", as: [String].self) == ["a", "b"])
    }

    @Test("a lone typed text has escapes, a text in an array has those of JSON")
    func escapes() throws {
        #expect(try read(#"a\nb"#, as: [String].self) == ["a\nb"])
        #expect(try read(#"a\nb"#, #"c\\n"#, as: [String].self) == ["a\nb", #"c\n"#])
        #expect(try read(#"["a\nb","c\\n"]"#, as: [String].self) == ["a\nb", #"c\n"#])
        #expect(try read(#"a\nb"#, as: [String].self, from: .environment("LIST")) == [#"a\nb"#])
    }

    @Test("elements are read like lone values")
    func elements() throws {
        #expect(try read("[1, \"2\", \"-3\"]", as: [Int].self) == [1, 2, -3])
        #expect(try read("1", "2", as: [Int].self) == [1, 2])
        #expect(try read("[true,\"False\"]", as: [Bool].self) == [true, false])
        #expect(try read("[1.50, \"2,5\"]", as: [JSONNumber].self).map(\.text) == ["1.50", "2.5"])
        #expect(try read("[\"2026-01-31\"]", as: [DateTime].self).map(\.dayText) == ["2026-01-31"])
    }

    @Test("the element that can't be read is named")
    func wrongElement() {
        #expect(throws: OptionError("takes a whole number, not 'b' (element 2 of the list)")) {
            try read(#"[1,"b",3]"#, as: [Int].self)
        }
        #expect(throws: OptionError("takes a whole number, not 'b'")) { try read("1", "b", as: [Int].self) }
        #expect(throws: OptionError(#"takes a JSON object, as in '{"KEY": "value"}' (element 1 of the list)"#)) {
            try read("[1]", as: [JSONObject].self)
        }
    }

    @Test("a broken array is an error that tells the place")
    func brokenArray() {
        #expect(
            throws: OptionError("is not readable JSON: line 1, column 3: a comma or ] is expected here, found ';'")
        ) {
            try read("[1;2]", as: [Int].self)
        }
    }

    @Test("lists of JSON values")
    func json() throws {
        #expect(try read(#"[{"a":1},"b",null]"#, as: [JSON].self) == [["a": 1], "b", .null])
        #expect(try read(#"{"a":1}"#, as: [JSON].self) == [["a": 1]])
        #expect(try read("5", as: [JSON].self) == [5])
        #expect(try read(#"{"a":1}"#, #"[{"b":2}]"#, as: [JSON].self) == [["a": 1], [["b": 2]]])
        #expect(try read(#"[{"a":1},{"b":2}]"#, as: [JSONObject].self) == [["a": 1], ["b": 2]])
        #expect(try read(#"{"a":1}"#, #"{"b":2}"#, as: [JSONObject].self) == [["a": 1], ["b": 2]])
        #expect(try read("[]", as: [JSON].self) == [])
        #expect(try read("{}", as: [JSON].self) == [])
        #expect(try read("[[1,2],[3]]", as: [[Int]].self) == [[1, 2], [3]])
    }

    @Test("a list of JSON values may be the path of a file")
    func jsonFile() throws {
        let directory = try TemporaryDirectory()
        let list = try directory.write(#"[{"a":1},{"b":2}]"#, to: "list.json")
        let single = try directory.write(#"{"a":1}"#, to: "single.json")
        #expect(try read(list, as: [JSONObject].self) == [["a": 1], ["b": 2]])
        #expect(try read(single, as: [JSONObject].self) == [["a": 1]])
        #expect(try read(single, single, as: [JSONObject].self) == [["a": 1], ["a": 1]])
    }

    @Test("a list as text is read back as the same")
    func optionText() throws {
        func roundTrip<Value: OptionValue & Equatable>(_ value: [Value], _ text: String) throws {
            #expect(value.optionText == text)
            #expect(try read(text, as: [Value].self) == value)
        }
        try roundTrip([] as [String], "[]")
        try roundTrip(["a"], "a")
        try roundTrip(["a", "b \"c\"", "5"], #"["a","b \"c\"","5"]"#)
        try roundTrip([1, 2], "[1,2]")
        try roundTrip([true, false], "[true,false]")
        try roundTrip([["a": 1], [["b": 2]]] as [JSON], #"[{"a":1},[{"b":2}]]"#)
        try roundTrip(["a", .null] as [JSON], #"["a",null]"#)
        try roundTrip([["a": 1], ["b": 2]] as [JSONObject], #"[{"a":1},{"b":2}]"#)
        try roundTrip([[1, 2], [3]], "[[1,2],3]")
        try roundTrip(["2026-01-31", "2026-02-01"].compactMap { DateTime($0) }, #"["2026-01-31","2026-02-01"]"#)
    }

    @Test("a list holds the secrets of its elements, and shows none")
    func secrets() throws {
        let list = try read(#"["first","second"]"#, as: [Secret].self)
        #expect(list.secrets == ["first", "second"])
        #expect(list.optionText == #"["***","***"]"#)
        #expect(["a", "b"].secrets.isEmpty)
    }
}

import OIntCore
import Testing

/// How a value in a request is compared with the one expected, and a template with the one shown.
@Suite struct ComparisonTests {
    @Test func aTextAndANumberWrittenAlikeAreTheSame() {
        #expect(Expected.text("5").differences(from: "5", at: "x") == [])
        #expect(Expected.text("5").differences(from: 5, at: "x") == [])
        #expect(!Expected.text("true").differences(from: true, at: "x").isEmpty)
    }

    @Test func whatACallerHandsOverStaysAsItIs() {
        #expect(Expected.exactly(["a": 5]).differences(from: ["a": 5], at: "x") == [])
        #expect(!Expected.exactly(["a": 5]).differences(from: ["a": "5"], at: "x").isEmpty)
        #expect(!Expected.exactly(["a": 1, "b": 2]).differences(from: ["b": 2, "a": 1], at: "x").isEmpty)
    }

    @Test func membersAreComparedByKeyAndOrder() {
        let expected = Expected.object([("a", .text("1")), ("b", .list([.text("2")]))])
        #expect(expected.differences(from: ["a": 1, "b": [2]], at: "x") == [])
        #expect(expected.differences(from: ["a": 1], at: "x") == ["x.b is missing"])
        #expect(expected.differences(from: ["a": 1, "b": [2], "c": 3], at: "x") == ["x.c is not expected"])
        #expect(expected.differences(from: ["b": [2], "a": 1], at: "x").first?.contains("order") == true)
        #expect(expected.differences(from: ["a": 1, "a": 1, "b": [2]], at: "x").first?.contains("twice") == true)
        #expect(expected.differences(from: ["a": 1, "b": [2, 3]], at: "x") == ["x.b has 2 elements, expected 1"])
    }

    @Test func aTemplateIsComparedByKeysAndNesting() throws {
        let published = try BehaviourCheck.answer("returns {A: a hint, B: {C: [{D: 1 or 2}]}}")
        let hints: JSON = ["A": "<x>", "B": ["C": [["D": "<y>"]]]]
        let blanks: JSON = ["A": "", "B": ["C": [["D": ""]]]]
        #expect(Shape.differences(published, hints, isBlank: false, at: "x") == [])
        #expect(Shape.differences(published, blanks, isBlank: true, at: "x") == [])
        #expect(Shape.differences(published, hints, isBlank: true, at: "x").count == 2)
        #expect(Shape.differences(published, blanks, isBlank: false, at: "x").count == 2)
        #expect(Shape.differences(published, ["B": ["C": [["D": ""]]], "A": ""], isBlank: true, at: "x").count == 1)
        #expect(Shape.differences(published, ["A": "", "B": ["C": [""]]], isBlank: true, at: "x").count == 1)
        #expect(Shape.differences(published, ["A": "", "B": ["C": []]], isBlank: true, at: "x").count == 1)
    }

    @Test func yamlKeepsOrderAndTellsTextsFromNumbers() throws {
        let value = try YAMLDocument.read("{b: 1, a: '1', n: \"n\", no: no, t: true, e: , l: [1.50, ~]}")
        #expect(value.description == #"{"b":1,"a":"1","n":"n","no":"no","t":true,"e":null,"l":[1.50,null]}"#)
    }
}

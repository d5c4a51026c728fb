import Testing

@testable import OIntCore

@Suite("Finding the rows of a reply")
struct RowsTests {
    @Test(
        "Lists of services with the usual `result`",
        arguments: [
            #"{"result":[{"ID":"1"},{"ID":"2"}],"next":50,"total":120,"time":{"start":1.5}}"#,
            #"{"result":{"tasks":[{"ID":"1"},{"ID":"2"}]},"total":2,"time":{"start":1.5}}"#,
            #"{"ok":true,"result":[{"ID":"1"},{"ID":"2"}]}"#,
            #"[{"ID":"1"},{"ID":"2"}]"#,
            #"{"tasks":[{"ID":"1"},{"ID":"2"}]}"#,
        ], [[], ["result"]])
    func lists(reply: String, payload: [String]) throws {
        let rows = Rows.find(in: try JSON(parsing: reply), payload: payload)
        #expect(rows == Rows(elements: [["ID": "1"], ["ID": "2"]], isSingle: false))
    }

    @Test(
        "A single object is one row, whatever lists it holds",
        arguments: [
            #"{"result":{"task":{"id":"1","tags":[],"checklist":[{"id":"7"}]}},"time":{"start":1.5}}"#,
            #"{"ok":true,"result":{"id":"1","tags":[],"checklist":[{"id":"7"}]}}"#,
            #"{"id":"1","tags":[],"checklist":[{"id":"7"}]}"#,
        ], [[], ["result"]])
    func objects(reply: String, payload: [String]) throws {
        let rows = Rows.find(in: try JSON(parsing: reply), payload: payload)
        #expect(rows == Rows(elements: [["id": "1", "tags": [], "checklist": [["id": "7"]]]], isSingle: true))
    }

    @Test("A scalar result is a row by itself only where it was named")
    func scalars() {
        let reply: JSON = ["result": true, "time": ["start": 1]]
        #expect(Rows.find(in: reply, payload: ["result"]) == Rows(elements: [true], isSingle: true))
        #expect(Rows.find(in: reply) == Rows(elements: [reply], isSingle: true))
        #expect(Rows.find(in: .null) == Rows(elements: [.null], isSingle: true))
    }

    @Test("The number of rows changes nothing about where they are looked for")
    func counts() {
        #expect(Rows.find(in: ["result": ["tasks": []], "total": 0]).elements.isEmpty)
        #expect(Rows.find(in: ["result": [], "total": 0]).elements.isEmpty)
        #expect(Rows.find(in: ["result": ["tasks": [[:]]]]).elements == [[:]])
        #expect(Rows.find(in: []).elements.isEmpty)
        #expect(Rows.find(in: [:]) == Rows(elements: [[:]], isSingle: true))
    }

    @Test("Lists keep elements of any kind")
    func mixedElements() {
        #expect(Rows.find(in: ["result": [1, "a", .null, [2], ["b": 3]]]).elements == [1, "a", .null, [2], ["b": 3]])
    }

    @Test("One wrapper is taken off, not two")
    func nestedWrappers() {
        #expect(Rows.find(in: ["result": ["task": ["checklist": [1, 2]]]]).elements == [["checklist": [1, 2]]])
        #expect(Rows.find(in: ["result": ["task": ["id": "1"]]]).elements == [["id": "1"]])
    }

    @Test("The path is followed as far as it exists")
    func paths() {
        let reply: JSON = ["data": ["page": ["items": [1, 2], "next": .null], "count": 2]]
        #expect(Rows.find(in: reply, payload: ["data", "page", "items"]).elements == [1, 2])
        #expect(
            Rows.find(in: reply, payload: ["data", "page", "rows"]).elements == [["items": [1, 2], "next": .null]])
        #expect(
            Rows.find(in: reply, payload: ["rows"]).elements == [
                ["page": ["items": [1, 2], "next": .null], "count": 2]
            ])
        #expect(Rows.find(in: [1, 2], payload: ["result"]).elements == [1, 2])
    }
}

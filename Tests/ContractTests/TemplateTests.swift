import OIntCore
import Testing

/// What templates and changes to them mean.
@Suite struct TemplateTests {
    private func template(_ round: String, lastReply: JSON? = nil) throws -> Template {
        let method = try SampleLibrary.method()
        let descriptor = try #require(method.descriptor)
        let chosen = try #require(Round.all(of: method).first { $0.name == round })
        return Template(samples: try Samples(method, descriptor, chosen), lastReply: lastReply)
    }

    private func problems(_ text: String, _ value: JSON, _ template: Template) throws -> [String] {
        let expected = try #require(try template.expected(.string(text)), "nothing is sent")
        return expected.differences(from: value, at: "x")
    }

    @Test func aValueTakesItsForm() throws {
        let template = try template("all")
        #expect(try problems("<since>", "2026-03-03T10:20:30+03:00", template) == [])
        #expect(try problems("<since|day>", "2026-03-03", template) == [])
        #expect(try problems("<since|utc>", "2026-03-03T07:20:30Z", template) == [])
        #expect(try problems("<since|unix>", 1_772_522_430, template) == [])
        #expect(try problems("<own>", true, template) == [])
        #expect(try problems("<own|flag>", "Y", template) == [])
        #expect(try problems("<own|notflag>", "N", template) == [])
        #expect(try problems("<depth>", 4004, template) == [])
        #expect(try problems("<depth|list>", ["4004"], template) == [])
        #expect(try problems("<more.COUNT>?", "12.5", template) == [])
        #expect(try problems("v<depth>.0", "v4004.0", template) == [])
    }

    @Test func aDefaultStandsForWhatIsNotGiven() throws {
        let template = try template("required")
        #expect(try problems("<depth>", 3, template) == [])
        #expect(try problems("<own|flag>", "N", template) == [])
        #expect(try template.expected("<since>?") == nil)
        #expect(try template.expected("at <since>?") == nil)
        #expect(try template.expected(["a": "<since>?"]) == nil)
        #expect(throws: FactsError.self) { try template.expected("<since>") }
    }

    @Test func anAnswerLeadsToTheNextRequest() throws {
        let template = try template("required", lastReply: ["result": ["url": "https://a.example/b", "id": 7]])
        #expect(try template.text("{result.url}?id={result.id}") == "https://a.example/b?id=7")
        #expect(throws: FactsError.self) { try template.text("{result.field}") }
        #expect(throws: FactsError.self) { try template.text("{size in bytes}") }
    }

    @Test func whatIsWrittenOutWinsOverWhatIsSpread() throws {
        let members = try #require(try template("all").members(["COUNT": "<depth>", "*": "<more>"]))
        #expect(members.map(\.key).filter { $0 == "COUNT" } == ["COUNT"])
        #expect(members.first?.value.differences(from: 4004, at: "x") == [])
    }

    @Test(arguments: [
        ("{set: json.a, to: 3}", #"{"http":"GET","json":{"a":3,"b":{"c":2}}}"#),
        ("{set: json, to: {}}", #"{"http":"GET","json":{}}"#),
        ("{add: json.b.d, to: 3}", #"{"http":"GET","json":{"a":1,"b":{"c":2,"d":3}}}"#),
        ("{add: json.d, to: 3, before: b}", #"{"http":"GET","json":{"a":1,"d":3,"b":{"c":2}}}"#),
        ("{drop: json.b.c}", #"{"http":"GET","json":{"a":1,"b":{}}}"#),
        ("{move: json.a, to: json.x}", #"{"http":"GET","json":{"x":1,"b":{"c":2}}}"#),
        ("{move: json.a, to: json.a}", #"{"http":"GET","json":{"b":{"c":2},"a":1}}"#),
        ("{move: json.b.c, to: json.c}", #"{"http":"GET","json":{"a":1,"b":{},"c":2}}"#),
        ("{move: json, to: form}", #"{"http":"GET","form":{"a":1,"b":{"c":2}}}"#),
    ])
    func aChangeIsMade(_ text: String, _ changed: String) throws {
        let change = try Change(Record(YAMLDocument.read(text), "a change"))
        let calls: [JSON] = [["http": "GET", "json": ["a": 1, "b": ["c": 2]]]]
        #expect(try change.applied(to: calls).map(\.description) == [changed])
    }

    @Test(arguments: ["{set: json.x, to: 3}", "{add: json.a, to: 3}", "{drop: json.x}", "{move: query, to: json}"])
    func aChangeThatDoesNotFitIsAnError(_ text: String) throws {
        let change = try Change(Record(YAMLDocument.read(text), "a change"))
        #expect(throws: FactsError.self) { try change.applied(to: [["json": ["a": 1]]]) }
    }

    @Test(arguments: ["{}", "{set: json.a}", "{set: json.a, drop: json.b, to: 1}", "{move: json.a, too: json.b}"])
    func whatIsNoChangeIsAnError(_ text: String) {
        #expect(throws: FactsError.self) { try Change(Record(YAMLDocument.read(text), "a change")) }
    }
}

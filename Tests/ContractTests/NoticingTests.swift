import OIntCore
import Testing

/// The comparisons themselves: what is right passes, and what is wrong is noticed.
@Suite struct NoticingTests {
    /// One thing that is published otherwise than the sample does it.
    struct Edit: CustomTestStringConvertible, Sendable {
        let old: String
        let new: String
        /// What the problem found has to speak of.
        let words: String

        init(_ old: String, _ new: String, _ words: String) {
            self.old = old
            self.new = new
            self.words = words
        }

        var testDescription: String { words }

        func made(in text: String) throws -> String {
            try #require(text.contains(old), "the edit does not fit the text")
            return text.replacing(old, with: new)
        }
    }

    @Test func whatIsRightPasses() async throws {
        #expect(try await SampleLibrary.problems(SampleLibrary.method()) == [])
    }

    @Test(arguments: [
        Edit("name: GetThing", "name: FetchThing", "it is missing"),
        Edit("opt: thing, short: t", "opt: things, short: t", "--things is missing"),
        Edit("opt: thing, short: t, type: string", "opt: thing, short: h, type: string", "--thing has the letter t"),
        Edit("opt: thing, short: t, type: string", "opt: thing, short: t, type: number", "does not fit"),
        Edit(
            "opt: since, short: s, type: date", "opt: since, short: s, type: date, req: true", "--since may be left out"
        ),
        Edit("req: true}\n          - {opt: since", "}\n          - {opt: since", "--thing has to be given"),
        Edit("default: 3", "default: 4", "--depth has the default 3"),
        Edit("          - {opt: own, short: o, type: bool, default: false}\n", "", "--own is not published"),
        Edit("http: POST", "http: PUT", "the method is POST, expected PUT"),
        Edit("<url>/things/get", "<url>/things/got", "the address is https://things.example/things/get"),
        Edit("query: {v: '2'}", "query: {v: '3'}", "query.v"),
        Edit("query: {v: '2'}", "query: {}", "query.v is not expected"),
        Edit("headers: {X-Kind: thing}", "headers: {X-Kind: other}", "headers.X-Kind"),
        Edit("id: <thing>", "key: <thing>", "json.key is missing"),
        Edit("id: <thing>", "id: <depth>", "json.id"),
        Edit("own: <own>, since: '<since>?'", "since: '<since>?', own: <own>", "keys in the order"),
        Edit("own: <own>", "own: <own|flag>", "json.options.own is false"),
        Edit("<since>?", "<since|day>?", "json.options.since"),
        Edit("'<since>?'", "<since>", "<since> is always sent"),
        Edit("              picture: '<picture>?'\n", "", "json.picture is not expected"),
        Edit("'*': '<more>?'", "more: '<more>?'", "json.more is missing"),
        Edit("            json:", "            form:", "the body is JSON"),
    ])
    func factsThatDifferAreNoticed(_ edit: Edit) async throws {
        let method = try SampleLibrary.method(facts: edit.made(in: SampleLibrary.facts))
        let problems = await SampleLibrary.problems(method)
        #expect(problems.contains { $0.contains(edit.words) }, "found: \(problems)")
    }

    @Test(arguments: [
        Edit("id: true", "key: true", "is sent id, which the vendor does not know"),
        Edit("id: true", "id: true, kind: true", "is not sent kind, which the vendor demands"),
        Edit("things/get", "things/take", "does not describe things/get"),
        Edit("things/get", "PUT things/get", "does not describe things/get (POST)"),
        Edit(
            "{parameters: {id", "{query: {v: true, kind: true}, body: {id", "is not sent kind, which the vendor demands"
        ),
        Edit("{parameters: {id", "{query: {id", "is sent id in its body, where the vendor does not look for it"),
        Edit("null}}", "null}, pages: {by: start}}", "--all is missing"),
        Edit("null}}", "null}, types: {id: [integer]}}", "is sent id, which is no integer"),
    ])
    func aVendorWhoSaysOtherwiseIsNoticed(_ edit: Edit) async throws {
        // What is spread into a body is the caller's own, and hides what is missing.
        let facts = SampleLibrary.facts.replacing("'*': '<more>?'", with: "more: '<more>?'")
        let method = try SampleLibrary.method(facts: facts, vendor: edit.made(in: SampleLibrary.vendor))
        let problems = await SampleLibrary.problems(method)
        #expect(problems.contains { $0.contains(edit.words) }, "found: \(problems)")
    }

    @Test func aSecretInAPreviewIsNoticed() async throws {
        let exceptions = SampleLibrary.exceptions.replacing("setup:", with: "setup:\n  secrets: [things.example]")
        let problems = try await SampleLibrary.problems(SampleLibrary.method(exceptions: exceptions))
        #expect(problems.contains { $0.contains("shows a secret") })
    }

    /// How the library is tried out, with a change of what is said about its requests.
    private func exceptions(changing change: String) -> String {
        SampleLibrary.exceptions + """

            exceptions:
              requests:
                - methods: [GetThing]
                  reason: It was so once.
                  changes: [\(change)]
            """
    }

    @Test func anExceptionMakesUpForADifference() async throws {
        let method = try SampleLibrary.method(
            facts: SampleLibrary.facts.replacing("id: <thing>", with: "key: <thing>"),
            exceptions: exceptions(changing: "{move: json.key, to: json.id}"))
        let descriptor = try #require(method.descriptor)
        #expect(await SampleLibrary.problems(method) == [])
        #expect(try await StaleChangeCheck(method: method, descriptor: descriptor).problems() == [])
    }

    @Test(arguments: ["{move: json.id, to: json.id, before: options}", "{set: json.id, to: <thing>}"])
    func anExceptionThatIsNotNeededIsNoticed(_ change: String) async throws {
        let method = try SampleLibrary.method(exceptions: exceptions(changing: change))
        let descriptor = try #require(method.descriptor)
        let problems = try await StaleChangeCheck(method: method, descriptor: descriptor).problems()
        #expect(problems.count == 1)
        #expect(problems.first?.contains("is not needed any more (It was so once.)") == true)
    }

    @Test(arguments: ["{drop: json.colour}", "{move: json.colour, to: json.color}", "{step: 2, set: http, to: GET}"])
    func anExceptionForWhatIsNotThereIsNoticed(_ change: String) async throws {
        let method = try SampleLibrary.method(exceptions: exceptions(changing: change))
        #expect(await !SampleLibrary.problems(method).isEmpty)
    }

    @Test(arguments: [
        "exceptions: {request: []}",
        "exceptions: {options: [{methods: [GetThing], option: own, dafault: null, reason: So.}]}",
        "exceptions: {options: [{methods: [GetThing], option: own, kind: text}]}",
        "exceptions: {options: [{methods: [GetThing], option: own, kind: text, reason: no sentence}]}",
        "exceptions: {effects: [{methods: [GetThing], effect: looks, reason: So.}]}",
    ])
    func aSlipInAFileOfExceptionsIsAnError(_ text: String) {
        #expect(throws: FactsError.self) {
            try SampleLibrary.method(exceptions: SampleLibrary.exceptions + "\n" + text)
        }
    }
}

@testable import OIntCore
import Testing

@Suite("Methods as they are declared")
struct DeclaredLibraryTests {
    private func run(_ method: String, _ options: [String: String] = [:], http: HTTP? = nil) async throws -> Output {
        let method = try #require(Sample.library.method(named: method))
        var invocation = Invocation(options: options.mapValues { [OptionInput($0, source: .commandLine)] })
        if let http { invocation.provide(http) }
        return try await method.run(invocation)
    }

    private func json(_ method: String, _ options: [String: String] = [:], http: HTTP? = nil) async throws -> JSON {
        guard let json = try await run(method, options, http: http).reply else {
            throw LocalError(method, "it gives no JSON")
        }
        return json
    }

    @Test("the declarations are the catalogue")
    func catalogue() throws {
        #expect(Sample.library.groups.map(\.title) == ["Tasks", "Clock", "Import"])
        #expect(
            Sample.library.groups.map { $0.methods.map(\.name) } == [
                ["GetTask", "RemoveTask", "GetTasks"], ["GetTime"],
                ["GetSample", "GetSampleLater", "GetSampleMaybe", "GetSamples"],
            ])
        let method = try #require(Sample.library.method(named: "получитьзадачу"))
        #expect(method.name == "GetTask")
        #expect(method.aliases == ["GetTaks"])
        #expect(method.summary == "Fetches a task.")
        #expect(method.discussion == #"Closed ones too: \(task) is "quoted"."#)
        #expect(method.effect == .reads)
        #expect(method.parameters.map(\.name) == ["url", "task", "limit", "fields", "name1", "token"])
        #expect(method.parameters.map(\.isRequired) == [true, true, false, false, false, false])
        #expect(method.parameters.map(\.defaultText) == [nil, nil, "50", nil, nil, nil])
        #expect(method.parameters.map(\.summary).last == "Token; goes with a secure address.")
        #expect(method.parameter(named: "taks")?.name == "task")
        #expect(Sample.library.method(named: "RemoveTask")?.effect == .destroys)
        #expect(Sample.library.method(named: "GetTasks")?.isPaged == true)
        #expect(Sample.library.method(named: "GetTime")?.parameters.isEmpty == true)
    }

    @Test("a declaration shows what its method answers")
    func answers() throws {
        let task = try #require(Sample.library.method(named: "GetTask")?.answer)
        #expect(task.value == ["id": "7", "title": #"Say "hi" \ wave"#, "limit": 50])
        #expect(task.text == task.value.text(.pretty))
        let time = try #require(Sample.library.method(named: "GetTime")?.answer)
        #expect(time.text == "noon\n  by \"mine\"")
        #expect(time.value == .string(time.text))
        #expect(Sample.library.method(named: "GetSample")?.answer == nil)
    }

    @Test("options reach the parameters they belong to")
    func options() async throws {
        let options = ["url": "http://a", "task": "7", "limit": "3", "fields": "[\"a\",\"b\"]", "name1": "x"]
        #expect(
            try await json("GetTask", options) == [
                "url": "http://a", "id": "7", "limit": 3, "fields": ["a", "b"], "title": "x", "http": "shared",
            ])
        #expect(
            try await json("GetTask", ["url": "http://a", "task": "7"], http: HTTP(name: "mine")) == [
                "url": "http://a", "id": "7", "limit": 50, "fields": [], "title": .null, "http": "mine",
            ])
    }

    @Test("all mistakes of a call are told at once, before anything is done")
    func mistakes() async {
        let options = ["url": "http://a", "token": "hunter2", "limit": "many"]
        await #expect(
            throws: UsageError([
                .other("--token goes with an https address as --url"), .missing(option: "task"),
                .unreadable(option: "limit", reason: "takes a whole number, not 'many'"),
            ])
        ) {
            try await run("GetTask", options)
        }
        await #expect(throws: UsageError([.missing(option: "url"), .missing(option: "task")])) {
            try await run("RemoveTask")
        }
        await #expect(throws: UsageError([.unreadable(option: "all", reason: "takes true or false, not 'x'")])) {
            try await run("GetSamples", ["all": "x"])
        }
    }

    @Test("what a method throws is thrown, and a method that returns nothing answers nothing")
    func results() async throws {
        await #expect(throws: LocalError("task 0", "it can't be removed")) {
            try await run("RemoveTask", ["url": "http://a", "task": "0"])
        }
        guard case .none = try await run("RemoveTask", ["url": "http://a", "task": "1"]) else {
            Issue.record("nothing is something")
            return
        }
    }

    @Test("a listing gives its first page, or every row")
    func listing() async throws {
        #expect(try await json("GetTasks", ["url": "http://a"]) == ["page": 1])
        #expect(try await json("GetTasks", ["url": "http://a", "offset": "1", "all": "false"]) == ["page": 2])
        guard case .rows(let pages) = try await run("GetTasks", ["url": "http://a", "all": "true"]) else {
            Issue.record("all rows are no rows")
            return
        }
        var rows: [JSON] = []
        for try await row in pages { rows.append(row) }
        #expect(rows == [1, 2, 3])
    }

    @Test("functions that belong to no client need none")
    func functions() async throws {
        #expect(try await json("GetSample") == ["sample": true])
        #expect(try await json("GetSampleLater") == ["sample": true])
        #expect(try await json("GetSampleMaybe") == ["empty": false, "http": "shared"])
        #expect(
            try await json("GetSampleMaybe", ["in": "true"], http: HTTP(name: "mine")) == [
                "empty": true, "http": "mine",
            ])
        #expect(try await json("GetSamples") == ["all": false])
        guard case .text("noon by mine") = try await run("GetTime", http: HTTP(name: "mine")) else {
            Issue.record("the clock shows another time")
            return
        }
    }
}

/// A structure with a member of each kind.
private struct Door: StructuredValue, Equatable {
    static let optionRoles = OptionRoles.destination
    static let structure = Structure<Door>(
        "GetDoorStructure puts it together",
        .member("Host", "where it is", \.host), .member("Key", "what opens it", \.key),
        .member("Port", "its number", \.port, default: 80), .member("Tags", "words", \.tags)
    ) { host, key, port, tags throws(OptionError) in
        guard port > 0 else { throw OptionError("has no such Port") }
        return Door(host: host, key: key, port: port, tags: tags)
    }

    var host: String
    var key: Secret
    var port = 80
    var tags: [String]?
}

extension Door {
    init(_ host: String) { self.init(host: host, key: "k") }
}

@Suite("Structures")
struct StructureTests {
    private func read(_ json: String) throws -> Door { try Door(option: [OptionInput(json)]) }

    @Test("members are read, in any case, and blank ones count as missing")
    func reading() throws {
        #expect(
            try read(#"{"host": "a", "Key": "k", "Port": "81", "Tags": ["x", "y"]}"#)
                == Door(host: "a", key: "k", port: 81, tags: ["x", "y"]))
        #expect(try read(#"{"Host": "a", "Key": "k", "Port": " ", "Tags": null}"#) == Door("a"))
    }

    @Test(
        "what is wrong is told with its member",
        arguments: [
            (#"{"Host": "a", "Key": "k", "Prot": 1}"#, "has the unknown member 'Prot'; did you mean Port?"),
            (#"{"Port": 1}"#, "lacks Host, Key; GetDoorStructure puts it together"),
            (#"{"Host": "a", "Key": "k", "Port": "many"}"#, "under Port takes a whole number, not 'many'"),
            (#"{"Host": "a", "Key": "k", "Port": 0}"#, "has no such Port"),
        ])
    func mistakes(_ json: String, _ message: String) {
        #expect(throws: OptionError(message)) { try read(json) }
    }

    @Test("a structure shows its members without its secrets, and what they take")
    func showing() throws {
        let door = Door(host: "a", key: "hunter2", port: 81, tags: ["x", "y"])
        #expect(door.optionText == #"{"Host":"a","Key":"***","Port":81,"Tags":["x","y"]}"#)
        #expect(door.secrets == ["hunter2"])
        #expect(
            Door.sample(empty: false) == [
                "Host": "<where it is>", "Key": "<what opens it>", "Port": "<its number>", "Tags": "<words>",
            ])
        let fields = ParameterDescriptor.required("door", Door.self, "Door.").structure
        #expect(fields.map(\.name) == ["Host", "Key", "Port", "Tags"])
        #expect(fields.map(\.isRequired) == [true, true, false, false])
        #expect(fields.map(\.kind) == [.text, .secret, .integer, .list(of: .text)])
    }
}

@Suite("Previews")
struct PreviewTests {
    @Test("a preview that a library swallows is shown all the same, and the first of several counts")
    func swallowed() async throws {
        await #expect(throws: Preview.self) {
            try await Preview.watching {
                try? await send("first")
                try? await send("second")
            }
        }
        do {
            try await Preview.watching { try? await send("first") }
        } catch let preview as Preview {
            #expect(preview.content == "first")
        }
        #expect(try await Preview.watching { 5 } == 5)
    }

    private func send(_ what: String) async throws { throw Preview(.string(what)) }
}

@Suite("Empty values")
struct EmptyValueTests {
    @Test("a method that destroys refuses an option that came out empty; one that reads takes it as not given")
    func destroying() async throws {
        func method(_ effect: Effect) -> MethodDescriptor {
            MethodDescriptor(
                name: "Clear", russianName: nil, summary: "Clears.", effect: effect, client: [],
                parameters: [.optional("filter", String.self, "What to clear.")],
                body: { invocation in
                    var options = OptionDecoder(invocation)
                    let filter = options.optional("filter", String.self)
                    try options.finish()
                    return .json(try filter().map { .string($0) } ?? .null)
                })
        }
        let blank = Invocation(options: ["filter": [OptionInput(" ")]])
        #expect(throws: Never.self) { try method(.reads).decode(blank) }
        await #expect(
            throws: UsageError([
                .unreadable(option: "filter", reason: "is given without a value; leave it out where it is not meant")
            ])
        ) {
            try await method(.destroys).run(blank)
        }
    }
}

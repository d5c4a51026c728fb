import OIntCore
import OIntRunning
import Testing

@testable import OIntBatch

@Suite("Input of batches")
struct InputTests {
    private let methods = MethodTable([Workshop().library])

    private func read(_ text: String) -> ReadCall {
        JSONCallReader(methods: methods, profile: "usual").read(Record(line: 7, bytes: Array(text.utf8)))
    }

    private func problem(_ text: String) -> String {
        if case .failure(let error) = read(text).call { "\(error)" } else { "nothing" }
    }

    @Test(
        "The id is echoed as it came, and is the line number where there is none",
        arguments: [
            ("\"id\":12345678901234567890.10,", "12345678901234567890.10"), ("\"id\":\"a\\u0041\",", "\"aA\""),
            ("\"id\":null,", "null"), ("\"id\":false,", "false"), ("", "7"),
        ])
    func ids(member: String, shown: String) {
        let read = read("{\(member)\"library\":\"shop\",\"method\":\"write\"}")
        #expect(read.id.text(.compact) == shown)
        #expect((try? read.call.get())?.method.name == "Write")
    }

    @Test("A call has its own profile, or else the one that was chosen for all")
    func profile() throws {
        let call = #"{"library":"shop","method":"Записать","options":{"text":"x"}"#
        #expect(try read(call + "}").call.get().profile == "usual")
        #expect(try read(call + #","profile":"mine"}"#).call.get().profile == "mine")
    }

    @Test(
        "What is wrong with a line is told",
        arguments: [
            ("hello", "the line is not JSON: column 1: a text must stand in quotes"), ("[]", "no JSON object"),
            ("{\"id\":[1],\"library\":\"shop\"}", "the id is a list or an object"),
            ("{\"library\":\"shop\"}", "library and method are needed"),
            ("{\"library\":\"shap\",\"method\":\"Write\"}", "did you mean shop?"),
            ("{\"library\":\"shop\",\"method\":\"Wriet\"}", "did you mean Write?"),
            ("{\"library\":\"shop\",\"method\":\"Write\",\"option\":{}}", "did you mean options?"),
            ("{\"library\":\"shop\",\"method\":\"Write\",\"options\":[]}", "options must be an object"),
            ("{\"library\":\"shop\",\"method\":\"Write\",\"profile\":1}", "the profile must be a text"),
        ])
    func problems(line: String, text: String) { #expect(problem(line).contains(text), "\(problem(line))") }

    private func table(
        _ header: [String], columns: [String] = [], constants: [String] = [], id: String? = nil
    ) throws -> CSVCallReader {
        try CSVCallReader(
            CSVTemplate(library: "shop", method: "Write", columns: columns, constants: constants, idColumn: id),
            header: header, methods: methods, profile: nil)
    }

    private func options(_ reader: CSVCallReader, _ text: String) throws -> [String: [String]] {
        try reader.read(Record(line: 3, bytes: Array(text.utf8))).call.get().options.mapValues { $0.map(\.text) }
    }

    @Test("Columns and constants become options, and an empty field is not given")
    func mapping() throws {
        let reader = try table(
            ["Name", "message"], columns: ["text=message", "--many=Name"], constants: ["key=a=b"])
        #expect(try options(reader, "Ann,\"Hi, you\"") == ["text": ["Hi, you"], "many": ["Ann"], "key": ["a=b"]])
        #expect(try options(reader, ",x") == ["text": ["x"], "key": ["a=b"]])
    }

    @Test("Without a mapping, columns have the names of options")
    func names() throws {
        let reader = try table(["nr", "Text", "many"], id: "nr")
        #expect(try options(reader, "A-1,x,y") == ["text": ["x"], "many": ["y"]])
        #expect(reader.read(Record(line: 3, bytes: Array("A-1,x,y".utf8))).id == "A-1")
    }

    @Test("Everything that does not fit is told at once, before anything is sent")
    func misfits() {
        #expect {
            try table(["message"], columns: ["text=mesage", "txt=message", "nonsense"], constants: ["kye=1"], id: "no")
        } throws: { error in
            let text = "\(error)"
            return ["did you mean message?", "did you mean text?", "option=column", "did you mean key?", "'no'"]
                .allSatisfy(text.contains)
        }
        #expect { try table(["text", "comment"]) } throws: { "\($0)".contains("'comment'") }
        #expect { try table(["a"], columns: ["text=a"], constants: ["text=b"]) } throws: { "\($0)".contains("--set") }
    }

    @Test("A record with another number of fields than the header is told")
    func fieldCount() throws {
        let read = try table(["text", "many"]).read(Record(line: 3, bytes: Array("only".utf8)))
        #expect(throws: UsageError("the record has 1 fields, and the header has 2")) { try read.call.get() }
        #expect(read.id == 3)
    }

    @Test("Rates", arguments: [("5/s", 5.0), ("30", 30), ("90/m", 1.5), ("1800/H", 0.5), ("0.5/s", 0.5)])
    func rates(text: String, perSecond: Double) throws { #expect(try CallRate.perSecond(text) == perSecond) }

    @Test("What is no rate", arguments: ["", "fast", "0/s", "-1/s", "5/d", "5/s/s", "/s", "1e9/s"])
    func noRates(text: String) { #expect(throws: UsageError.self) { try CallRate.perSecond(text) } }
}

import OIntCore
import OIntRunning
import Testing

@testable import OIntBatch

@Suite("Input of batches")
struct InputTests {
    private let methods = MethodTable([Workshop().library])

    private func read(_ text: String) -> ReadCall {
        JSONCallReader(profile: "usual") { library, method throws(UsageError) in
            try methods.entry(library: library, method: method)
        }.read(Record(line: 7, bytes: Array(text.utf8)))
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

    private func told(_ header: String, _ row: String, _ columns: [String], _ constants: [String] = []) throws -> String
    {
        let reader = try CSVCallReader(
            CSVTemplate(library: "shop", method: "Tell", columns: columns, constants: constants),
            header: header.split(separator: ",").map(String.init), methods: methods, profile: nil)
        let options = try reader.read(Record(line: 2, bytes: Array(row.utf8))).call.get().options
        return options.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.map(\.text).joined(separator: "|"))" }
            .joined(separator: " ")
    }

    @Test("Columns fill members of objects and elements of lists, as texts unless a type is given")
    func members() throws {
        let header = "Name,Phone,Price,Open"
        let columns = [
            "fields.TITLE=Name", "fields.PHONE[0].VALUE=Phone", "fields.PRICE:number=Price", "fields.OPEN:boolean=Open",
        ]
        #expect(
            try told(header, "007,+7 900,\"1,50\",TRUE", columns, ["fields.PHONE[0].VALUE_TYPE=WORK"])
                == #"fields={"PHONE":[{"VALUE_TYPE":"WORK","VALUE":"+7 900"}],"TITLE":"007","PRICE":1.50,"OPEN":true}"#)
        #expect(try told(header, "a,,,", columns) == #"fields={"TITLE":"a"}"#)
        #expect(try told(header, ",,,", columns) == "")
        #expect(try told(header, ",,,", ["fields.TITLE:text=Name"]) == #"fields={"TITLE":""}"#)
        #expect(
            try told(header, "x,,,", ["fields.TITLE=Name"], [#"fields={"A": 1}"#, "fields.N:number=5"])
                == #"fields={"A":1,"N":5,"TITLE":"x"}"#)
        // A gap in a list is closed.
        #expect(
            try told(header, "x,,,", ["fields.L[0]=Phone", "fields.L[1]=Name"]) == #"fields={"L":["x"]}"#)
    }

    @Test("A cell is the text that stands there, whatever the option would make of it")
    func texts() throws {
        #expect(try told("A", "007", ["any=A"]) == #"any="007""#)
        #expect(try told("A", "7", ["any:json=A"]) == "any=7")
        #expect(try told("A", "[draft] x", ["many=A"]) == #"many=["[draft] x"]"#)
        #expect(try told("A", #""[""a"",""b""]""#, ["many:json=A"]) == #"many=["a","b"]"#)
        #expect(try told("A,B", "x,[y", ["many=A", "many=B"]) == #"many=x|["[y"]"#)
        #expect(try told("A", #""{""k"": 1}""#, ["fields=A"]) == #"fields={"k": 1}"#)
        // Each column keeps its place among the values of a statement.
        #expect(
            try told("A,B,C", #"null,1e5,"""x""""#, ["values=A", "values=B", "values=C"])
                == #"values="null"|"1e5"|"\"x\"""#)
        #expect(try told("A,B,C", #",x,"""#, ["values=A", "values=B", "values=C"]) == #"values=null|"x"|"""#)
    }

    @Test("A cell of another type than it is meant as fails its record, and names the column")
    func badCell() throws {
        #expect { try told("Price", "dear", ["fields.PRICE:number=Price"]) } throws: {
            "\($0)" == "column Price takes a number, not 'dear'"
        }
        #expect { try told("A", "x", ["fields.T.U=A"], ["fields.T=text"]) } throws: {
            "\($0)".contains("no object or list")
        }
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
            try table(
                ["message"], columns: ["text.a=message", "text:int=message", "text[x]=message", "=message"])
        } throws: { error in
            let text = "\(error)"
            return ["--text takes no JSON", "the type 'int'", "'text[x]' names no option", "option=column"]
                .allSatisfy(text.contains)
        }
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

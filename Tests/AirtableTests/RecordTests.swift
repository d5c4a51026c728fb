import LibraryTesting
import OIntCore
import OIntHTTP
import PreparedAnswers
import TestClocks
import Testing

@testable import OIntAirtable

@Suite("Records of Airtable", .timeLimit(.minutes(1)))
struct RecordTests {
    private func airtable(_ service: PreparedService, _ clock: InstantClock = InstantClock()) -> LibraryUnderTest {
        LibraryUnderTest(
            Airtable.library, options: ["token": "pat-1", "base": "app1", "table": "My orders"], over: service,
            clock: clock)
    }

    private func names(_ sent: PreparedService.Sent) -> [String] {
        (sent.json?["records"]?.array ?? []).compactMap { $0["fields"]?["N"]?.number?.text }
    }

    private let list = "[" + (1...23).map { #"{"N": \#($0)}"# }.joined(separator: ",") + "]"

    @Test("A long list goes in tens, in order, and the answers are one")
    func tens() async throws {
        let service = PreparedService(
            .json(["records": [["id": "a"]]]), .json(["records": [["id": "b"]]]), .json(["records": [["id": "c"]]]))
        let answer = try await airtable(service).call("CreatePosts", ["data": list]).json
        #expect(answer == ["records": [["id": "a"], ["id": "b"], ["id": "c"]]])
        #expect(service.requests.map { names($0).count } == [10, 10, 3])
        #expect(service.requests.flatMap { names($0) } == (1...23).map { "\($0)" })
        #expect(service.requests[0].address.hasSuffix("/v0/app1/My%20orders"))
    }

    @Test("A part that is refused is named, with what was done before it")
    func refusedPart() async throws {
        let service = PreparedService(
            .json(["records": [["id": "a"]]]),
            .json(["error": ["type": "INVALID_VALUE_FOR_COLUMN", "message": "Field N"]], status: 422))
        let refusal = await #expect(throws: ServiceError.self) {
            try await airtable(service).call("CreatePosts", ["data": list])
        }
        #expect(refusal?.message == "records 11 to 20 of 23: Field N")
        #expect(refusal?.remedy?.contains("The 10 before them are done") == true)
        #expect(
            refusal?.reply
                == .json([
                    "done": [["records": [["id": "a"]]]],
                    "failed": ["error": ["type": "INVALID_VALUE_FOR_COLUMN", "message": "Field N"]],
                ]))
        #expect(service.requests.count == 2)
    }

    @Test("After too many requests Airtable is left alone for half a minute")
    func silence() async throws {
        let service = PreparedService(.json(["errors": []], status: 429), .json(["records": []]))
        let clock = InstantClock()
        _ = try await airtable(service, clock).call("CreatePosts", ["data": "[{}]"])
        #expect(service.requests.count == 2)
        #expect(clock.pauses.allSatisfy { $0 >= .seconds(30) } && clock.pauses.count == 1)
    }

    @Test("An upsert wants its keys in every record")
    func upsert() async throws {
        let service = PreparedService(.json(["records": [], "createdRecords": ["a"], "updatedRecords": []]))
        let told = try await airtable(service).usageProblems(
            "UpsertRecords", ["data": #"[{"Name": "a"}, {"Name": null}]"#, "keys": "Name"])
        #expect(told?.contains("record 2") == true)
        let answer = try await airtable(service).call("UpsertRecords", ["data": #"[{"Name": "a"}]"#, "keys": "Name"])
            .json
        #expect(answer?["createdRecords"] == ["a"])
        #expect(service.requests.map(\.method) == [.patch])
        #expect(service.requests[0].json?["performUpsert"] == ["fieldsToMergeOn": ["Name"]])
    }

    @Test("Values in a formula mean themselves")
    func formulas() throws {
        #expect(try Formula.all("{A}>1", [:]) == "{A}>1")
        #expect(try Formula.all(nil, ["N}a": "x\" , TRUE()\\"]) == #"{N\}a}="x\" , TRUE()\\""#)
        #expect(try Formula.all("{A}", ["B": 1.5, "C": true, "D": .null]) == "AND({A},{B}=1.5,{C}=TRUE(),{D}=BLANK())")
        #expect(throws: UsageError.self) { try Formula.all(nil, ["A": [1]]) }
    }

    @Test("A long formula travels in the body, and so does the marker of the next page")
    func longFormulas() async throws {
        let service = PreparedService(
            .json(["records": [["id": "a"]], "offset": "itr/rec"]), .json(["records": [["id": "b"]]]))
        let long = String(repeating: "A", count: 4000)
        let rows = try await airtable(service).call("GetListOfRecords", ["filter": long, "sort": "-N", "all": "true"])
            .json
        #expect(rows?.array?.count == 2)
        #expect(service.requests.allSatisfy { $0.method == .post && $0.address.hasSuffix("/listRecords") })
        #expect(service.requests[1].json?["offset"] == "itr/rec")
        #expect(service.requests[0].json?["sort"] == [["field": "N", "direction": "desc"]])
    }

    @Test("A file goes as base64, and one that is too large does not go")
    func attachments() async throws {
        let service = PreparedService(.json(["id": "rec1"]))
        let options = ["record": "rec1", "field": "Files", "filename": "a.pdf"]
        let library = LibraryUnderTest(Airtable.library, options: ["token": "pat-1", "base": "app1"], over: service)
        _ = try await library.call("UploadAttachment", options.merging(["file": "data:,hello"]) { $1 })
        #expect(service.requests[0].address == "https://content.airtable.com/v0/app1/rec1/Files/uploadAttachment")
        #expect(
            service.requests[0].json == ["contentType": "application/pdf", "filename": "a.pdf", "file": "aGVsbG8="])
        let large = "data:," + String(repeating: "x", count: 5_000_001)
        await #expect(throws: UsageError.self) {
            try await library.call("UploadAttachment", options.merging(["file": large]) { $1 })
        }
        #expect(service.requests.count == 1)
    }
}

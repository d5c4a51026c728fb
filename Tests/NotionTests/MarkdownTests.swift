import LibraryTesting
import OIntCore
import OIntHTTP
import PreparedAnswers
import TestClocks
import Testing

@testable import OIntNotion

private let page = "1429989fe8ac4effbc8f57f56486db54"
private let other = "c02fc1d3-db8b-45c5-a222-27595b15aea7"

@Suite("Markdown, listings and refusals of Notion", .timeLimit(.minutes(1)))
struct MarkdownTests {
    private func notion(
        _ service: PreparedService, _ clock: InstantClock = InstantClock(), notice: (@Sendable (String) -> Void)? = nil
    ) -> LibraryUnderTest {
        var configuration = HTTPConfiguration()
        configuration.notice = notice
        return LibraryUnderTest(
            Notion.library, options: ["token": "ntn-1", "page": page], over: service, configuration: configuration,
            clock: clock)
    }

    private func markdown(_ text: String, left: [String] = []) -> PreparedService.Answer {
        .json([
            "object": "page_markdown", "markdown": .string(text), "truncated": .bool(!left.isEmpty),
            "unknown_block_ids": .array(left.map { .string($0) }),
        ])
    }

    @Test("What Notion left out comes in its place, as deep as it stood")
    func truncated() async throws {
        let tag = "\t<unknown url=\"https://www.notion.so/p#\(other.replacing("-", with: ""))\" alt=\"toggle\"/>"
        let service = PreparedService(markdown("# A\n\(tag)\n# B", left: [other]), markdown("- x\n\t- y"))
        let text = try await notion(service).call("GetPageMarkdown").json
        #expect(text == "# A\n\t- x\n\t\t- y\n# B")
        #expect(service.requests[1].address.contains(other.replacing("-", with: "")))
    }

    @Test("What can't be read is told, and a page that is cut without a word is an error")
    func missing() async throws {
        let told = Notices()
        let service = PreparedService(
            markdown("# A\n<unknown url=\"\(other)\"/>", left: [other]),
            .json(["object": "error", "status": 404, "code": "object_not_found", "message": "no"], status: 404))
        let text = try await notion(service, notice: { told.add($0) }).call("GetPageMarkdown").json
        #expect(text?.string?.hasPrefix("# A") == true)
        #expect(told.all.count == 1 && told.all[0].contains("are missing: c02fc1d3"))
        let cut = PreparedService(.json(["markdown": "# A", "truncated": true, "unknown_block_ids": []]))
        await #expect(throws: ReplyError.self) { try await notion(cut).call("GetPageMarkdown") }
    }

    @Test("Long Markdown is cut between blocks, never inside of code, lists or tags")
    func parts() {
        let text = """
            # A

            text

            ```swift
            let a = 1

            let b = 2
            ```

            - one
            \t- two

            \tbelow
            </columns>
            # B
            """
        let parts = Markdown.parts(text, limit: 20)
        #expect(parts.joined(separator: "\n") == text)
        #expect(parts.contains { $0.contains("let a = 1\n\nlet b = 2\n```") && $0.contains("```swift") })
        #expect(parts.contains { $0.contains("- one\n\t- two\n\n\tbelow") })
        #expect(parts.count > 2)
        #expect(Markdown.parts("").isEmpty && Markdown.parts("a\r\nb") == ["a\nb"])
    }

    @Test("A page with much content is begun, and the rest is added in order")
    func longPages() async throws {
        let block = String(repeating: "x", count: 150_000)
        let text = "\(block)1\n\n\(block)2\n\n\(block)3"
        let service = PreparedService(
            .json(["object": "page", "id": "1429989f-e8ac-4eff-bc8f-57f56486db54"]), markdown(""), markdown(""))
        _ = try await notion(service).call("CreatePage", ["title": "Plan", "markdown": text])
        let sent =
            [service.requests[0].json?["markdown"]?.string]
            + service.requests.dropFirst().map { $0.json?["insert_content"]?["content"]?.string }
        #expect(sent.compactMap { $0?.trimmed.last } == ["1", "2", "3"])
        let first = PreparedService(markdown(""), markdown(""), markdown(""))
        _ = try await notion(first).call("AddMarkdown", ["markdown": text, "first": "true"])
        #expect(
            first.requests.compactMap { $0.json?["insert_content"]?["content"]?.string?.trimmed.last } == [
                "3", "2", "1",
            ])
        #expect(first.requests.allSatisfy { $0.json?["insert_content"]?["position"] == ["type": "start"] })
    }

    @Test("A listing goes on by its cursor to its end")
    func listing() async throws {
        let service = PreparedService(
            .json(["results": [["id": "a"]], "has_more": true, "next_cursor": "c1"]),
            .json(["results": [], "has_more": true, "next_cursor": "c2"]),
            .json(["results": [["id": "b"]], "has_more": false, "next_cursor": .null]))
        guard case .rows(let pages) = try await notion(service).call("UserList", ["all": "true"]) else {
            Issue.record("the listing is none")
            return
        }
        var rows: [JSON] = []
        for try await row in pages { rows.append(row) }
        #expect(rows == [["id": "a"], ["id": "b"]])
        #expect(service.requests.map { $0.address.contains("page_size=100") } == [true, true, true])
        #expect(service.requests.last?.address.contains("start_cursor=c2") == true)
    }

    @Test("A page that takes too long is asked for with half the rows, at the same place")
    func halves() async throws {
        let slow = PreparedService.Answer.json(
            ["object": "error", "status": 504, "code": "gateway_timeout", "message": "slow"], status: 504)
        let service = PreparedService(
            .json(["results": [["id": "a"]], "has_more": true, "next_cursor": "c1"]), slow, slow,
            .json(["results": [["id": "b"]], "has_more": false, "next_cursor": .null]))
        let client = Notion(token: "ntn-1", http: HTTP(HTTPConfiguration(), transport: service, clock: InstantClock()))
        let rows = try await client.rows(of: client.search())
        #expect(rows == [["id": "a"], ["id": "b"]])
        #expect(service.requests.compactMap { $0.json?["page_size"]?.int } == [100, 100, 50, 25])
        #expect(service.requests.dropFirst().allSatisfy { $0.json?["start_cursor"] == "c1" })
    }

    @Test("A listing that Notion cuts off, or that says of more without a place, is an error behind its rows")
    func cutListings() async throws {
        let cut = PreparedService(
            .json([
                "results": [["id": "a"]], "has_more": false, "next_cursor": .null,
                "request_status": ["type": "incomplete", "incomplete_reason": "query_result_limit_reached"],
            ]))
        let client = Notion(token: "ntn-1", http: HTTP(HTTPConfiguration(), transport: cut, clock: InstantClock()))
        var rows: [JSON] = []
        await #expect(throws: ReplyError.self) { for try await row in client.search() { rows.append(row) } }
        #expect(rows == [["id": "a"]])
        #expect(throws: ReplyError.self) { try Notion.page(["results": [], "has_more": true, "next_cursor": .null]) }
        #expect(throws: ReplyError.self) { try Notion.page(["object": "list"]) }
    }

    @Test("Too many requests and an overload are waited out for any method, as long as Notion says")
    func slowDown() async throws {
        let clock = InstantClock()
        let service = PreparedService(
            PreparedService.Answer(
                status: 429, headers: [HeaderField("Retry-After", "7")],
                body: #"{"object": "error", "status": 429, "code": "rate_limited", "message": "slow"}"#),
            .json(["object": "error", "status": 529, "code": "service_overload", "message": "busy"], status: 529),
            .json(["object": "page"]))
        _ = try await notion(service, clock).call("CreatePage", ["title": "Plan"])
        #expect(service.requests.count == 3)
        #expect(clock.pauses.first.map { $0 >= .seconds(7) } == true)
    }

    @Test("A fault passes for what reads; what writes is not sent again")
    func faults() async throws {
        let fault = PreparedService.Answer.json(
            ["object": "error", "status": 500, "code": "internal_server_error", "message": "oops"], status: 500)
        let reads = PreparedService(fault, .json(["object": "user"]))
        _ = try await notion(reads).call("GetOwnUser")
        #expect(reads.requests.count == 2)
        let writes = PreparedService(fault)
        let refusal = await #expect(throws: ServiceError.self) {
            try await notion(writes).call("CreatePage", ["title": "Plan"])
        }
        #expect(refusal?.code == "internal_server_error" && writes.requests.count == 1)
    }

    @Test("What is not shared is refused with the way to share it, under 200 too")
    func refusals() async throws {
        let missing: JSON = ["object": "error", "status": 404, "code": "object_not_found", "message": "Could not find"]
        for status in [404, 200] {
            let service = PreparedService(.json(missing, status: status))
            let refusal = await #expect(throws: ServiceError.self) { try await notion(service).call("GetPage") }
            #expect(refusal?.code == "object_not_found" && refusal?.remedy?.contains("Connections") == true)
        }
    }

    @Test("Requests name the version of the interface; a call may name another")
    func versions() async throws {
        let service = PreparedService(.json(["object": "list"]), .json(["object": "list"]))
        _ = try await notion(service).call("Call", ["path": "comments"])
        _ = try await notion(service).call("Call", ["path": "comments", "version": "2025-09-03"])
        let versions = service.requests.map { sent in
            sent.request.headers.filter { $0.name == "Notion-Version" }.map(\.value)
        }
        #expect(versions == [["2026-03-11"], ["2025-09-03"]])
    }

    @Test("A file goes at once, with its type and name")
    func upload() async throws {
        let service = PreparedService(
            .json(["object": "file_upload", "id": "u1"]),
            .json(["object": "file_upload", "id": "u1", "status": "uploaded", "content_length": 5]))
        let answer = try await notion(service).call("UploadFile", ["file": "data:,hello", "name": "a.txt"]).json
        #expect(answer?["status"] == "uploaded")
        #expect(service.requests[0].json == ["filename": "a.txt", "content_type": "text/plain"])
        #expect(service.requests[1].address.hasSuffix("/v1/file_uploads/u1/send"))
        #expect(service.requests[1].body.contains("filename=\"a.txt\"") && service.requests[1].body.contains("hello"))
        let told = try await notion(service).usageProblems("UploadFile", ["file": "data:,hello"])
        #expect(told?.contains("--name") == true)
    }

    @Test("A large file goes in numbered parts, and is completed")
    func largeUpload() async throws {
        let size = FileUpload.largestWhole + 1
        let service = PreparedService(
            .json(["id": "u1"]), .json(["id": "u1"]), .json(["id": "u1"]),
            .json(["id": "u1", "status": "uploaded", "content_length": JSON(size)]))
        let client = Notion(token: "ntn-1", http: HTTP(HTTPConfiguration(), transport: service, clock: InstantClock()))
        _ = try await client.uploadFile(file: .bytes(Array(repeating: 120, count: size), name: "a.txt"))
        #expect(service.requests[0].json?["number_of_parts"] == 2 && service.requests[0].json?["mode"] == "multi_part")
        #expect(
            service.requests[1].body.hasSuffix("\r\n\r\n1\r\n--") || service.requests[1].body.contains("part_number"))
        #expect(service.requests[3].address.hasSuffix("/v1/file_uploads/u1/complete"))
    }
}

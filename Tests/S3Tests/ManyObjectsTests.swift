import LoopbackServer
import OIntCore
import OIntHTTP
import OIntXML
import PreparedAnswers
import Testing

@testable import OIntS3

@Suite("Deleting and copying much", .timeLimit(.minutes(1)))
struct ManyObjectsTests {
    /// Deletes what it is told to, but for keys that begin with "locked".
    private static func delete(_ request: ServerRequest) throws -> ServerReply {
        guard request.method == "POST" else { return .status(204) }
        let document = try XMLElement(parsing: request.body)
        let results = document.elements.map { object in
            let key = XMLElement("Key", object["Key"]?.text ?? "")
            return object["Key"]?.text.hasPrefix("locked") == true
                ? XMLElement("Error", [key, XMLElement("Code", "AccessDenied")]) : XMLElement("Deleted", [key])
        }
        return .xml(String(decoding: XMLElement("DeleteResult", results).document, as: UTF8.self))
    }

    @Test func `Many objects are deleted, a thousand with a request`() async throws {
        try await withService {
            try Self.delete($0)
        } body: { client, server in
            let names = (1...2001).map { "k & <\($0)>" }
            let answer = try await client.deleteObjects(names: names, bucket: "bucket", dir: true)
            let result = answer["response"]?["DeleteResult"]
            #expect(result?["Deleted"]?.array?.compactMap { $0["Key"]?.string } == names)
            #expect(result?["Error"] == [])
            #expect(server.requests.map(\.target) == Array(repeating: "/bucket/?delete", count: 3))
            #expect(server.requests.allSatisfy { $0.headers["content-md5"] != nil })
        }
    }

    @Test func `Each that was not deleted is told, and the call fails`() async throws {
        try await withService {
            try Self.delete($0)
        } body: { client, _ in
            let error = await #expect(throws: ServiceError.self) {
                try await client.deleteObjects(names: ["a", "locked/b", "c"], bucket: "bucket", dir: true)
            }
            #expect(error?.code == "AccessDenied")
            #expect(error?.message == "1 of 3 objects were not deleted: 'locked/b' (AccessDenied)")
            guard case .json(let reply)? = error?.reply else {
                Issue.record("the answer is missing")
                return
            }
            let result = reply["response"]?["DeleteResult"]
            #expect(result?["Error"] == [["Key": "locked/b", "Code": "AccessDenied"]])
            #expect(result?["Deleted"]?.array?.count == 2)
        }
    }

    @Test func `A key that XML has no place for is deleted by itself`() async throws {
        try await withService {
            try Self.delete($0)
        } body: { client, server in
            _ = try await client.deleteObjects(names: ["a\u{4}", "b"], bucket: "bucket", dir: true)
            #expect(
                server.requests.map { "\($0.method) \($0.target)" } == ["POST /bucket/?delete", "DELETE /bucket/a%04"])
        }
    }

    @Test func `A request that fails tells what was deleted before`() async throws {
        try await withService { request in
            request.text.contains("<Key>1001</Key>")
                ? .xml("<Error><Code>AccessDenied</Code><Message>No.</Message></Error>", status: 403)
                : try Self.delete(request)
        } body: { client, _ in
            let error = await #expect(throws: ServiceError.self) {
                try await client.deleteObjects(names: (1...1500).map { String($0) }, bucket: "bucket", dir: true)
            }
            #expect(
                error?.message == "No. (1000 objects were deleted before; 500 are left, from '1001' on)")
        }
    }

    @Test("No name, or an empty one, is told before anything is sent", arguments: [[], ["a", ""]])
    func noNames(names: [String]) async throws {
        let wire = Wire()
        await #expect(throws: UsageError.self) {
            try await S3.sample(wire).deleteObjects(names: names, bucket: "bucket")
        }
        #expect(wire.requests.isEmpty)
    }

    @Test("Only its own document says that a copy was made", arguments: ["", "<Other/>"])
    func silentCopy(body: String) async throws {
        let wire = Wire(answers: [.init(body: body)])
        await #expect(throws: ReplyError.self) {
            try await S3.sample(wire).copyObject(sname: "a", sbucket: "from", name: "b", bucket: "bucket")
        }
    }

    @Test func `An object that is too large for one request is copied in parts, with what belongs to it`() async throws
    {
        let size = (1 << 30) + 5
        try await withService { request in
            let part = request.query("partNumber")
            switch request.method {
            case "PUT" where part == nil:
                return .xml(
                    "<Error><Code>InvalidRequest</Code><Message>The specified copy source is larger than the maximum "
                        + "allowable size for a copy source: 5368709120</Message></Error>", status: 400)
            case "PUT": return .xml("<CopyPartResult><ETag>\"t\(part ?? "")\"</ETag></CopyPartResult>")
            case "HEAD":
                return .status(
                    200,
                    headers: [
                        "Content-Length": "\(size)", "ETag": "\"e\"", "Content-Type": "text/csv", "x-amz-meta-a": "1",
                        "x-amz-tagging-count": "1",
                    ])
            case "GET":
                return .xml("<Tagging><TagSet><Tag><Key>a b</Key><Value>1&amp;2</Value></Tag></TagSet></Tagging>")
            case "POST" where request.query("uploads") != nil:
                return .xml("<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>")
            default: return .xml("<CompleteMultipartUploadResult><Key>k</Key></CompleteMultipartUploadResult>")
            }
        } body: { client, server in
            let answer = try await client.copyObject(
                sname: "a b", sbucket: "from", name: "k", bucket: "bucket", headers: ["x-amz-acl": "private"], dir: true
            )
            #expect(answer["response"]?["CompleteMultipartUploadResult"] != nil)
            let begin = try #require(server.requests.first { $0.query("uploads") != nil })
            #expect(begin.headers["content-type"] == "text/csv")
            #expect(begin.headers["x-amz-meta-a"] == "1")
            #expect(begin.headers["x-amz-tagging"] == "a%20b=1%262")
            #expect(begin.headers["x-amz-acl"] == "private")
            let parts = server.requests.filter { $0.query("partNumber") != nil }
                .sorted { $0.query("partNumber") ?? "" < $1.query("partNumber") ?? "" }
            #expect(
                parts.map { $0.headers["x-amz-copy-source-range"] } == [
                    "bytes=0-536870911", "bytes=536870912-1073741823", "bytes=1073741824-1073741828",
                ])
            #expect(parts.allSatisfy { $0.headers["x-amz-copy-source-if-match"] == "\"e\"" })
            #expect(parts.allSatisfy { $0.headers["x-amz-copy-source"] == "/from/a%20b" })
            #expect(server.requests.last?.text.contains("&quot;t3&quot;") == true)
        }
    }

    @Test func `A link carries a version, a name for the download, and a type`() throws {
        let link = try S3.sample(Wire()).getObjectDownloadLink(
            name: "k", bucket: "bucket", ver: "v/1", disposition: "attachment; filename=\"a b.txt\"", type: "text/plain"
        )
        #expect(
            link.hasPrefix(
                "https://bucket.s3.example.com/k?response-content-disposition=attachment%3B%20filename%3D%22a%20b.txt%22"
                    + "&response-content-type=text%2Fplain&versionId=v%2F1&X-Amz-Algorithm="))
    }
}

import LoopbackServer
import OIntCore
import OIntHTTP
import PreparedAnswers
import Testing

@testable import OIntS3

@Suite("Answers", .timeLimit(.minutes(1)))
struct AnswerTests {
    @Test(
        "Answers have one shape",
        arguments: [
            ("", [:]),
            (
                "<?xml version='1.0'?><Tagging xmlns='urn:x'><TagSet><Tag><Key>a</Key></Tag></TagSet></Tagging>",
                ["Tagging": ["TagSet": ["Tag": [["Key": "a"]]]]]
            ),
            ("<a><b>1</b><b>2</b></a>", ["a": ["b": ["1", "2"]]]),
            ("no XML", ["notValidXMLMessage": "no XML"]),
            ("{\"a\": 1}", ["notValidXMLMessage": "{\"a\": 1}"]),
        ] as [(String, JSON)])
    func shape(body: String, response: JSON) async throws {
        let wire = Wire(answers: [
            .init(headers: [HeaderField("A", "1"), HeaderField("B", "2"), HeaderField("A", "3")], body: body)
        ])
        let answer = try await S3.sample(wire).getBucketTagging(name: "bucket")
        #expect(answer == ["status": 200, "response": response, "headers": ["A": "1, 3", "B": "2"]])
    }

    @Test(
        "Refusals tell what helps",
        arguments: [
            ("SignatureDoesNotMatch", 403, "", "SecretKey"), ("InvalidAccessKeyId", 403, "", "AccessKey"),
            ("NoSuchBucket", 404, "", "bucket's name"), ("AccessDenied", 403, "", "may not do this"),
            ("RequestTimeTooSkewed", 403, "", "clock"),
            ("PermanentRedirect", 301, "<Endpoint>b.s3.eu-north-1.amazonaws.com</Endpoint>", "b.s3.eu-north-1"),
            ("AuthorizationHeaderMalformed", 400, "<Region>eu-north-1</Region>", "Region eu-north-1"),
        ])
    func remedies(code: String, status: Int, more: String, expected: String) async throws {
        let body = "<Error><Code>\(code)</Code><Message>No.</Message>\(more)</Error>"
        let wire = Wire(answers: [.init(status: status, body: body)])
        let error = await #expect(throws: ServiceError.self) {
            try await S3.sample(wire).getBucketTagging(name: "bucket")
        }
        #expect(error?.code == code)
        #expect(error?.message == "No.")
        #expect(error?.remedy?.contains(expected) == true)
        guard case .json(let reply)? = error?.reply else {
            Issue.record("the answer is missing")
            return
        }
        #expect(reply["status"] == JSON(status))
        #expect(reply["response"]?["Error"]?["Code"] == .string(code))
    }

    @Test(
        "A refusal without a body says what the status says",
        arguments: [(404, "no such object"), (403, "may not"), (400, "no reason")])
    func silent(status: Int, expected: String) async throws {
        let wire = Wire(answers: [.init(status: status)])
        let error = await #expect(throws: ServiceError.self) {
            try await S3.sample(wire).headObject(name: "k", bucket: "bucket")
        }
        #expect(error?.message?.contains(expected) == true)
    }

    @Test func `The header of a bucket elsewhere tells its region`() async throws {
        let wire = Wire(answers: [.init(status: 301, headers: [HeaderField("x-amz-bucket-region", "ap-south-1")])])
        let error = await #expect(throws: ServiceError.self) {
            try await S3.sample(wire).headBucket(name: "bucket")
        }
        #expect(error?.remedy?.contains("ap-south-1") == true)
    }

    @Test func `What is signed for one host goes to no other`() async throws {
        try await withLoopbackServer { _ in
            .status(200)
        } body: { other in
            try await withService { _ in
                .xml(
                    "<Error><Code>TemporaryRedirect</Code><Endpoint>elsewhere</Endpoint></Error>", status: 307,
                    headers: ["Location": other.url + "/k"])
            } body: { client, _ in
                let error = await #expect(throws: ServiceError.self) {
                    try await client.putObject(name: "k", bucket: "bucket", data: .bytes([1]), dir: true)
                }
                #expect(error?.code == "TemporaryRedirect")
                #expect(error?.remedy?.contains("elsewhere") == true)
            }
            #expect(other.requests.isEmpty)
        }
    }

    @Test func `A redirect within the service is followed, and signed anew`() async throws {
        try await withService { request in
            request.target == "/bucket/k" ? .status(307, headers: ["Location": "/bucket/l"]) : .status(200)
        } body: { client, server in
            _ = try await client.headObject(name: "k", bucket: "bucket", dir: true)
            #expect(server.requests.map(\.target) == ["/bucket/k", "/bucket/l"])
            #expect(Set(server.requests.map { $0.headers["authorization"] }).count == 2)
        }
    }

    @Test(
        "Headers of a caller's are checked before anything is sent",
        arguments: [["a b": "1"], ["a": "1\r\nb: 2"], ["": "1"], ["a": ["b": 1]], ["a": .null]] as [JSONObject])
    func headers(headers: JSONObject) async throws {
        let wire = Wire()
        let error = await #expect(throws: UsageError.self) {
            try await S3.sample(wire).headBucket(name: "bucket", headers: headers)
        }
        #expect(error?.description.hasPrefix("--headers ") == true)
        #expect(wire.requests.isEmpty)
    }

    @Test("Numbers out of their range are told", arguments: [0, 604_801])
    func expiry(seconds: Int) throws {
        let client = try S3.sample(Wire())
        #expect(throws: UsageError.self) {
            try client.getObjectDownloadLink(name: "k", bucket: "bucket", expires: seconds)
        }
    }

    @Test func `A document that is called Error is a refusal only where one can come late`() async throws {
        let answer = Wire.Answer(body: "<Error><Code>InternalError</Code></Error>")
        let client = try S3.sample(Wire(answers: [answer]))
        let kept = try await client.getBucketTagging(name: "bucket")
        #expect(kept["response"]?["Error"]?["Code"] == "InternalError")
        await #expect(throws: ServiceError.self) {
            try await client.copyObject(sname: "a", sbucket: "from", name: "b", bucket: "bucket")
        }
    }
}

import Foundation
import OIntCore
import Testing

@testable import OIntHTTP

@Suite("Signatures for AWS")
struct AWSLinkTests {
    private static func credentials(_ service: String) -> AWSCredentials {
        AWSCredentials(
            accessKey: "AKIDEXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", region: "us-east-1",
            service: service)
    }

    /// Signs a request at the moment of the vendor's examples, and tells what was sent.
    private static func sent(_ request: Request, service: String = "service") async throws -> Request {
        let transport = ScriptedTransport(.answer(200))
        let link = AWSLink(
            credentials: credentials(service), origin: try .known(request.url), now: { 1_440_938_160 })
        _ = try await HTTP(transport: transport).adding(link).fetch(request)
        return try #require(transport.requests.first)
    }

    // Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-tests.html (get-vanilla)
    @Test func `The vendor's plain example`() async throws {
        let request = try await Self.sent(Request(.get, "https://example.amazonaws.com/"))
        #expect(request.headers.first(named: "x-amz-date") == "20150830T123600Z")
        #expect(
            request.headers.first(named: "authorization")
                == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                + "SignedHeaders=host;x-amz-date,"
                + "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")
        #expect(request.headers.first(named: "x-amz-content-sha256") == nil)
    }

    @Test func `What is encoded in a path is encoded again, but for object storage`() throws {
        let request = Request(.get, "https://h/a%20b/c")
        let message = SignatureV4.Message(request, try .known(request.url), payloadHash: "")
        let lines = { (text: String) in text.split(separator: "\n").map { String($0) } }
        #expect(lines(SignatureV4.canonicalRequest(message, encodesPathTwice: true))[1] == "/a%2520b/c")
        #expect(lines(SignatureV4.canonicalRequest(message))[1] == "/a%20b/c")
    }

    @Test func `Files are hashed, and left without a hash for object storage`() async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appendingPathComponent("a")
            try Data("hello".utf8).write(to: file)
            let body = Body.file(.path(file.path), type: "text/plain")
            let fromFile = try await Self.sent(Request(.put, "https://h/a", body: body))
            let inMemory = try await Self.sent(
                Request(.put, "https://h/a", body: .bytes(Array("hello".utf8), type: "text/plain")))
            #expect(fromFile.headers == inMemory.headers)
            let object = try await Self.sent(Request(.put, "https://h/a", body: body), service: "s3")
            #expect(object.headers.first(named: "x-amz-content-sha256") == "UNSIGNED-PAYLOAD")
        }
    }

    @Test func `What can't be read twice is refused before anything is sent`() async throws {
        let input = try FileInput(option: [OptionInput("-", source: .commandLine)])
        await #expect(throws: UsageError.self) {
            try await Self.sent(Request(.put, "https://h/a", body: .file(input, type: nil)))
        }
    }
}

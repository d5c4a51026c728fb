import OIntCore
import Testing

@testable import OIntHTTP

@Suite("Requests as people may see them")
struct RequestDescriptionTests {
    private let secret: Secret = "hush-hush/42"

    private func shown(_ request: Request) -> String { RequestDescription(request).json.text(.compact) }

    @Test("A description holds the method, the address, the headers and the body, in this order")
    func parts() {
        let request = Request(
            .put, "https://example.com/x", query: [("a", "1 2")], headers: [HeaderField("X-A", "b")],
            body: .json(["c": 1]))
        #expect(
            RequestDescription(request).json == [
                "method": "PUT", "url": "https://example.com/x?a=1%202",
                "headers": ["X-A": "b", "Content-Type": "application/json; charset=utf-8"], "body": ["c": 1],
            ])
        let text = RequestDescription(request).text
        #expect(text.hasPrefix("PUT https://example.com/x?a=1%202\nX-A: b\nContent-Type: application/json"))
        #expect(text.hasSuffix("\n\n{\n  \"c\": 1\n}"))
    }

    @Test("A request without a body shows none")
    func noBody() {
        #expect(
            RequestDescription(Request(.get, "https://h/")).json == [
                "method": "GET", "url": "https://h/", "headers": [:],
            ])
    }

    @Test(
        "A secret is masked wherever it stands, in whatever spelling",
        arguments: [
            Request(.post, "https://h/rest/1/hush-hush/42/x"),
            Request(.get, "https://h/", query: [("a", "hush-hush/42")]),
            Request(.get, "https://h/?a=hush-hush%2F42"),
            Request(.get, "https://h/", headers: [HeaderField("X-Any", "key hush-hush/42.")]),
            Request(.post, "https://h/", body: .json(["a": ["b": "<hush-hush/42>"]])),
            Request(.post, "https://h/", body: .form([("a", "hush-hush/42")])),
            Request(.post, "https://h/", body: .multipart([.field("a", "hush-hush/42")])),
            Request(.post, "https://h/", body: .multipart([.file("a", .path("/tmp/hush-hush/42"), fileName: "b")])),
        ])
    func secrets(request: Request) {
        var request = request
        request.secrets = [secret]
        let description = RequestDescription(request)
        for text in [description.json.text(.compact), description.text] {
            #expect(!text.contains("hush-hush"), "\(text)")
            #expect(text.contains(Secret.mask))
        }
    }

    @Test(
        "What holds secrets by its name is masked without being told",
        arguments: [
            Request(.get, "https://h/", query: [("access_token", "geheim")]),
            Request(.get, "https://h/?a=1&auth=geheim&b=2"),
            Request(.get, "https://h/", headers: [HeaderField("Authorization", "Bearer geheim")]),
            Request(.get, "https://h/", headers: [HeaderField("cookie", "a=geheim")]),
            Request(.get, "https://h/", headers: [HeaderField("X-Api-Key", "geheim")]),
            Request(.post, "https://h/", body: .json(["a": [["client_secret": "geheim"]]])),
            Request(.post, "https://h/", body: .form([("password", "geheim")])),
            Request(.post, "https://h/", body: .multipart([.field("refresh_token", "geheim")])),
        ])
    func names(request: Request) {
        #expect(!shown(request).contains("geheim"), "\(shown(request))")
    }

    @Test("What is no secret is not masked")
    func plain() {
        let request = Request(.get, "https://h/?a=1&author=me&b", headers: [HeaderField("Accept", "x")], secrets: [""])
        #expect(RequestDescription(request).json["url"] == "https://h/?a=1&author=me&b")
        #expect(!shown(request).contains(Secret.mask))
    }

    @Test("Files are named instead of spelled out")
    func files() {
        var files = EmbeddedFiles()
        let mark = files.add(.path("/tmp/report.pdf"))
        let embedded = Request(.post, "https://h/", body: .jsonWithFiles(["content": ["r.pdf", mark]], files: files))
        #expect(RequestDescription(embedded).json["body"] == ["content": ["r.pdf", "<base64 of /tmp/report.pdf>"]])
        let parts: [Body.Part] = [.field("a", "b"), .file("f", .path("/tmp/r.pdf"), fileName: "s.pdf")]
        let multipart = RequestDescription(Request(.post, "https://h/", body: .multipart(parts))).json
        #expect(multipart["body"] == ["a": "b", "f": "</tmp/r.pdf> as s.pdf"])
        let bytes = RequestDescription(Request(.put, "https://h/", body: .bytes([1, 2, 3], type: "x/y"))).json
        #expect(bytes["body"] == "<3 bytes>")
        #expect(bytes["headers"] == ["Content-Type": "x/y"])
        let query = Body.bytes(Array("SELECT 1".utf8), type: "application/sql")
        #expect(RequestDescription(Request(.post, "https://h/", body: query)).json["body"] == "SELECT 1")
        let file = RequestDescription(Request(.put, "https://h/", body: .file(.address("https://f/a"), type: "x/y")))
            .json
        #expect(file["body"] == "<https://f/a>")
    }
}

import HTTPTypes
import OIntCore
import OIntHTTP
import OIntRunning
import Testing

@testable import OIntListener
@testable import OIntServer

@Suite("Calls over HTTP", .timeLimit(.minutes(1)))
struct HTTPCallServerTests {
    private let server = HTTPCallServer(
        CallSession(CallSession.Settings(caller: Caller(libraries: [Desk.library], http: HTTP()))),
        HTTPCallServer.Listening(host: "127.0.0.1", port: 0, proof: .nothing, allowsGet: true))

    private func send(
        _ path: String, _ body: String = "", type: String = "application/json", method: HTTPRequest.Method = .post,
        accept: String? = nil
    ) async -> ListenerResponse {
        var head = HTTPRequest(method: method, scheme: "http", authority: "127.0.0.1", path: path)
        head.headerFields[.contentType] = type
        head.headerFields[.accept] = accept
        return await server.respond(to: ListenerRequest(RequestHead(head), body: Array(body.utf8)))
    }

    private func text(_ response: ListenerResponse, limit: Int = .max) async throws -> String {
        switch response.body {
        case .bytes(let bytes): return String(decoding: bytes, as: UTF8.self)
        case .stream(let write):
            let text = Text(limit)
            do {
                try await write(ListenerResponse.Writer { try await text.add($0) })
            } catch is Text.Full {}
            return await text.text
        case .whileConnected(let make): return try await self.text(await make(), limit: limit)
        }
    }

    private actor Text {
        struct Full: Error {}
        private(set) var text = ""
        private let limit: Int
        init(_ limit: Int) { self.limit = limit }
        func add(_ bytes: [UInt8]) throws {
            text += String(decoding: bytes, as: UTF8.self)
            if text.utf8.count >= limit { throw Full() }
        }
    }

    private func type(_ response: ListenerResponse) -> String? {
        response.headers.first { $0.name == "Content-Type" }?.value
    }

    @Test(
        "Options come as JSON, as a form, as a form with files, and in the query; by name or letter, with dashes or without"
    )
    func options() async throws {
        let form = "application/x-www-form-urlencoded"
        for response in [
            await send("/desk/Say", #"{"text":"a b","count":2}"#),
            await send("/x/y/desk/say", #"{"--text":"a b","-c":"2"}"#),
            await send("/desk/%D0%A1%D0%BA%D0%B0%D0%B7%D0%B0%D1%82%D1%8C", "t=a+b&count=2", type: form),
            await send("/desk/Say?text=a%20b&c=2", method: .get),
        ] {
            #expect(response.status == 200)
            #expect(try await text(response) == "a b x2")
            #expect(type(response) == "text/plain; charset=utf-8")
        }
        let multipart =
            "--b\r\nContent-Disposition: form-data; name=text\r\n\r\na\r\n--b\r\n"
            + "Content-Disposition: form-data; name=\"file\"; filename=\"p ü.bin\"\r\n\r\n12345\r\n--b--"
        #expect(try await text(send("/desk/Say", multipart, type: "multipart/form-data; boundary=b")) == "a p ü.bin 5")
    }

    @Test("Answers have the type of what they are")
    func answers() async throws {
        for (method, wanted, content) in [
            ("Nothing", "application/json", "{}"), ("Rows", "application/json", #"[{"n":0},{"n":1},{"n":2}]"#),
            ("Bytes", "application/octet-stream", "\u{0}\u{FFFD}"),
            ("Padded", "text/plain; charset=utf-8", " \n padded  text \r\n"),
        ] {
            let response = await send("/desk/\(method)")
            #expect(type(response) == wanted)
            #expect(try await text(response) == content)
            #expect(response.headers.contains { $0.name == "Server" && $0.value.hasPrefix("OInt/") })
        }
    }

    @Test("Events come as they happen, in the form that the client asks for, and end when it goes")
    func events() async throws {
        let lines = await send("/desk/Ring")
        #expect(type(lines) == "application/x-ndjson")
        #expect(try await text(lines, limit: 16) == "{\"n\":0}\n{\"n\":1}\n")
        let events = await send("/desk/Ring", #"{"limit":2}"#, accept: "text/event-stream")
        #expect(type(events) == "text/event-stream")
        #expect(try await text(events) == "data: {\"n\":0}\n\ndata: {\"n\":1}\n\n")
    }

    @Test("Failures say so, with the answer of the service")
    func failures() async throws {
        for (path, body, type, status) in [
            ("/desk", "{}", "application/json", 400), ("/desk/Sya", "{}", "application/json", 400),
            ("/desk/Say", "{", "application/json", 400), ("/desk/Say", "[]", "application/json", 400),
            ("/desk/Say", "{}", "application/json", 400), ("/desk/Say", "x", "text/plain", 415),
            ("/desk/Say", "x", "multipart/form-data", 400), ("/desk/Refuse", "", "application/json", 400),
        ] {
            let response = await send(path, body, type: type)
            #expect(response.status == status, "\(path) \(body)")
            let answer = try JSON(parsing: try await text(response))
            #expect(answer["result"] == false)
            #expect(answer["error"]?.string?.isEmpty == false)
        }
        let refused = try JSON(parsing: try await text(await send("/desk/Refuse")))
        #expect(refused["reply"] == ["reason": "no"])
        #expect(refused["exit"] == 1)
        let put = await send("/desk/Say", method: .put)
        #expect(put.status == 405)
        #expect(put.headers.contains { $0.name == "Allow" && $0.value == "GET, POST" })
    }
}

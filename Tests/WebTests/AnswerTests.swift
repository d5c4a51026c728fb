import LoopbackServer
import OIntCore
import Testing

@testable import OIntWeb

@Suite("Answers of any service")
struct AnswerTests {
    @Test(
        "An answer comes in the form that its type asks for",
        arguments: [
            ("application/json", #"{"b": 1.0, "a": "я"}"#, #"json {"b":1.0,"a":"я"}"#),
            ("application/problem+json; charset=utf-8", "[1]", "json [1]"),
            ("application/json", "17", "json 17"), ("application/json", "not json", "text not json"),
            ("text/plain", "17", "text 17"), ("text/plain", #" {"a":1}"#, #"json {"a":1}"#),
            ("text/html; charset=UTF-8", "<p>я</p>", "text <p>я</p>"), ("application/atom+xml", "<a/>", "text <a/>"),
            ("text/csv; charset=windows-1251", "ab", "bytes 6162"), ("image/png", "{}", "bytes 7b7d"),
            ("application/octet-stream", "ab", "bytes 6162"), ("application/json", "", "none"),
            ("image/png", "", "none"),
        ])
    func forms(type: String, body: String, shown: String) async throws {
        try await withAPI({ _ in .bytes(Array(body.utf8), contentType: type) }) { api in
            let output = try await api.call("Get").shown
            #expect(output == shown)
        }
    }

    @Test func `An answer without a type is looked at`() async throws {
        for (body, shown) in [("{\"a\":1}", "json {\"a\":1}"), ("hello", "text hello")] {
            try await withAPI({ _ in .bytes(Array(body.utf8), contentType: nil) }) { api in
                let output = try await api.call("Get").shown
                #expect(output == shown)
            }
        }
        try await withAPI({ _ in .bytes([0xFF, 0], contentType: nil) }) { api in
            let shown = try await api.call("Get").shown
            #expect(shown == "bytes ff00")
        }
    }

    @Test func `Raw answers are bytes, whatever they are`() async throws {
        try await withAPI({ _ in .json("{ }") }) { api in
            let shown = try await api.call("Get", "/", ["raw": "true"]).shown
            #expect(shown == "bytes 7b207d")
        }
    }

    @Test func `Head and Options tell status and headers`() async throws {
        let headers: ServerHeaders = ["Allow": "GET, PUT", "Set-Cookie": "a=1", "Set-Cookie": "b=2"]
        try await withAPI({ _ in .status(204, headers: headers) }) { api in
            for method in ["Head", "Options"] {
                let shown = try await api.call(method).shown
                #expect(
                    shown.hasPrefix(#"json {"status":204,"headers":{"Allow":"GET, PUT","Set-Cookie":["a=1","b=2"]"#))
            }
        }
        try await withAPI({ _ in .json("[7]", headers: ["Allow": "GET"]) }) { api in
            let shown = try await api.call("Options").shown
            #expect(shown.hasSuffix(#""body":[7]}"#))
        }
    }

    @Test func `Another status than 2xx is a refusal with its answer`() async throws {
        try await withAPI({ _ in .json(#"{"title": "Gone", "detail": "no such cat"}"#, status: 404) }) { api in
            let error = try await #require(throws: ServiceError.self) { try await api.call("Get") }
            #expect(error.status == 404)
            #expect(error.reply == .json(["title": "Gone", "detail": "no such cat"]))
            #expect(error.description == "localhost refused (HTTP 404): no such cat")
        }
        try await withAPI({ _ in .bytes([0, 1], status: 500) }) { api in
            let error = try await #require(throws: ServiceError.self) { try await api.call("Post") }
            #expect(error.reply == .bytes([0, 1]))
        }
        try await withAPI({ _ in .status(405, headers: ["Allow": "PUT"]) }) { api in
            let error = try await #require(throws: ServiceError.self) { try await api.call("Head") }
            #expect(error.remedy == "The address takes PUT")
            guard case .json(let answer) = error.reply else { throw error }
            #expect(answer["headers"]?["Allow"] == "PUT")
        }
    }

    @Test func `Redirects are followed, unless they are the answer`() async throws {
        let handler: LoopbackServer.Handler = { request in
            request.path == "/old" ? .status(302, headers: ["Location": "/new"]) : .json(#"{"new":true}"#)
        }
        try await withAPI(handler) { api in
            let shown = try await api.call("Get", "/old").shown
            #expect(shown == #"json {"new":true}"#)
            let kept = try await api.call("Get", "/old", ["redirects": "false"]).shown
            #expect(kept == "none")
            let head = try await api.call("Head", "/old", ["redirects": "false"]).shown
            #expect(head.contains(#""status":302"#) && head.contains(#""Location":"/new""#))
            #expect(api.server.requests.map(\.path) == ["/old", "/new", "/old", "/old"])
        }
    }
}

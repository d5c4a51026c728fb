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
            ("text/csv; charset=windows-1251", "ab", "text ab"), ("text/csv; charset=nonsense", "ab", "bytes 6162"),
            ("image/png", "{}", "bytes 7b7d"),
            ("application/octet-stream", "ab", "bytes 6162"), ("application/json", "", "none"),
            ("image/png", "", "none"),
        ])
    func forms(type: String, body: String, shown: String) async throws {
        try await withAPI({ _ in .bytes(Array(body.utf8), contentType: type) }) { api in
            let output = try await api.call("Get").shown
            #expect(output == shown)
        }
    }

    @Test(
        "Texts and JSON are read in the charset that is named",
        arguments: [
            ("text/plain; charset=windows-1251", [0xCF, 0xF0, 0xE8], "text При"),
            ("text/html; charset=ISO-8859-1", [0x63, 0x61, 0x66, 0xE9], "text café"),
            ("text/plain; charset=utf-16", [0xFF, 0xFE, 0x2F, 0x04], "text Я"),
            ("text/plain; charset=Shift_JIS", [0x93, 0xFA, 0x96, 0x7B], "text 日本"),
            (
                "application/json; charset=windows-1251", Array(#"{"a":""#.utf8) + [0xCF] + Array(#""}"#.utf8),
                #"json {"a":"П"}"#
            ),
            ("text/plain; charset=windows-1251", Array(#"["#.utf8) + [0x22, 0xCF, 0x22, 0x5D], #"json ["П"]"#),
            // Damaged, or of a charset that nobody knows.
            ("text/plain; charset=windows-1251", [0x61, 0x98], "bytes 6198"),
            ("text/plain; charset=x-nonsense", [0x61, 0xCF], "bytes 61cf"),
            ("text/plain", [0xCF, 0xF0], "bytes cff0"),
        ] as [(String, [UInt8], String)])
    func charsets(type: String, body: [UInt8], shown: String) async throws {
        try await withAPI({ _ in .bytes(body, contentType: type) }) { api in
            let output = try await api.call("Get").shown
            #expect(output == shown)
            let raw = try await api.call("Get", "/", ["raw": "true"]).shown
            #expect(raw == "bytes " + Hexadecimal.encoded(body))
        }
    }

    @Test(
        "An XML document names the charset it is in now",
        arguments: [
            (#"<?xml version="1.0" encoding="windows-1251"?><a/>"#, #"<?xml version="1.0" encoding="UTF-8"?><a/>"#),
            ("<?xml version='1.0' encoding = 'windows-1251' ?><a/>", "<?xml version='1.0' encoding = 'UTF-8' ?><a/>"),
            (#"<?xml version="1.0" encoding="utf-8"?><a/>"#, #"<?xml version="1.0" encoding="utf-8"?><a/>"#),
            (#"<?xml version="1.0"?><a encoding="x"/>"#, #"<?xml version="1.0"?><a encoding="x"/>"#),
            (#"<a encoding="windows-1251"/>"#, #"<a encoding="windows-1251"/>"#), ("<?xml encoding", "<?xml encoding"),
            ("<?xml encoding='?>", "<?xml encoding='?>"), ("<?xml encoding=?>", "<?xml encoding=?>"),
        ])
    func xml(document: String, shown: String) async throws {
        let type = "application/rss+xml; charset=windows-1251"
        try await withAPI({ _ in .bytes(Array(document.utf8) + [0xCF], contentType: type) }) { api in
            let output = try await api.call("Get").shown
            #expect(output == "text \(shown)П")
        }
        try await withAPI({ _ in .bytes(Array(document.utf8), contentType: "text/plain") }) { api in
            let output = try await api.call("Get").shown
            #expect(output == "text \(document)")
        }
    }

    @Test func `A refusal is read in its charset too`() async throws {
        let answer = Array(#"{"detail":""#.utf8) + [0xCD, 0xE5, 0xF2] + Array(#""}"#.utf8)
        try await withAPI({ _ in .bytes(answer, status: 404, contentType: "application/json; charset=windows-1251") }) {
            api in
            let error = try await #require(throws: ServiceError.self) { try await api.call("Get") }
            #expect(error.message == "Нет")
        }
        for (type, shown) in [("text/html", Array("Нет".utf8)), ("image/png", [0xCD, 0xE5, 0xF2])] {
            let type = type + "; charset=windows-1251"
            try await withAPI({ _ in .bytes([0xCD, 0xE5, 0xF2], status: 404, contentType: type) }) { api in
                let error = try await #require(throws: ServiceError.self) { try await api.call("Get") }
                #expect(error.reply == .bytes(shown))
            }
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

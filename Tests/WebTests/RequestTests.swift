import Foundation
import LoopbackServer
import OIntCore
import Testing

@testable import OIntWeb

@Suite("Requests to any service")
struct RequestTests {
    @Test(
        "Each method sends its own",
        arguments: [
            ("Get", "GET"), ("Post", "POST"), ("Put", "PUT"), ("Patch", "PATCH"), ("Delete", "DELETE"),
            ("Options", "OPTIONS"), ("Head", "HEAD"), ("ЗапросPost", "POST"),
        ])
    func methods(method: String, sent: String) async throws {
        try await withAPI { api in
            try await api.call(method, "/a%20b?x=1")
            #expect(try api.request.method == sent)
            #expect(try api.request.target == "/a%20b?x=1")
            #expect(try api.request.bodyLength == 0)
        }
    }

    @Test(
        "Any method can be named; the usual ones in any case",
        arguments: [("PROPFIND", "PROPFIND"), ("post", "POST"), ("REPORT", "REPORT")])
    func named(method: String, sent: String) async throws {
        try await withAPI { api in
            try await api.call("Request", "/", ["method": method])
            #expect(try api.request.method == sent)
        }
    }

    @Test func `Query items follow those of the address, encoded, and lists repeat their key`() async throws {
        try await withAPI { api in
            try await api.call("Get", "/?a=1#end", ["query": #"{"tag": ["x&y", 2], "я": true, "none": null, "z": ""}"#])
            #expect(try api.request.target == "/?a=1&tag=x%26y&tag=2&%D1%8F=true&z=")
        }
    }

    @Test func `Headers come as they are given, and lists repeat their key`() async throws {
        try await withAPI { api in
            try await api.call("Get", "/", ["headers": #"{"X-One": "1", "Accept": "text/csv", "X-Many": ["a", 2]}"#])
            #expect(try api.request.headers["x-one"] == "1")
            #expect(try api.request.headers.values(of: "accept") == ["text/csv"])
            #expect(try api.request.headers.values(of: "x-many") == ["a", "2"])
        }
    }

    @Test func `JSON goes as it was written`() async throws {
        try await withAPI { api in
            try await api.call("Post", "/", ["json": #"{"b": 1.50, "a": [null, "я"], "n": 12345678901234567890}"#])
            #expect(try api.request.text == #"{"b":1.50,"a":[null,"я"],"n":12345678901234567890}"#)
            #expect(try api.request.headers["content-type"] == "application/json; charset=utf-8")
        }
    }

    @Test func `A form is encoded, and lists repeat their key`() async throws {
        try await withAPI { api in
            try await api.call("Put", "/", ["form": #"{"a b": "c&d+é", "x": [1, false]}"#])
            #expect(try api.request.text == "a+b=c%26d%2B%C3%A9&x=1&x=false")
            #expect(try api.request.headers["content-type"] == "application/x-www-form-urlencoded")
        }
    }

    @Test func `A form with files has fields and files in their order`() async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).csv")
        try Data([0, 255, 10]).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        try await withAPI { api in
            let form = """
                {"title": "Отчёт", "n": 5, "doc": [{"file": "\(file.path)"}, {"file": "\(file.path)", "name": "é\\"1\\".bin",
                "type": "text/csv"}]}
                """
            try await api.call("Post", "/", ["multipart": form])
            let parts = try api.request.multipartParts()
            #expect(parts.map(\.name) == ["title", "n", "doc", "doc"])
            #expect(parts[0].text == "Отчёт" && parts[1].text == "5")
            #expect(parts[0].contentType == nil)
            #expect(parts[2].filename == file.lastPathComponent && parts[2].bytes == [0, 255, 10])
            #expect(parts[2].contentType == "application/octet-stream")
            #expect(parts[3].filename == "é%221%22.bin" && parts[3].contentType == "text/csv")
        }
    }

    @Test func `Text goes as text, and its escapes are replaced`() async throws {
        try await withAPI { api in
            try await api.call("Patch", "/", ["text": #"один\nдва"#])
            #expect(try api.request.text == "один\nдва")
            #expect(try api.request.headers["content-type"] == "text/plain; charset=utf-8")
        }
    }

    @Test func `A file goes byte by byte, and the type can be named`() async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try Data([0, 1, 0, 254]).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        try await withAPI { api in
            try await api.call("Delete", "/", ["data": file.path, "contenttype": "image/x-odd"])
            #expect(try api.request.body == [0, 1, 0, 254])
            #expect(try api.request.headers.values(of: "content-type") == ["image/x-odd"])
        }
    }

    @Test func `A named type takes the place of that of JSON`() async throws {
        try await withAPI { api in
            try await api.call("Post", "/", ["json": "[]", "contenttype": "application/vnd.api+json"])
            #expect(try api.request.headers.values(of: "content-type") == ["application/vnd.api+json"])
        }
        let shown = try await API.preview(
            "Post", ["url": "https://h/", "json": "[]", "headers": #"{"content-type": "application/x-y"}"#])
        #expect(
            shown == #"{"method":"POST","url":"https://h/","headers":{"content-type":"application/x-y"},"body":[]}"#)
    }

    @Test(
        "What contradicts itself is found before anything is sent",
        arguments: [
            ("Post", ["json": "1", "text": "a"], "--json, --text"),
            ("Put", ["form": "{}", "multipart": "{}", "data": "data:,x"], "--form, --multipart, --data"),
            ("Get", ["basic": "a:b", "bearer": "t"], "--basic, --bearer"),
            ("Get", ["url": "https://u:p@h/", "digest": "a:b"], "user and password in --url, --digest"),
            ("Get", ["headers": #"{"authorization": "x"}"#, "bearer": "t"], "Authorization in --headers, --bearer"),
            ("Post", ["contenttype": "text/plain"], "no"),
            ("Post", ["multipart": #"{"a": 1}"#, "contenttype": "text/plain"], "--multipart"),
            ("Post", ["json": "1", "contenttype": "a/b", "headers": #"{"Content-Type": "c/d"}"#], "not both"),
            ("Request", ["method": "HEAD", "json": "1"], "HEAD"),
            (
                "Post",
                ["multipart": #"{"a": 1}"#, "aws": #"{"accesskey":"a","secretkey":"b","region":"c","service":"d"}"#],
                "can't be signed"
            ),
        ] as [(String, [String: String], String)])
    func contradictions(method: String, options: [String: String], words: String) async throws {
        #expect(try await API.problems(method, options).contains(words))
    }

    @Test(
        "What can't be read is told with the option's name",
        arguments: [
            ("Get", ["url": "api.example.com/x"], "did you mean https://api.example.com/x"),
            ("Get", ["url": "ftp://h/"], "--url takes an address"),
            ("Get", ["headers": #"{"A B": "c"}"#], "--headers has 'A B'"),
            ("Get", ["headers": #"{"A": "c\nd"}"#], "--headers has 'A'"),
            ("Get", ["headers": #"{"Content-Length": 5}"#], "follows from the body"),
            ("Get", ["query": #"{"a": {"b": 1}}"#], "--query takes texts"),
            ("Get", ["basic": "nocolon"], "--basic takes user:password"),
            ("Get", ["aws": #"{"acceskey": "a"}"#], "did you mean accesskey"),
            ("Get", ["aws": #"{"accesskey": "a"}"#], "lacks secretkey, region, service"),
            ("Get", ["oauth1": #"{"consumerkey":"a","consumersecret":"b","method":"RSA-SHA1"}"#], "HMAC-SHA1"),
            ("Post", ["multipart": #"{"a": {"path": "x"}}"#], "under 'a'"),
            ("Post", ["multipart": #"{"a": {"file": "/no/such"}}"#], "/no/such"),
            ("Post", ["multipart": #"{"a": {"file": "-"}}"#], "standard input"),
            ("Request", ["method": "GET IT"], "--method takes"), ("Request", ["method": "connect"], "--method takes"),
        ] as [(String, [String: String], String)])
    func unreadable(method: String, options: [String: String], words: String) async throws {
        #expect(try await API.problems(method, options).contains(words))
    }

    @Test func `A POST is sent once, unless it may be sent twice`() async throws {
        for (options, count) in [([:], 1), (["repeatable": "true"], 2)] {
            let replies = LoopbackServer.replies(.status(502), .json("{}"))
            try await withAPI(retries: 1, replies) { api in
                _ = try? await api.call("Post", "/", options)
                #expect(api.server.requests.count == count)
            }
        }
    }
}

import OIntCore
import Testing

@testable import OIntHTTP

@Suite("Following redirects")
struct RedirectMiddlewareTests {
    private let headers = [
        HeaderField("Accept", "a"), HeaderField("Authorization", "Bearer hushhush"), HeaderField("cookie", "a=b"),
        HeaderField("X-Api-Key", "hushhush"), HeaderField("x-custom", "c"), HeaderField("Host", "h"),
    ]

    /// Sends a request through the middleware; gives the answer and what was sent.
    private func send(_ request: Request, _ steps: ScriptedTransport.Step...) async throws -> (Response, [Request]) {
        let rest = steps.count > 1 ? steps : steps + [.answer(200)]
        let transport = ScriptedTransport(rest[0], rest[1])
        let response = try await RedirectMiddleware().intercept(request) { try await transport.send($0) }
        return (response, transport.requests)
    }

    private func redirect(_ status: Int, _ location: String) -> ScriptedTransport.Step {
        .answer(status, headers: [HeaderField("location", location)])
    }

    private func json(_ request: Request?) -> JSON? {
        if case .json(let value)? = request?.body { value } else { nil }
    }

    @Test(
        "307 and 308 keep method and body; 301 and 302 those of every method but POST, and of POST where the service wants it",
        arguments: [301, 302, 307, 308], [RedirectPolicy.follows, .keepsMethod])
    func keeping(status: Int, policy: RedirectPolicy) async throws {
        for method in Request.Method.allCases where status > 302 || policy == .keepsMethod || method != .post {
            let request = Request(
                method, "https://h/a", query: [("q", "1")], body: .json(["a": 1]), isRepeatable: false,
                redirects: policy)
            let (response, sent) = try await send(request, redirect(status, "/b"))
            #expect(response.status == 200)
            #expect(sent.map(\.target) == ["https://h/a?q=1", "https://h/b"])
            #expect(sent[1].method == method)
            #expect(json(sent[1]) == ["a": 1])
            #expect(!sent[1].isRepeatable)
        }
    }

    @Test(
        "301 and 302 make a GET without a body of a POST, and leave out what tells of the body", arguments: [301, 302])
    func becomingGet(status: Int) async throws {
        let headers = [HeaderField("Content-Type", "a/b"), HeaderField("content-md5", "x"), HeaderField("Accept", "c")]
        let request = Request(.post, "https://h/a", headers: headers, body: .json(["a": 1]), isRepeatable: false)
        let (_, sent) = try await send(request, redirect(status, "/b"))
        #expect(sent[1].method == .get)
        #expect(json(sent[1]) == nil)
        #expect(sent[1].headers == [HeaderField("Accept", "c")])
        #expect(sent[1].isRepeatable)
    }

    @Test("Cookies that a redirect sets are shown to where it leads, beside those of the request")
    func cookies() async throws {
        let transport = ScriptedTransport(
            .answer(302, headers: [HeaderField("Location", "/b"), HeaderField("Set-Cookie", "s=1; Path=/")]),
            .answer(
                302, headers: [HeaderField("Location", "https://other.example/"), HeaderField("Set-Cookie", "t=2")]),
            .answer(200))
        let request = Request(.post, "https://h/a", headers: [HeaderField("Cookie", "own=0")], body: .json(1))
        _ = try await RedirectMiddleware().intercept(request) { try await transport.send($0) }
        #expect(transport.requests.map { $0.headers.first(named: "cookie") } == ["own=0", "own=0; s=1", nil])
    }

    @Test(
        "Of hosts that are named, each leads to such hosts only",
        arguments: [
            ("https://a.example/", "https://b.example/", true), ("https://a.example/", "https://evil.test/", false),
            ("https://sub.wide.test/", "/b", true), ("https://sub.wide.test/", "https://wide.test/", false),
            ("https://unnamed.test/", "https://files.test/", true),
        ])
    func namedHosts(origin: String, target: String, isAllowed: Bool) async throws {
        let addresses = AddressPolicy(hosts: ["a.example", "B.example", "*.wide.test"])
        let transport = ScriptedTransport(redirect(302, target), .answer(200))
        let result = await Result {
            try await RedirectMiddleware(addresses: addresses).intercept(Request(.get, origin)) {
                try await transport.send($0)
            }
        }
        #expect(transport.requests.count == (isAllowed ? 2 : 1))
        if case .failure(let error) = result {
            #expect("\(error)".contains("--hosts"), "\(error)")
            #expect(!isAllowed)
        }
    }

    @Test("Where redirects are not followed, they are answers like any other")
    func ending() async throws {
        let (response, sent) = try await send(Request(.get, "https://h/a", redirects: .ends), redirect(302, "/b"))
        #expect(response.status == 302)
        #expect(sent.count == 1)
    }

    @Test("303 asks for a look at the result: a GET without a body")
    func seeOther() async throws {
        let request = Request(.post, "https://h/a", body: .json(["a": 1]))
        let (_, sent) = try await send(request, redirect(303, "/b"))
        #expect(sent[1].method == .get)
        #expect(json(sent[1]) == nil)
        #expect(sent[1].isRepeatable)
        let (_, head) = try await send(Request(.head, "https://h/a"), redirect(303, "/b"))
        #expect(head[1].method == .head)
    }

    @Test("Other answers are no redirects, location or not", arguments: [200, 201, 300, 304, 305, 306, 400, 404, 500])
    func others(status: Int) async throws {
        let (response, sent) = try await send(Request(.get, "https://h/a"), redirect(status, "/b"))
        #expect(response.status == status)
        #expect(sent.count == 1)
    }

    @Test("A redirect that does not say where to is given back")
    func nowhere() async throws {
        let (response, sent) = try await send(Request(.get, "https://h/a"), .answer(302, body: "x"))
        #expect(response.status == 302)
        #expect(sent.count == 1)
    }

    @Test(
        "A redirect to something else is an error",
        arguments: ["ftp://h/", "mailto:a@b.c", "https://", "file:///etc/passwd"])
    func noWebAddress(location: String) async throws {
        let error = await #expect(throws: ReplyError.self) {
            try await send(Request(.get, "https://h:8443/a"), redirect(302, location))
        }
        #expect(error?.description == "h:8443: the service redirects to something that is no web address")
    }

    @Test("Relative locations start from where the answer came from")
    func relative() async throws {
        let transport = ScriptedTransport(
            redirect(302, "https://h/x/y?z"), redirect(302, "../b"), redirect(302, "?c=1"), .answer(200))
        let response = try await RedirectMiddleware().intercept(Request(.get, "https://h/a")) {
            try await transport.send($0)
        }
        #expect(
            transport.requests.map(\.target) == ["https://h/a", "https://h/x/y?z", "https://h/b", "https://h/b?c=1"])
        #expect(response.address.text == "https://h/b?c=1")
    }

    @Test("Circles end")
    func circles() async throws {
        let transport = ScriptedTransport(redirect(302, "/a"))
        let error = await #expect(throws: ReplyError.self) {
            try await RedirectMiddleware().intercept(Request(.get, "https://h/a")) { try await transport.send($0) }
        }
        #expect(error?.reason == "the service redirects in circles: 5 redirects were followed")
        #expect(transport.requests.count == 6)
    }

    @Test("Five redirects in a row are no circle yet")
    func five() async throws {
        let hop = redirect(302, "/a")
        let transport = ScriptedTransport(hop, hop, hop, hop, hop, .answer(200))
        let response = try await RedirectMiddleware().intercept(Request(.get, "https://h/a")) {
            try await transport.send($0)
        }
        #expect(response.status == 200)
    }

    @Test(
        "Within the same place everything follows",
        arguments: [("https://h/a", "/b"), ("https://h/a", "https://h:443/b"), ("http://h/a", "https://h/b")])
    func samePlace(from: String, to: String) async throws {
        let request = Request(.post, from, headers: headers, body: .json(1), secrets: ["hushhush"])
        let (_, sent) = try await send(request, redirect(307, to))
        #expect(sent[1].headers == headers)
        #expect(json(sent[1]) == 1)
    }

    @Test(
        "To another place no credentials follow",
        arguments: [
            ("https://h/a", "https://other.example/b"), ("https://h/a", "http://h/b"),
            ("https://h/a", "https://h:8443/b"),
            ("https://h/a", "//sub.h/b"), ("http://h:8080/a", "https://h:8443/b"),
        ])
    func otherPlace(from: String, to: String) async throws {
        let request = Request(.get, from, query: [("token", "hushhush")], headers: headers, secrets: ["hushhush"])
        let (_, sent) = try await send(request, redirect(302, to))
        #expect(sent.count == 2)
        #expect(sent[1].headers == [HeaderField("Accept", "a")])
        #expect(!sent[1].target.contains("hushhush"))
        // They are masked all the same, should the other place send them back.
        #expect(sent[1].secrets == ["hushhush"])
    }

    @Test("A body that may hold credentials does not follow to another place")
    func bodyToOtherPlace() async throws {
        let transport = ScriptedTransport(redirect(307, "https://other.example/b"), .answer(200))
        let request = Request(.post, "https://h/a", body: .json(["auth": "hushhush"]), secrets: ["hushhush"])
        let error = await #expect(throws: ReplyError.self) {
            try await RedirectMiddleware().intercept(request) { try await transport.send($0) }
        }
        #expect(transport.requests.count == 1)
        #expect(error?.description.contains("https://other.example:443") == true)
        #expect(error?.description.contains("hushhush") == false)
    }

    @Test("A body without credentials follows, and so does a look at the result")
    func harmlessToOtherPlace() async throws {
        let harmless = Request(.post, "https://h/a", body: .json(1))
        let (_, sent) = try await send(harmless, redirect(307, "https://other.example/b"))
        #expect(json(sent[1]) == 1)
        let secret = Request(.post, "https://h/a", body: .json(1), secrets: ["hushhush"])
        let (_, looked) = try await send(secret, redirect(303, "https://other.example/b"))
        #expect(looked[1].method == .get)
    }

    @Test("A body from standard input can't follow: nothing is left of it")
    func standardInputBody() async throws {
        let body = Body.file(try standardInput(), type: "text/plain")
        let transport = ScriptedTransport(redirect(307, "/b"), .answer(200))
        let error = await #expect(throws: ReplyError.self) {
            try await RedirectMiddleware().intercept(Request(.put, "https://h/a", body: body)) {
                try await transport.send($0)
            }
        }
        #expect(error?.reason.contains("standard input can't be sent again") == true)
        #expect(transport.requests.count == 1)
        let (response, _) = try await send(Request(.put, "https://h/a", body: body), redirect(303, "/b"))
        #expect(response.status == 200)
    }
}

extension Result where Failure == any Error, Success: Sendable {
    fileprivate init(_ work: () async throws -> Success) async {
        do { self = .success(try await work()) } catch { self = .failure(error) }
    }
}

import OIntCore
import OIntHTTP
import OIntRegistry
import OIntRunning
import PreparedAnswers
import Synchronization
import TestFiles
import Testing

@testable import OIntConfiguration
@testable import OIntNotify

/// Answers each host in its own way, and notes what came.
private final class Hosts: Transport {
    private let answers: [String: @Sendable (Request) throws -> PreparedService.Answer]
    private let noted = Mutex<[(host: String, address: String, body: String)]>([])

    init(_ answers: [String: @Sendable (Request) throws -> PreparedService.Answer]) { self.answers = answers }

    var hosts: [String] { noted.withLock { $0.map(\.host) }.sorted() }
    func bodies(_ host: String) -> [String] { noted.withLock { $0.filter { $0.host == host }.map(\.body) } }

    func send(_ request: Request) async throws -> Response {
        guard let address = Address(request.target) else { throw PreparedService.Speechless() }
        guard let answer = answers[address.host] else {
            throw ConnectionError(peer: address.host, step: .resolving, reason: "there is no such host")
        }
        var body: [UInt8] = []
        for try await piece in try HTTP(transport: self).bytes(of: request.body) { piece.withBytes { body += $0 } }
        let text = String(decoding: body, as: UTF8.self)
        noted.withLock { $0.append((address.host, request.target, text)) }
        let reply = try answer(request)
        return Response(
            status: reply.status, headers: reply.headers, body: ByteStream(Array(reply.body.utf8)), address: address)
    }
}

@Suite("One message to many targets", .timeLimit(.minutes(1)))
struct NotifierTests {
    private static let tokens = [
        "OINT_TELEGRAM_TOKEN": "1:hushhush", "OINT_SLACK_TOKEN": "xoxb-hushhush", "OINT_NTFY_URL": "https://ntfy.test",
        "OINT_BITRIX24_URL": "portal.test/rest/1/hushhush",
    ]
    private static let telegram: @Sendable (Request) throws -> PreparedService.Answer = { _ in
        .json(["ok": true, "result": ["message_id": 7]])
    }
    private static let slack: @Sendable (Request) throws -> PreparedService.Answer = { _ in
        .json(["ok": true, "ts": "1.2"])
    }
    private static let ntfy: @Sendable (Request) throws -> PreparedService.Answer = { _ in .json(["id": "n1"]) }

    private func notifier(_ hosts: Hosts, home: TemporaryDirectory) -> Notifier {
        let environment = Self.tokens.merging(["HOME": home.path]) { $1 }
        let configuration = Configuration(environment: environment)
        var settings = HTTPConfiguration()
        settings.retry.limit = 0
        let caller = Caller(
            libraries: Registry.libraries, http: HTTP(settings, transport: hosts), configuration: configuration)
        let previewer = Caller(
            libraries: Registry.libraries, http: HTTP(settings, transport: PreviewTransport(as: .json)),
            context: CallContext(isDryRun: true), configuration: configuration)
        return Notifier(caller: caller, previewer: previewer, profile: "default")
    }

    private func send(
        _ message: NotifyMessage, to routes: [NotifyRoute], _ hosts: Hosts
    ) async throws -> [NotifyResult] {
        let home = try TemporaryDirectory()
        return try await notifier(hosts, home: home).send(message, to: routes)
    }

    private func routes(_ targets: String...) -> [NotifyRoute] {
        targets.compactMap { NotifyTarget($0) }.map { NotifyRoute([$0]) }
    }

    @Test("Each service shows a text as it is written, and results stand in the order of the targets")
    func plain() async throws {
        let hosts = Hosts([
            "api.telegram.org": Self.telegram, "slack.com": Self.slack, "ntfy.test": Self.ntfy, "other.test": Self.ntfy,
        ])
        let text = "<b>&amp; a_b *c* `d` - e"
        let results = try await send(
            NotifyMessage(text, title: "Disks", urgency: .urgent),
            to: routes("ntfy:ops", "telegram:@alerts", "slack:C1", "ntfy:https://other.test/night"), hosts)
        #expect(results.map(\.state) == [.sent, .sent, .sent, .sent])
        #expect(
            results.map(\.target) == ["ntfy:ops", "telegram:@alerts", "slack:C1", "ntfy:https://other.test/night"])
        #expect(results.map(\.id) == ["n1", 7, "1.2", "n1"])
        #expect(hosts.bodies("ntfy.test") == [text])
        let telegram = try JSON(parsing: Array(hosts.bodies("api.telegram.org")[0].utf8))
        #expect(telegram["text"] == .string("Disks\n\n\(text)"))
        #expect(telegram["parse_mode"] == nil)
        let slack = try JSON(parsing: Array(hosts.bodies("slack.com")[0].utf8))
        #expect(slack["text"] == "Disks\n\n&lt;b&gt;&amp;amp; a_b *c* `d` - e")
    }

    @Test("Every failure is told with its target, and stops nobody else")
    func failures() async throws {
        let hosts = Hosts([
            "api.telegram.org": { _ in
                .json(["ok": false, "error_code": 400, "description": "chat not found"], status: 400)
            },
            "slack.com": { _ in
                throw ConnectionError(peer: "slack.com", step: .receiving, reason: "broke off xoxb-hushhush")
            },
            "ntfy.test": Self.ntfy,
        ])
        let results = try await send(
            NotifyMessage("hello"),
            to: routes("telegram:@gone", "slack:C1", "ntfy:ops", "ntfy:https://away.test/ops"), hosts)
        #expect(results.map(\.state) == [.refused, .unknown, .sent, .unreachable])
        #expect(results[0].error?.contains("chat not found") == true)
        #expect(results.filter(\.isFailure).count == 3)
        #expect(!results.contains { $0.json.text(.compact).contains("hushhush") })
    }

    @Test("A substitute is tried where nothing got there, and not where something may have")
    func substitutes() async throws {
        let chain = [NotifyRoute(["telegram:@a", "ntfy:ops"].compactMap { NotifyTarget($0) })]
        let refusing = Hosts([
            "api.telegram.org": { _ in .json(["ok": false, "error_code": 403, "description": "blocked"], status: 403) },
            "ntfy.test": Self.ntfy,
        ])
        let taken = try await send(NotifyMessage("hello"), to: chain, refusing)
        #expect(taken.map(\.state) == [.refused, .sent])
        #expect(taken.map(\.isFailure) == [false, false])
        #expect(taken[0].json["substitute"] == "ntfy:ops")
        let losing = Hosts([
            "api.telegram.org": { _ in throw ConnectionError(peer: "t", step: .receiving, reason: "broke off") },
            "ntfy.test": Self.ntfy,
        ])
        let unknown = try await send(NotifyMessage("hello"), to: chain, losing)
        #expect(unknown.map(\.state) == [.unknown, .skipped])
        #expect(losing.hosts == ["api.telegram.org"])
        let calm = Hosts(["api.telegram.org": Self.telegram, "ntfy.test": Self.ntfy])
        #expect(try await send(NotifyMessage("hello"), to: chain, calm).map(\.state) == [.sent, .skipped])
    }

    @Test("Nobody gets anything where something won't do for one of them")
    func checkedFirst() async throws {
        let long = String(repeating: "ж", count: 3000)
        for (message, targets, words) in [
            (NotifyMessage(long), ["telegram:@a", "ntfy:ops"], "ntfy:ops: the text has 6000 bytes"),
            (NotifyMessage("a"), ["telegram:@a", "telgram:@a"], "did you mean telegram"),
            (NotifyMessage("a"), ["telegram:@a", "mysql:t"], "no library for messages"),
            (NotifyMessage("a"), ["telegram:@a", "ntfy:https://ntfy.test/"], "topic"),
            (NotifyMessage("a"), ["telegram:@a", "slack:"], "CHANNEL"),
            (NotifyMessage("a", file: "/proc/self/cmdline"), ["telegram:@a", "bitrix24:chat1"], "--file-optional"),
            (NotifyMessage("a", file: "/no/such/file"), ["telegram:@a", "slack:C1"], "slack:C1"),
        ] {
            let hosts = Hosts(["api.telegram.org": Self.telegram, "ntfy.test": Self.ntfy, "slack.com": Self.slack])
            let routes = targets.compactMap { NotifyTarget($0) }.map { NotifyRoute([$0]) }
            let error = try #require(
                await #expect(throws: UsageError.self) { try await send(message, to: routes, hosts) })
            #expect(error.description.contains(words), "\(error)")
            #expect(hosts.hosts == [])
        }
    }

    @Test("A long text goes in parts, in order, and ends with the first that is refused")
    func parts() async throws {
        let lines = (1...300).map { "line \($0) of a report that is long" }
        let count = Mutex(0)
        let hosts = Hosts([
            "ntfy.test": { _ in
                let number = count.withLock { count in
                    count += 1; return count
                }
                return number < 3
                    ? .json(["id": "n1"]) : .json(["code": 42_901, "http": 429, "error": "limit reached"], status: 400)
            }
        ])
        let results = try await send(
            NotifyMessage(lines.joined(separator: "\n"), overlong: .split), to: routes("ntfy:ops"), hosts)
        #expect(results.map(\.state) == [.partial])
        #expect(results[0].partsSent == 2)
        #expect(results[0].parts > 2)
        let sent = hosts.bodies("ntfy.test")
        #expect(sent.allSatisfy { $0.utf8.count <= 4096 })
        let taken = sent.prefix(2).flatMap { $0.split(separator: "\n") }.map { String($0) }
        #expect(taken == Array(lines.prefix(taken.count)))
    }

    @Test("Nobody is told twice")
    func doubles() async throws {
        let hosts = Hosts(["ntfy.test": Self.ntfy])
        let results = try await send(
            NotifyMessage("a"), to: routes("ntfy:ops", "ntfy/default:ops", "ntfy:ops"), hosts)
        #expect(results.count == 1)
        #expect(hosts.hosts == ["ntfy.test"])
    }

    @Test("A dry run shows what each would get, without secrets")
    func dryRun() async throws {
        let hosts = Hosts([:])
        let home = try TemporaryDirectory()
        let shown = try await notifier(hosts, home: home).preview(
            NotifyMessage("жж"), to: routes("ntfy:ops", "slack:C1"))
        #expect(shown.map { $0["length"] } == [4, 2])
        #expect(shown.map { $0["target"] } == ["ntfy:ops", "slack:C1"])
        #expect(!shown.contains { $0.text(.compact).contains("hushhush") })
        #expect(hosts.hosts == [])
    }
}

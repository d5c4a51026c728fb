import LoopbackServer
import OIntCore
import Synchronization
import Testing

@testable import OIntHTTP

@Suite("Downloads that go on after a break", .timeLimit(.minutes(1)))
struct DownloadTests {
    private static let size = 1 << 20
    private static let content = BytePattern.counting.bytes(0..<size)
    private static let md5 = ContentHash.md5.digest(of: content).hexadecimal

    /// Sends the content from where it is asked for; the first response breaks off.
    private final class Service: Sendable {
        private let breaks: Mutex<Int>
        let headers: ServerHeaders
        let later: ServerHeaders
        let knowsRanges: Bool

        /// Creates a service.
        init(breaks: Int = 1, headers: ServerHeaders, later: ServerHeaders? = nil, knowsRanges: Bool = true) {
            self.breaks = Mutex(breaks)
            self.headers = headers
            self.later = later ?? headers
            self.knowsRanges = knowsRanges
        }

        func answer(_ request: ServerRequest) -> ServerReply {
            let start = request.headers["range"].flatMap { Int($0.dropFirst("bytes=".count).prefix { $0 != "-" }) } ?? 0
            let isFirst = request.headers["range"] == nil
            // Another version than the condition names is sent whole.
            let isSame = request.headers["if-range"].map { later["ETag"] == $0 || later["Last-Modified"] == $0 } ?? true
            let isPart = !isFirst && knowsRanges && isSame
            let from = isPart ? start : 0
            var fields = isFirst ? headers : later
            if isPart { fields.append("Content-Range", "bytes \(from)-\(size - 1)/\(size)") }
            let isBroken = breaks.withLock { count in
                count -= 1
                return count >= 0
            }
            guard isBroken else { return .stream(from..<size, status: isPart ? 206 : 200, headers: fields) }
            let middle = from + (size - from) / 2
            return ServerReply(
                status: isPart ? 206 : 200, headers: fields,
                steps: [.pattern(.counting, from..<middle), .close, .pattern(.counting, middle..<size)])
        }
    }

    private func download(
        _ service: Service, retries: Int = 3, hash: String? = nil
    ) async throws -> (bytes: [UInt8], ranges: [String?]) {
        try await withService({ service.answer($0) }, retries: retries) { http, server in
            let download = ResumableDownload("Drive", http, hash: { _ in hash.map { (.md5, $0) } }) { headers in
                try await http.send(Request(.get, server.url + "/file", headers: headers))
            }
            var bytes: [UInt8] = []
            for try await piece in try await download.stream() { piece.withBytes { bytes += $0 } }
            return (bytes, server.requests.map { $0.headers["range"] })
        }
    }

    @Test(
        "What breaks off goes on from there, while it is the same",
        arguments: [["ETag": "\"1\""], ["Last-Modified": "Thu, 15 Jan 2026 09:00:00 GMT"]] as [ServerHeaders], [1, 3])
    func resumed(headers: ServerHeaders, breaks: Int) async throws {
        let (bytes, ranges) = try await download(Service(breaks: breaks, headers: headers))
        #expect(bytes == Self.content)
        #expect(ranges.count == breaks + 1)
        #expect(ranges.dropFirst().first??.hasSuffix("-\(Self.size - 1)") == true)
    }

    @Test func `A hash is enough to recognise it`() async throws {
        let (bytes, _) = try await download(Service(headers: [:]), hash: Self.md5)
        #expect(bytes == Self.content)
    }

    @Test func `What nothing recognises is not gone on with`() async throws {
        await #expect(throws: ConnectionError.self) { try await download(Service(headers: ["ETag": "W/\"1\""])) }
    }

    @Test("What has changed is an error, not a mixture", arguments: [true, false])
    func changed(knowsRanges: Bool) async throws {
        let service = Service(headers: ["ETag": "\"1\""], later: ["ETag": "\"2\""], knowsRanges: knowsRanges)
        let error = await #expect(throws: ServiceError.self) { try await download(service) }
        #expect(error?.message == "the content changed while it was downloaded")
    }

    @Test func `A service that knows no ranges sends the whole again, and nothing comes twice`() async throws {
        let (bytes, ranges) = try await download(Service(headers: ["ETag": "\"1\""], knowsRanges: false))
        #expect(bytes == Self.content)
        #expect(ranges.count == 2)
    }

    @Test func `What breaks again and again without a byte is given up`() async throws {
        let isFirst = Mutex(true)
        try await withService({ _ in
            let sent = isFirst.withLock { flag in
                defer { flag = false }
                return flag ? 1000 : 0
            }
            return ServerReply(
                status: sent == 0 ? 206 : 200,
                headers: sent == 0 ? ["ETag": "\"1\"", "Content-Range": "bytes 1000-9999/10000"] : ["ETag": "\"1\""],
                steps: [.pattern(.counting, 0..<sent), .close, .pattern(.counting, sent..<(sent == 0 ? 9000 : 10_000))])
        }) { http, server in
            let download = ResumableDownload("Drive", http) { headers in
                try await http.send(Request(.get, server.url, headers: headers))
            }
            await #expect(throws: ConnectionError.self) {
                for try await _ in try await download.stream() {}
            }
            #expect(server.requests.count == 4)
        }
    }

    @Test("Another content than the service tells of is an error")
    func damaged() async throws {
        let service = Service(breaks: 0, headers: [:])
        let error = await #expect(throws: ReplyError.self) {
            try await download(service, hash: "00000000000000000000000000000000")
        }
        #expect(error?.reason.contains(Self.md5) == true)
    }
}

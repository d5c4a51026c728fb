import LoopbackServer
import OIntCore
import Synchronization

@testable import OIntHTTP

/// The sample of an upload that a service takes by `Content-Range`, and answers with 308 until it has all.
struct RangeUpload: OffsetUpload {
    let http: HTTP
    let url: String
    var hash: ContentHash? = .md5

    var service: String { "Range" }
    var target: String { "range /file" }
    var parts: UploadPartSize { .parts(of: 1 << 20, multiplesOf: 256 << 10) }

    func begin(_ content: UploadContent) async throws -> String {
        let reply = try await http.fetch(
            Request(.post, url + "/begin", headers: content.size.map { [HeaderField("X-Size", String($0))] } ?? []))
        guard let address = reply.header("location") else { throw ReplyError(peer: service, reason: "no session") }
        return address
    }

    func put(_ part: UploadPart, of session: String) async throws -> UploadStep<JSON> {
        try step(await http.fetch(part.request(.put, session, headers: [part.contentRange])))
    }

    func state(of session: String) async throws -> UploadStep<JSON>? {
        try step(await http.fetch(Request(.put, session, headers: [HeaderField("Content-Range", "bytes */*")])))
    }

    func finish(_ session: String, _ content: SentContent) async throws -> JSON {
        throw ReplyError(peer: service, reason: "it has all bytes, and does not end the upload")
    }

    func stored(in answer: JSON) -> StoredContent {
        StoredContent(size: answer["size"]?.int, hash: answer["md5"]?.string)
    }

    func cancel(_ session: String) async throws { _ = try await http.fetch(Request(.delete, session)) }

    private func step(_ reply: Reply) throws -> UploadStep<JSON> {
        switch reply.status {
        case 308: return .stored(ByteRange.storedCount(reply.header("range")) ?? -1)
        case 200, 201: return .finished(try reply.json())
        default:
            let refusal = ServiceError(service: service, status: reply.status, reply: .bytes(reply.body))
            throw reply.status == 404 ? UploadSessionExpired(refusal) : refusal
        }
    }
}

/// A service that takes such uploads, with faults on demand.
final class RangeService: Sendable {
    /// What becomes of a part.
    enum Fault: Sendable {
        /// So many of its bytes are stored, and the connection breaks.
        case breaksAfter(Int)
        /// It is stored, and the answer is lost.
        case losesAnswer
        /// Nothing is stored, and what was is lost.
        case losesContent
        /// Nothing is stored, and the answer is this one.
        case answers(ServerReply)
    }

    private struct State {
        var session = 0
        var content: [UInt8] = []
        var faults: [Int: Fault]
        var parts = 0
        var partSizes: [Int] = []
        var cancelled = 0
        var isDone = false
        var queries = 0
    }

    private let state: Mutex<State>
    private let size: Int?
    private let claimedMD5: String?

    /// Creates a service.
    /// - Parameters:
    ///   - faults: What becomes of a part, by its number from 1, tries included.
    ///   - size: How many bytes there will be, where only the service knows that it is the end.
    ///   - claimedMD5: The hash it tells, where that is not the true one.
    init(_ faults: [Int: Fault] = [:], size: Int? = nil, claimedMD5: String? = nil) {
        state = Mutex(State(faults: faults))
        self.size = size
        self.claimedMD5 = claimedMD5
    }

    /// What the service has.
    var content: [UInt8] { state.withLock { $0.content } }
    /// How many bytes the parts had that came whole.
    var partSizes: [Int] { state.withLock { $0.partSizes } }
    /// How many uploads were begun.
    var sessions: Int { state.withLock { $0.session } }
    /// How often it was asked how much it has.
    var queries: Int { state.withLock { $0.queries } }
    /// How many uploads were cancelled.
    var cancelled: Int { state.withLock { $0.cancelled } }

    /// Forgets the upload that is under way.
    func expire() { state.withLock { $0.session += 100 } }

    /// Breaks the connection in the middle of a part, where that is its fault.
    func admission(_ request: ServerRequest) -> LoopbackServer.Admission {
        state.withLock { state in
            guard let range = range(request) else { return .accept }
            guard case .breaksAfter(let count)? = state.faults[state.parts + 1] else { return .accept }
            state.parts += 1
            state.content += BytePattern.counting.bytes(range.lowerBound..<range.lowerBound + count)
            return .reset(afterBodyBytes: count)
        }
    }

    func answer(_ request: ServerRequest) async throws -> ServerReply {
        state.withLock { state in
            if request.method == "POST" {
                state.session += 1
                state.content = []
                return .status(200, headers: ["Location": "\(origin(request))/session/\(state.session)"])
            }
            guard request.path == "/session/\(state.session)" else { return .status(404) }
            if request.method == "DELETE" {
                state.cancelled += 1
                return .status(204)
            }
            guard let range = range(request) else {
                state.queries += 1
                return progress(state)
            }
            state.parts += 1
            switch state.faults[state.parts] {
            case .answers(let reply): return reply
            case .losesContent:
                state.content = []
                return progress(state)
            case .losesAnswer, .breaksAfter, nil: break
            }
            guard range.lowerBound == state.content.count else { return .status(400) }
            state.content += request.body
            state.partSizes.append(request.bodyLength)
            let total = request.headers["content-range"]?.split(separator: "/").last.flatMap { Int($0) }
            state.isDone = total == state.content.count
            if case .losesAnswer? = state.faults[state.parts] { return .reset }
            return progress(state)
        }
    }

    private func progress(_ state: State) -> ServerReply {
        if state.isDone {
            let md5 = claimedMD5 ?? ContentHash.md5.digest(of: state.content).hexadecimal
            return .json(#"{"size": \#(state.content.count), "md5": "\#(md5)"}"#)
        }
        return .status(308, headers: state.content.isEmpty ? [:] : ["Range": "bytes=0-\(state.content.count - 1)"])
    }

    private func origin(_ request: ServerRequest) -> String { "http://\(request.headers["host"] ?? "")" }

    private func range(_ request: ServerRequest) -> Range<Int>? {
        guard let text = request.headers["content-range"] else { return nil }
        if text.hasPrefix("bytes */"), text != "bytes */*" { return 0..<0 }
        let ends = text.dropFirst("bytes ".count).prefix { $0 != "/" }.split(separator: "-").compactMap { Int($0) }
        return ends.count == 2 ? ends[0]..<ends[1] + 1 : nil
    }
}

import OIntCore
import OIntRunning

/// The result of a call as a server sends it: bytes piece by piece, with their kind.
///
/// It is used by one task at a time.
final class Answer: @unchecked Sendable {
    /// What the bytes are.
    enum Kind: Sendable {
        /// One JSON value.
        case json
        /// A text.
        case text
        /// Bytes of a file.
        case bytes
        /// JSON values that come as they happen, a line each.
        case events
    }

    /// What the bytes are.
    let kind: Kind
    /// All of the bytes, where they are there already.
    private(set) var whole: [UInt8]?
    private var pieces: [[UInt8]] = []
    private let take: () async throws -> [UInt8]?

    /// Creates an answer.
    /// - Parameters:
    ///   - kind: What the bytes are.
    ///   - take: Gives the next piece, or nil at the end.
    init(_ kind: Kind, take: @escaping () async throws -> [UInt8]?) {
        self.kind = kind
        self.take = take
    }

    /// Creates an answer that is all there.
    convenience init(_ kind: Kind, _ bytes: [UInt8]) {
        var rest: [UInt8]? = bytes
        self.init(kind) { rest.take() }
        whole = bytes
    }

    /// The next piece; nil at the end.
    func next() async throws -> [UInt8]? { try await pieces.isEmpty ? take() : pieces.removeFirst() }

    /// Waits for the beginning: what fails until then has given nothing yet.
    func begin() async throws {
        // Events may take their time, and a client wants to know that it is heard.
        guard pieces.isEmpty, kind != .events else { return }
        if let piece = try await take() { pieces.append(piece) }
    }
}

/// Makes an answer of whatever a method gives.
struct AnswerMaker: OutputConsumer {
    /// Keeps an object, and gives its handle.
    typealias Keep = @Sendable (KeptObject) async throws -> ObjectHandle

    let keep: Keep

    func consumeNothing() -> Answer { Answer(.json, Array("{}".utf8)) }

    func consume(_ value: JSON) -> Answer { Answer(.json, Array(value.text(.compact).utf8)) }

    func consume(text: String) -> Answer { Answer(.text, Array(text.utf8)) }

    func consume(_ stream: ByteStream) -> Answer {
        var iterator = stream.makeAsyncIterator()
        return Answer(.bytes) { try await iterator.next().map { $0.withBytes { Array($0) } } }
    }

    func consume(_ pages: Pages) -> Answer { list(of: pages, head: "[", end: "]") }

    func consume(_ records: Records) -> Answer {
        // The envelope around rows, cut where they are.
        let key = Records.envelope.key
        var envelope = Records.envelope.head
        envelope.append(key, [])
        let text = JSON.object(envelope).text(.compact).dropLast("]}".count)
        return list(of: records.map { JSON.object($0) }, head: String(text), end: "]}")
    }

    func consume(_ events: Events) -> Answer {
        var iterator = events.makeAsyncIterator()
        return Answer(.events) {
            try await iterator.next().map { event in
                var bytes: [UInt8] = []
                event.write(to: &bytes, style: .compact)
                return bytes + [UInt8(ascii: "\n")]
            }
        }
    }

    func consume(_ object: KeptObject) async throws -> Answer {
        Answer(.text, Array(try await keep(object).description.utf8))
    }

    /// A list of rows as JSON text, as they come.
    private func list<Rows: AsyncSequence>(of rows: Rows, head: String, end: String) -> Answer
    where Rows.Element == JSON {
        var iterator = rows.makeAsyncIterator()
        var bytes = Array(head.utf8)
        var isFirst = true
        var isAtEnd = false
        return Answer(.json) {
            while !isAtEnd, bytes.count < Self.pieceSize {
                if let row = try await iterator.next() {
                    if !isFirst { bytes.append(UInt8(ascii: ",")) }
                    isFirst = false
                    row.write(to: &bytes, style: .compact)
                } else {
                    isAtEnd = true
                    bytes += Array(end.utf8)
                }
            }
            defer { bytes = [] }
            return bytes.isEmpty ? nil : bytes
        }
    }

    /// How many bytes are sent at a time, about.
    private static let pieceSize = 32 << 10
}

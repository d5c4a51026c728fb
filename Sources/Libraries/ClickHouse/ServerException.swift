import OIntCore
import OIntHTTP

/// What the server says when it refuses: by the status, by a header, or in the middle of a result that began well.
///
/// Source: https://clickhouse.com/docs/interfaces/http#http_response_codes_caveats
struct ServerException {
    /// The server's number.
    let code: String?
    /// The server's words.
    let message: String

    /// Looks at a response.
    init?(_ reply: ServiceReply) {
        let header = reply.header("X-ClickHouse-Exception-Code")
        if !reply.isSuccess || header != nil {
            let text = String(decoding: reply.body, as: UTF8.self).trimmed
            self.init(text: text, code: header)
        } else if reply.isComplete {
            self.init(end: reply.body.suffix(Self.length))
        } else {
            return nil
        }
    }

    /// Takes the words of a refusal.
    init(text: String, code: String? = nil) {
        self.code = code ?? Self.code(in: text)
        message = text.isEmpty ? "no reason is given" : text
    }

    /// Looks for an exception at the end of a result: `Code: 395. DB::Exception: … (version 24.8.1)`, or from old servers
    /// `Code: 395, e.displayText() = DB::Exception: …, e.what() = DB::Exception`.
    init?(end bytes: some BidirectionalCollection<UInt8>) {
        let text = String(decoding: bytes, as: UTF8.self).trimmed
        // Newer servers mark it; what stands around it is theirs.
        let marked = text.contains("__exception__")
        let isWhole = text.hasSuffix(")") && text.contains("(version ") || text.hasSuffix("e.what() = DB::Exception")
        guard marked || isWhole, text.contains("DB::Exception: "),
            let start = text.ranges(of: "Code: ").last(where: { Self.code(in: String(text[$0.lowerBound...])) != nil })
        else { return nil }
        let words = text[start.lowerBound...].split(separator: "__exception__").first.map { String($0) } ?? ""
        self.init(text: words.trimmed)
    }

    /// How many bytes at the end of a result an exception may have.
    static let length = 16 * 1024

    /// The number in `Code: 62. DB::Exception: …` or `Code: 62, e.displayText() = DB::Exception: …`.
    private static func code(in text: String) -> String? {
        guard text.hasPrefix("Code: ") else { return nil }
        let rest = text.dropFirst(6)
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        let next = rest.dropFirst(digits.count)
        guard !digits.isEmpty, next.hasPrefix(". DB::") || next.hasPrefix(", e.") else { return nil }
        return String(digits)
    }

    /// What it means for the request.
    ///
    /// Statuses tell little: most refusals come as 500.
    var judgement: Judgement {
        // With too many queries at once the server has not begun this one.
        Judgement(
            code: code, message: message,
            remedy: code.map { Self.remedies[$0] ?? "Mend what the server names; nothing was sent again" },
            course: code == "202" ? .slowDown(after: nil) : .final)
    }

    /// What can be done about the commonest refusals.
    static let remedies: [String: String] = [
        "36": "Check the query and its settings",
        "47": "Check the names of the columns",
        "60": "Check the name of the table, and the database of the request",
        "62": "Check the query near the place that is named",
        "81": "Check the name of the database",
        "115": "Leave out the setting; this server does not know it",
        "159": "Ask for less, or give max_execution_time in the settings of the request",
        "164": "The user may only read, or may not change this setting",
        "192": "Check the name of the user",
        "193": "Check the password",
        "194": "Give a password: --auth of GetHTTPConnectionSettings",
        "241": "Ask for less at a time, or give max_memory_usage in the settings of the request",
        "252": "Insert fewer, larger blocks",
        "372": "Without check of GetSessionSettings a session that is not there is begun",
        "373": "Send one query at a time in a session",
        "497": "Ask for the right at whoever runs the server: GRANT",
        "516": "Check the name of the user and the password",
    ]
}

/// A result that is looked at as it goes by: an exception at its end is an error, and no rows.
struct CheckedResult: AsyncSequence, Sendable {
    let stream: ByteStream
    let refuse: @Sendable (ServerException) -> ServiceError

    struct Iterator: AsyncIteratorProtocol {
        var source: ByteStream.AsyncIterator
        let refuse: @Sendable (ServerException) -> ServiceError
        var end: [UInt8] = []

        mutating func next() async throws -> [UInt8]? {
            guard let chunk = try await source.next() else {
                if let exception = ServerException(end: end) { throw refuse(exception) }
                return nil
            }
            let bytes = chunk.withBytes { Array($0) }
            end = Array((end + bytes.suffix(ServerException.length)).suffix(ServerException.length))
            return bytes
        }
    }

    func makeAsyncIterator() -> Iterator { Iterator(source: stream.makeAsyncIterator(), refuse: refuse) }
}

import OIntCore
import OIntHTTP

/// What a call leads to, found out by making it up to the point where something would be sent.
package enum CallPreview: Sendable {
    /// What a dry run shows: a request, or a statement.
    case dryRun(JSON)
    /// What the method answers; it needs nobody else for it.
    case answer(String)
    /// Nothing can be shown.
    case unavailable(reason: String)

    /// Makes a call.
    /// - Parameters:
    ///   - method: The method.
    ///   - call: The call.
    package init(of method: MethodDescriptor, in call: ExampleCall) async {
        var invocation = Invocation(options: call.options)
        invocation.provide(HTTP(transport: PreviewTransport()))
        invocation.provide(CallContext(isDryRun: true))
        do {
            guard method.dryRun != .refused else { throw UsageError("can't be shown without being done") }
            let answer = try await Preview.watching { [invocation] in
                var reader = TextReader()
                return try await method.run(invocation).consumed(by: &reader)
            }
            switch answer {
            case nil: self = .unavailable(reason: "answers with something else than text")
            case let answer? where Self.holdsMoment(answer):
                self = .unavailable(reason: "answers differently each time")
            case let answer?: self = .answer(answer)
            }
        } catch let preview as Preview {
            self = .dryRun(Self.steady(preview.content, call.standIns))
        } catch {
            self = .unavailable(reason: "\(error)")
        }
    }

    /// A value without what differs from call to call: the time of the call, and the marks between the parts of a body;
    /// and with the names of files that the call is shown with.
    private static func steady(_ value: JSON, _ standIns: [String: String]) -> JSON {
        switch value {
        case .string(let text): .string(standIns[text] ?? steady(text))
        case .array(let elements): .array(elements.map { steady($0, standIns) })
        case .object(let object): .object(JSONObject(object.map { ($0.key, steady($0.value, standIns)) }))
        default: value
        }
    }

    private static func steady(_ text: String) -> String {
        let boundary = "boundary="
        if let place = text.firstRange(of: boundary) { return text[..<place.upperBound] + "…" }
        return holdsMoment(text) ? "…" : text
    }

    /// Whether there is a moment in a text, in the basic form of ISO 8601: `20260131T100000Z`.
    private static func holdsMoment(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let digits = (UInt8(ascii: "0")...UInt8(ascii: "9"))
        return bytes.indices.contains { start in
            guard start + 16 <= bytes.count, bytes[start + 8] == UInt8(ascii: "T"),
                bytes[start + 15] == UInt8(ascii: "Z")
            else { return false }
            return bytes[start..<start + 8].allSatisfy(digits.contains)
                && bytes[start + 9..<start + 15].allSatisfy(digits.contains)
        }
    }
}

/// Makes text of the answer of a method that sent nothing, where it is one; a method may also send only when its rows are
/// asked for.
private struct TextReader: OutputConsumer {
    /// How many bytes are shown where an answer is made of them.
    private static let longestText = 1000

    func consumeNothing() -> String? { nil }

    func consume(_ value: JSON) -> String? { value.text(.pretty) }

    func consume(text: String) -> String? { text }

    func consume(_ stream: ByteStream) async throws -> String? {
        var bytes: [UInt8] = []
        for try await chunk in stream {
            guard bytes.count + chunk.byteCount <= Self.longestText else { return nil }
            chunk.withBytes { bytes += $0 }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    func consume(_ pages: Pages) async throws -> String? { try await Self.first(of: pages) }

    func consume(_ records: Records) async throws -> String? { try await Self.first(of: records) }

    func consume(_ events: Events) async throws -> String? { try await Self.first(of: events) }

    func consume(_ object: KeptObject) async -> String? {
        await object.close()
        return nil
    }

    private static func first<Rows: AsyncSequence>(of rows: Rows) async throws -> String? {
        for try await _ in rows { break }
        return nil
    }
}

import OIntBatch
import OIntCore
import OIntRunning

/// Serves one client, a line at a time: a call, or one of a few words that stand alone.
package struct LineServer: Sendable {
    /// How lines and answers are written.
    package struct Form: Sendable {
        /// What follows each answer.
        package var separator = ""
        /// Whether it precedes each answer too.
        package var isOnBothSides = false
        /// The charset of both directions.
        package var charset = Charset.utf8

        /// Creates the usual form.
        package init() {}
    }

    private let session: CallSession
    private let form: Form
    private let write: @Sendable ([UInt8]) throws -> Void
    private let note: @Sendable (String) -> Void

    /// Creates a server.
    /// - Parameters:
    ///   - session: Makes the calls.
    ///   - form: How lines and answers are written.
    ///   - write: Writes bytes to the client.
    ///   - note: Is told what is no answer, such as what the refusal of a service means.
    package init(
        _ session: CallSession, form: Form, write: @escaping @Sendable ([UInt8]) throws -> Void,
        note: @escaping @Sendable (String) -> Void
    ) {
        self.session = session
        self.form = form
        self.write = write
        self.note = note
    }

    /// Serves until the input ends, or the client says `exit`.
    /// - Parameter read: Gives the next bytes of the input; none at its end.
    /// - Throws: What reading throws; why answers can't be written.
    package func serve(_ read: () async throws -> [UInt8]) async throws {
        var splitter = LineSplitter(limit: Self.lineLimit)
        var number = 0
        while true {
            let piece = try await read()
            for line in piece.isEmpty ? splitter.finish() : splitter.add(piece) {
                number += 1
                guard try await answer(line, number) else { return }
            }
            if piece.isEmpty { return }
        }
    }

    private static let lineLimit = 16 << 20

    /// Answers a line.
    /// - Returns: Whether the server goes on.
    private func answer(_ line: LineSplitter.Line, _ number: Int) async throws -> Bool {
        guard case .whole(let bytes) = line else {
            try send(text: "the line is longer than \(Self.lineLimit >> 20) MiB")
            return true
        }
        guard let text = form.charset.text(of: bytes) else {
            try send(text: "the line is no text in the charset of --enc")
            return true
        }
        let request: LineRequest
        do throws(UsageError) {
            request = try LineRequest(text, number: number, in: session)
        } catch {
            try send(text: error.description)
            return true
        }
        switch request {
        case .help: try send(text: LineRequest.words.map { "\($0.0): \($0.1)" }.joined(separator: "\n"))
        case .exit: return false
        case .vars:
            try send(text: session.objects.objects.map { "\($0.handle) \($0.type)" }.joined(separator: "\n"))
        case .clear:
            await session.objects.closeAll()
            try send(text: "OK")
        case .call(let call): try await answer(call)
        case .json(let read, let line): try await answer(read, line)
        }
        return true
    }

    // MARK: Calls in words

    private func answer(_ call: Call) async throws {
        let writer = PieceWriter(form, write: write)
        do {
            try await session.run(call) { output, keep in
                var maker = AnswerMaker(keep: keep)
                let answer = try await output.consumed(by: &maker)
                try await answer.begin()
                try writer.begin(answer.kind)
                while let piece = try await answer.next() { try writer.add(piece) }
                try writer.end()
            }
        } catch let failure as CallFailure {
            if failure.error is BrokenPipe || failure.error is CancellationError && Task.isCancelled {
                throw failure.error
            }
            try writer.fail(with: answer(to: failure))
        }
    }

    /// What is answered when a call fails: what the service says itself, or else what went wrong.
    private func answer(to failure: CallFailure) -> String {
        if let preview = failure.error as? Preview { return preview.content.text(.compact) }
        guard case .json(let reply) = failure.report.reply else { return failure.message }
        note(failure.message)
        return reply.text(.compact)
    }

    private func send(text: String) throws {
        let writer = PieceWriter(form, write: write)
        try writer.begin(.text)
        try writer.add(Array(text.utf8))
        try writer.end()
    }

    // MARK: Calls as JSON

    private func answer(_ read: ReadCall, _ line: Int) async throws {
        var outcome: CallOutcome
        switch read.call {
        case .failure(let error): outcome = .failure(error, line: line)
        case .success(let call):
            do {
                let result = try await session.run(call) { output, keep in
                    try await output.collected(upTo: Self.resultLimit, keep: keep)
                }
                outcome = .success(result)
            } catch let failure as CallFailure {
                if failure.error is CancellationError, Task.isCancelled { throw failure.error }
                if let preview = failure.error as? Preview {
                    outcome = .preview(preview.content)
                } else {
                    outcome = .failure(failure.error, line: line, secrets: failure.secrets)
                }
            }
        }
        try write(form.encoded(outcome.line(id: read.id)) + form.encoded(form.separator))
    }

    /// How many bytes a result may have that is collected.
    private static let resultLimit = 64 << 20
}

extension LineServer.Form {
    /// A text in the charset of the client.
    func encoded(_ text: String) -> [UInt8] { charset.bytes(of: text) }

    /// A text in the charset of the client.
    func encoded(_ utf8: [UInt8]) -> [UInt8] {
        charset.isUTF8 ? utf8 : charset.bytes(of: String(decoding: utf8, as: UTF8.self))
    }
}

/// Writes one answer: without blanks around it, and with separators.
private final class PieceWriter: @unchecked Sendable {
    private let form: LineServer.Form
    private let write: ([UInt8]) throws -> Void
    private var kind = Answer.Kind.text
    /// What may be the end of the text, whose blanks are dropped, or half a group of base64.
    private var held: [UInt8] = []
    private var hasBegun = false
    private var isAtStart = true

    init(_ form: LineServer.Form, write: @escaping ([UInt8]) throws -> Void) {
        self.form = form
        self.write = write
    }

    func begin(_ kind: Answer.Kind) throws {
        self.kind = kind
        hasBegun = true
        if form.isOnBothSides { try write(form.encoded(form.separator)) }
        if kind == .bytes { try write(form.encoded("BASE64:")) }
    }

    func add(_ piece: [UInt8]) throws {
        switch kind {
        case .bytes:
            held += piece
            let whole = held.count / 3 * 3
            try write(form.encoded(Base64.encoded(held[..<whole])))
            held.removeFirst(whole)
        // An event is an answer of its own, which is not held back.
        case .events:
            try write(form.encoded(piece) + form.encoded(form.separator))
        case .json, .text:
            var piece = held + piece
            if isAtStart { piece = Array(piece.drop(while: Self.isBlank)) }
            isAtStart = piece.isEmpty
            let end = piece.lastIndex { !Self.isBlank($0) }.map { $0 + 1 } ?? 0
            // Characters of other charsets are made of whole ones only.
            let whole = form.charset.isUTF8 ? end : 0
            held = Array(piece[whole...])
            try write(Array(piece[..<whole]))
        }
    }

    func end() throws {
        switch kind {
        case .bytes: try write(form.encoded(Base64.encoded(held) + form.separator))
        case .events: break
        case .json, .text:
            let end = held.lastIndex { !Self.isBlank($0) }.map { $0 + 1 } ?? 0
            try write(form.encoded(Array(held[..<end])) + form.encoded(form.separator))
        }
    }

    /// Ends the answer with a failure; where it had begun, that stands behind what was written.
    func fail(with text: String) throws {
        if !hasBegun, form.isOnBothSides { try write(form.encoded(form.separator)) }
        try write(form.encoded((hasBegun ? "\n" : "") + text.trimmed + form.separator))
    }

    private static func isBlank(_ byte: UInt8) -> Bool { [9, 10, 13, 32].contains(byte) }
}

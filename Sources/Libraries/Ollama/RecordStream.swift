import OIntCore
import OIntHTTP

/// An answer of Ollama that comes line by line.
///
/// It is whole only when its last line was seen: `done` of an answer, or the status `success` of work on a model. Any line
/// may be an error, whatever the status was.
final class RecordStream: EventSource, @unchecked Sendable {
    /// What the last line says.
    enum Ending: Sendable {
        /// `done: true`.
        case done
        /// `status: success`.
        case success
    }

    private let client: Ollama
    private let ending: Ending
    private let check: @Sendable (JSON) throws -> Void
    private var lines: JSONLines.AsyncIterator
    private var isWhole = false

    /// Sends a request, and waits for the beginning of the answer.
    /// - Parameters:
    ///   - request: The request.
    ///   - client: The client.
    ///   - ending: What the last line says.
    ///   - check: Looks at the last line.
    init(
        _ request: ServiceRequest, _ client: Ollama, until ending: Ending,
        check: @escaping @Sendable (JSON) throws -> Void = { _ in }
    ) async throws {
        self.client = client
        self.ending = ending
        self.check = check
        lines = try await client.service.jsonLines(request).makeAsyncIterator()
    }

    func next() async throws -> JSON? {
        guard let record = try await lines.next() else {
            guard isWhole else {
                throw ReplyError(
                    peer: client.service.base.authority, reason: "the answer broke off before its end",
                    remedy: ending == .success ? "Call it again: it goes on from where it stopped" : nil)
            }
            return nil
        }
        if let words = Refusal.words(record) {
            throw ServiceError(
                service: client.service.name, status: 200, message: words, remedy: Refusal.remedy(words),
                reply: .json(record))
        }
        let isLast =
            switch ending {
            case .done: record["done"]?.bool == true
            case .success: record["status"]?.string == "success"
            }
        if isLast, !isWhole {
            isWhole = true
            try check(record)
        }
        return record
    }

    /// Walks to the end, and tells on the way how far the work is.
    /// - Returns: The last line.
    func finished() async throws -> JSON {
        var last: JSON = .null
        var told = ""
        while let record = try await next() {
            last = record
            let status = record["status"]?.string ?? ""
            let total = record["total"]?.int ?? 0
            // Layers that are there already have no `completed`.
            let tenths = total > 0 ? (record["completed"]?.int ?? 0) * 10 / total : nil
            let text = status + (tenths.map { ": \($0 * 10) %" } ?? "")
            if text != told, !status.isEmpty, status != "success" { client.tell(text) }
            told = text
        }
        return last
    }
}

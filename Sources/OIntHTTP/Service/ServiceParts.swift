import OIntCore

extension Service {
    /// Sends a long list in parts that the service takes, one after the other and in order.
    ///
    /// What fails is named by its place in the list, and what was done before is told with it.
    /// - Parameters:
    ///   - items: The list.
    ///   - size: How many items a part has at most.
    ///   - noun: What the items are for people, such as `records`.
    ///   - send: Sends a part.
    /// - Returns: The answers, in order.
    /// - Throws: `ServiceError` that names the part, with the answers before it; what else `send` throws.
    package func inParts<Item: Sendable>(
        _ items: [Item], of size: Int, _ noun: String, send: (ArraySlice<Item>) async throws -> JSON
    ) async throws -> [JSON] {
        var answers: [JSON] = []
        for start in stride(from: 0, to: items.count, by: size) {
            let end = min(start + size, items.count)
            do {
                answers.append(try await send(items[start..<end]))
            } catch let refusal as ServiceError where items.count > size {
                throw refusal.ofPart("\(noun) \(start + 1) to \(end) of \(items.count)", done: answers, start)
            } catch {
                if start > 0, !(error is UsageError) {
                    http.configuration.notice?(
                        "the first \(start) of \(items.count) \(noun) are done; those from \(start + 1) to \(end) may be"
                    )
                }
                throw error
            }
        }
        return answers
    }
}

extension ServiceError {
    /// The refusal of a part of a list.
    fileprivate func ofPart(_ part: String, done answers: [JSON], _ count: Int) -> ServiceError {
        let failed: JSON =
            switch reply {
            case .json(let json): json
            case .bytes(let bytes): .string(String(decoding: bytes, as: UTF8.self))
            }
        let state = count == 0 ? "Nothing of the list is done" : "The \(count) before them are done: go on behind them"
        return ServiceError(
            service: service, status: status, code: code, message: "\(part): \(message ?? "refused")",
            remedy: remedy.map { "\($0). \(state)" } ?? state,
            reply: .json(["done": .array(answers), "failed": failed]))
    }
}

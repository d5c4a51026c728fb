import OIntCore
import OIntHTTP

/// Long lists, in parts that Market takes.
///
/// Source: https://yandex.ru/dev/market/partner-api/doc/ru/concepts/limits
extension YandexMarket {
    /// How many bytes a body has at most; Market takes 512 KB.
    static let largestBody = 500_000

    /// Sends a list in order, in parts of a number and a size that Market takes.
    /// - Parameters:
    ///   - items: The list.
    ///   - most: How many go with one request.
    ///   - option: The option that gave them, for errors.
    ///   - noun: What they are for people.
    ///   - send: Sends a part.
    /// - Returns: The answer; that to several requests as one.
    /// - Throws: `UsageError` when there is nothing, or an item is too large; what `send` throws, with the place of the part.
    func send(
        _ items: [JSON], most: Int, _ option: String, _ noun: String, _ send: (JSON) async throws -> JSON
    ) async throws -> JSON {
        guard !items.isEmpty else { throw UsageError("--\(option) names nothing") }
        let sizes = items.map { $0.text(.compact).utf8.count + 1 }
        if let index = sizes.firstIndex(where: { $0 > Self.largestBody }) {
            throw UsageError("--\(option): element \(index + 1) is larger than the 512 KB that Market takes at once")
        }
        var count = most
        func isTooLarge(_ start: Int) -> Bool {
            sizes[start..<min(start + count, sizes.count)].reduce(0, +) > Self.largestBody
        }
        while count > 1, stride(from: 0, to: items.count, by: count).contains(where: isTooLarge) { count /= 2 }
        let answers = try await service.inParts(items, of: count, noun) { part in try await send(.array(Array(part))) }
        return Self.joined(answers)
    }

    /// Several answers as one: lists are put together, and everything else is that of the last.
    private static func joined(_ answers: [JSON]) -> JSON {
        guard answers.count > 1 else { return answers.first ?? .null }
        return answers.dropFirst().reduce(answers[0]) { joined($0, $1) }
    }

    private static func joined(_ one: JSON, _ other: JSON) -> JSON {
        switch (one, other) {
        case (.array(let first), .array(let second)): return .array(first + second)
        case (.object(let first), .object(let second)):
            var result = first
            for member in second {
                result[member.key] = first[member.key].map { joined($0, member.value) } ?? member.value
            }
            return .object(result)
        default: return other
        }
    }

    /// Refuses an answer that names what was not done.
    /// - Parameters:
    ///   - answer: The answer.
    ///   - list: The name of the list under `result`.
    ///   - words: What was not done, and why, as a clause.
    ///   - remedy: What a person can do.
    func checked(_ answer: JSON, _ list: String, _ words: String, _ remedy: String) throws -> JSON {
        let left = answer["result"]?[list]?.array ?? []
        guard !left.isEmpty else { return answer }
        let names = left.map { entry -> String in
            guard let sku = entry["offerId"]?.string else { return entry.string ?? entry.text(.compact) }
            return [sku, entry["error"]?.string].compactMap(\.self).joined(separator: " ")
        }
        throw ServiceError(
            service: Self.name, status: 200, code: list,
            message: "\(words): \(names.joined(separator: ", ")). Everything else is done", remedy: remedy,
            reply: .json(answer))
    }

    /// SKUs as a list that Market takes: 1 to 255 characters each, and none twice.
    static func skus(_ skus: [String]) throws(UsageError) -> [JSON] {
        try checkUnique(skus, "skus")
        return skus.map { .string($0) }
    }

    /// Refuses SKUs that are empty, too long or given twice.
    static func checkUnique(_ skus: [String], _ option: String) throws(UsageError) {
        var seen: Set<String> = []
        for (index, sku) in skus.enumerated() {
            guard (1...255).contains(sku.count) else {
                throw UsageError(
                    "--\(option): the SKU of element \(index + 1) has \(sku.count) characters, not 1 to 255")
            }
            // Market takes white space at the ends away.
            guard seen.insert(sku.trimmed).inserted else {
                throw UsageError("--\(option): \(Quote.short(sku)) is given twice; each SKU may stand there once")
            }
        }
    }
}

import OIntCore

/// A result is larger than whoever asked for it can hold.
package struct ResultTooLarge: Error, Sendable, CustomStringConvertible {
    /// How many bytes would have fitted.
    package let limit: Int

    /// One line that says so.
    package var description: String { "the result is larger than \(limit) bytes" }
}

extension Output {
    /// The whole result as one JSON value.
    ///
    /// Rows become a list, with the envelope around them that the command line shows; a text stays a text; bytes become a
    /// text where they are UTF-8, and `{"base64": "…"}` where they are not.
    /// - Parameter limit: How many bytes the result may have, roughly, before collecting it is given up.
    /// - Returns: The value.
    /// - Throws: ``ResultTooLarge``, and what fetching throws.
    package func collected(upTo limit: Int) async throws -> JSON {
        switch self {
        case .none: return [:]
        case .json(let value): return value
        case .text(let text): return .string(text)
        case .bytes(let stream):
            var bytes: [UInt8] = []
            for try await chunk in stream {
                guard bytes.count + chunk.byteCount <= limit else { throw ResultTooLarge(limit: limit) }
                chunk.withBytes { bytes.append(contentsOf: $0) }
            }
            if let text = String(validating: bytes, as: UTF8.self) { return .string(text) }
            return ["base64": .string(Base64.encoded(bytes))]
        case .rows(let pages):
            var rows: [JSON] = []
            var size = 0
            for try await row in pages {
                size += row.text(.compact).utf8.count
                guard size <= limit else { throw ResultTooLarge(limit: limit) }
                rows.append(row)
            }
            return .array(rows)
        case .records(let records):
            var rows: [JSON] = []
            var size = 0
            for try await row in records {
                size += JSON.object(row).text(.compact).utf8.count
                guard size <= limit else { throw ResultTooLarge(limit: limit) }
                rows.append(.object(row))
            }
            var envelope = Records.envelope.head
            envelope.append(Records.envelope.key, .array(rows))
            return .object(envelope)
        }
    }
}

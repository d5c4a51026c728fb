import OIntCore

/// How an upload is cut into parts.
package struct UploadPartSize: Sendable, Hashable {
    /// How many bytes a part has where nothing demands another size; nil where all goes out in one request.
    let usual: Int?
    /// The number of bytes of which each part but the last must be a multiple.
    let unit: Int
    /// How many bytes a part may have.
    let largest: Int?
    /// How many parts there may be.
    let count: Int?
    /// Whether parts of a file are read into memory before they are sent, rather than named in their requests.
    let isInMemory: Bool

    /// All in one request.
    package static let whole = UploadPartSize(usual: nil, unit: 1, largest: nil, count: nil, isInMemory: false)

    /// In parts.
    /// - Parameters:
    ///   - usual: How many bytes a part has.
    ///   - unit: The number of bytes of which each part but the last must be a multiple.
    ///   - largest: How many bytes a part may have.
    ///   - count: How many parts there may be; they grow where there would be more.
    ///   - isInMemory: Whether a part is in memory while it is sent, as forms and the hash of the whole need it; where it is
    ///     not, it is streamed from the file.
    package static func parts(
        of usual: Int, multiplesOf unit: Int = 1, upTo largest: Int? = nil, count: Int? = nil, isInMemory: Bool = true
    ) -> UploadPartSize {
        UploadPartSize(usual: usual, unit: unit, largest: largest, count: count, isInMemory: isInMemory)
    }

    /// The size of the parts of a content; nil where all goes out in one request.
    /// - Parameter size: How many bytes there are, where that is known.
    /// - Throws: `UsageError` when there are more than fit.
    func bytes(for size: Int?) throws(UsageError) -> Int? {
        guard let usual else { return nil }
        let needed = size.flatMap { size in count.map { (size + $0 - 1) / $0 } } ?? 0
        let chosen = max(usual, needed, 1)
        let bytes = (chosen + unit - 1) / unit * unit
        guard let largest, bytes > largest else { return bytes }
        let most = largest / unit * unit
        guard needed <= most else {
            throw UsageError(
                "the content has \(size ?? 0) bytes, and the service takes no more than \(most * (count ?? 1))")
        }
        return most
    }
}

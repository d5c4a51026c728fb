import OIntHTTP
import OIntCore

/// The stretch of an object that an answer holds, by the header `Content-Range`.
///
/// Source: RFC 9110, section 14.4
struct ByteRange: Sendable, Hashable {
    /// The first byte and the one behind the last.
    let range: Range<Int>
    /// The size of the whole object.
    let total: Int

    /// Reads `bytes 0-9/100`; nil when it is something else.
    init?(_ text: String?) {
        guard let match = text?.wholeMatch(of: /bytes (\d+)-(\d+)\/(\d+)/), let first = Int(match.output.1),
            let last = Int(match.output.2), let total = Int(match.output.3), first <= last, last < total
        else { return nil }
        range = first..<last + 1
        self.total = total
    }

    /// The value of a header `Range` that asks for a stretch.
    static func header(_ range: Range<Int>) -> HeaderField {
        HeaderField("Range", "bytes=\(range.lowerBound)-\(range.upperBound - 1)")
    }
}

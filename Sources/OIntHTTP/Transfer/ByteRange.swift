import OIntCore

/// The stretch of a content that a response holds, by the header `Content-Range`.
///
/// Source: RFC 9110, section 14.4
package struct ByteRange: Sendable, Hashable {
    /// The first byte and the one behind the last.
    package let range: Range<Int>
    /// The size of the whole content.
    package let total: Int

    /// Reads `bytes 0-9/100`; nil when it is something else.
    /// - Parameter text: The value of the header; nil where there is none.
    package init?(_ text: String?) {
        guard let match = text?.wholeMatch(of: /bytes (\d+)-(\d+)\/(\d+)/), let first = Int(match.output.1),
            let last = Int(match.output.2), let total = Int(match.output.3), first <= last, last < total
        else { return nil }
        range = first..<last + 1
        self.total = total
    }

    /// The header `Range` that asks for a stretch.
    /// - Parameter range: The first byte and the one behind the last; not empty.
    package static func header(_ range: Range<Int>) -> HeaderField {
        HeaderField("Range", "bytes=\(range.lowerBound)-\(range.upperBound - 1)")
    }

    /// The header `Range` that asks for all from a byte on.
    /// - Parameter offset: The first byte.
    package static func header(from offset: Int) -> HeaderField { HeaderField("Range", "bytes=\(offset)-") }

    /// How many bytes a service has, by the header `Range` of its response to an upload: `bytes=0-99` are 100.
    /// - Parameter text: The value of the header; nil where there is none, which means none.
    /// - Returns: The number, or nil when the value can't be read.
    package static func storedCount(_ text: String?) -> Int? {
        guard let text else { return 0 }
        guard let match = text.wholeMatch(of: /(?:bytes=)?0-(\d+)/), let last = Int(match.output.1) else { return nil }
        return last + 1
    }
}

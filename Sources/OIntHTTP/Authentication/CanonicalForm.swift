import OIntCore

/// Addresses and headers in the one form that a signature is computed over.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
package enum CanonicalForm {
    /// A path with everything encoded but unreserved characters and slashes; dots and empty segments stay.
    /// - Parameter path: The path as it is sent, percent-encoded in whatever way.
    package static func path(_ path: String) -> String {
        reencoded(path).replacing("%2F", with: "/")
    }

    /// Query items with everything encoded, sorted by their bytes; an item without a value gets an empty one.
    /// - Parameter query: The query as it is sent, without the question mark.
    package static func query(_ query: String) -> String {
        query.split(separator: "&").map { item in
            let sides = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = sides.count > 1 ? sides[1] : Substring()
            return (name: queryText(sides[0]), value: queryText(value))
        }
        .sorted { left, right in
            left.name == right.name ? precedes(left.value, right.value) : precedes(left.name, right.name)
        }
        .map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    }

    /// The value of a header: trimmed, with a single space for each run of blanks.
    package static func headerValue(_ value: String) -> String {
        value.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
    }

    /// A plus sign in a query is read as a space by services.
    private static func queryText(_ text: Substring) -> String {
        reencoded(String(text).replacing("+", with: "%20"))
    }

    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    private static func reencoded(_ text: String) -> String {
        guard let bytes = PercentEncoding.decoded(text) else { return PercentEncoding.encoded(text) }
        return PercentEncoding.encoded(String(decoding: bytes, as: UTF8.self))
    }
}

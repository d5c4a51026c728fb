import OIntCore
import OIntHTTP
import OIntXML

/// Pages of listings: the rows in them, and what leads to the next.
enum Listing {
    /// How many rows a page has at most.
    static let pageSize = "250"

    /// Buckets.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
    static func buckets(_ answer: Answer) -> Pages.Page {
        let rows = answer.document?["Buckets"]?.elements.filter { $0.name == "Bucket" } ?? []
        return Pages.Page(
            reply: answer.json, rows: rows.map(\.jsonValue), next: token("ContinuationToken", answer.document))
    }

    /// Objects.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
    static func objects(_ answer: Answer) -> Pages.Page {
        let rows = answer.document?.elements.filter { $0.name == "Contents" } ?? []
        return Pages.Page(
            reply: answer.json, rows: rows.map(\.jsonValue),
            next: isTruncated(answer) ? token("NextContinuationToken", answer.document) : nil)
    }

    /// Versions of objects, and the marks of deleted ones among them, in the service's order.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
    static func versions(_ answer: Answer) -> Pages.Page {
        let rows = answer.document?.elements.filter { ["Version", "DeleteMarker"].contains($0.name) } ?? []
        var next: JSON?
        if isTruncated(answer), let key = token("NextKeyMarker", answer.document) {
            next = ["key": key, "version": token("NextVersionIdMarker", answer.document) ?? .null]
        }
        return Pages.Page(reply: answer.json, rows: rows.map { version($0) }, next: next)
    }

    /// A version as a row, which tells whether it is the mark of a deleted object.
    private static func version(_ element: XMLElement) -> JSON {
        var row = element.jsonValue.object ?? [:]
        row.append("IsDeleteMarker", .bool(element.name == "DeleteMarker"))
        return .object(row)
    }

    private static func isTruncated(_ answer: Answer) -> Bool { answer.document?["IsTruncated"]?.text == "true" }

    private static func token(_ name: String, _ document: XMLElement?) -> JSON? {
        document?[name].flatMap { $0.text.isEmpty ? nil : .string($0.text) }
    }
}

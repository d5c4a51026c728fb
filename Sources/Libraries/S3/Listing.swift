import OIntCore
import OIntHTTP
import OIntXML

/// Pages of listings: the rows in them, and what leads to the next.
///
/// A page that is no listing, or is cut off without a token for what follows, is an error: a list is never shorter than it
/// says.
enum Listing {
    /// How many rows a page has at most.
    static let pageSize = "250"

    /// Buckets.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
    static func buckets(_ answer: Answer) throws(ReplyError) -> Pages.Page {
        let document = try root("ListAllMyBucketsResult", answer)
        let rows = document["Buckets"]?.elements.filter { $0.name == "Bucket" } ?? []
        return Pages.Page(
            reply: answer.json, rows: rows.map(\.jsonValue), next: token("ContinuationToken", document))
    }

    /// Objects, and the folders in which others are.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
    static func objects(_ answer: Answer) throws(ReplyError) -> Pages.Page {
        let document = decoded(try root("ListBucketResult", answer))
        let rows = document.elements.filter { ["Contents", "CommonPrefixes"].contains($0.name) }
        let next = isTruncated(document) ? token("NextContinuationToken", document) : nil
        return try page(answer, document, rows.map(\.jsonValue), next)
    }

    /// Versions of objects, and the marks of deleted ones among them, in the service's order.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
    static func versions(_ answer: Answer) throws(ReplyError) -> Pages.Page {
        let document = decoded(try root("ListVersionsResult", answer))
        let rows = document.elements.filter { ["Version", "DeleteMarker", "CommonPrefixes"].contains($0.name) }
        var next: JSON?
        if isTruncated(document), let key = token("NextKeyMarker", document) {
            next = ["key": key, "version": token("NextVersionIdMarker", document) ?? .null]
        }
        return try page(answer, document, rows.map { version($0) }, next)
    }

    /// The document of a listing.
    private static func root(_ name: String, _ answer: Answer) throws(ReplyError) -> XMLElement {
        if let document = answer.document, document.name == name { return document }
        throw ReplyError(
            peer: answer.peer,
            reason: "a listing was asked for, and "
                + (answer.document.map { "an XML document named \(Quote.short($0.name)) came" }
                    ?? "what came is not readable as XML"),
            remedy: "Check the URL in --basic; --debug shows the answer")
    }

    private static func page(
        _ answer: Answer, _ document: XMLElement, _ rows: [JSON], _ next: JSON?
    ) throws(ReplyError) -> Pages.Page {
        guard next != nil || !isTruncated(document) else {
            throw ReplyError(
                peer: answer.peer, reason: "the listing says that there is more, and does not say where",
                remedy: "What came before is not all there is")
        }
        return Pages.Page(reply: answer.with(document).json, rows: rows, next: next)
    }

    /// A version as a row, which tells whether it is the mark of a deleted object.
    private static func version(_ element: XMLElement) -> JSON {
        var row = element.jsonValue.object ?? [:]
        if element.name != "CommonPrefixes" { row.append("IsDeleteMarker", .bool(element.name == "DeleteMarker")) }
        return .object(row)
    }

    private static func isTruncated(_ document: XMLElement) -> Bool { document["IsTruncated"]?.text == "true" }

    private static func token(_ name: String, _ document: XMLElement) -> JSON? {
        document[name].flatMap { $0.text.isEmpty ? nil : .string($0.text) }
    }

    /// The elements whose texts a service encodes when it is asked to, since XML has no place for every character.
    private static let encoded: Set<String> = [
        "Delimiter", "Key", "KeyMarker", "Marker", "NextKeyMarker", "NextMarker", "Prefix", "StartAfter",
    ]

    /// A document with the names in it as they are, where the service encoded them.
    private static func decoded(_ document: XMLElement) -> XMLElement {
        guard document["EncodingType"]?.text == "url" else { return document }
        var result = document
        result.content.removeAll {
            if case .element(let element) = $0 { element.name == "EncodingType" } else { false }
        }
        return plain(result)
    }

    private static func plain(_ element: XMLElement) -> XMLElement {
        var result = element
        if encoded.contains(element.name), let bytes = PercentEncoding.decoded(element.text.replacing("+", with: " ")),
            let text = String(validating: bytes, as: UTF8.self)
        {
            result.content = [.text(text)]
        } else {
            result.content = element.content.map { node in
                if case .element(let inner) = node { .element(plain(inner)) } else { node }
            }
        }
        return result
    }
}

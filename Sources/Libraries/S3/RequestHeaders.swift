import OIntCore
import OIntHTTP

/// Headers that callers add to requests.
enum RequestHeaders {
    /// Reads the headers of an option.
    /// - Parameters:
    ///   - option: Names with their values.
    ///   - written: Headers that other options gave; they win over those of the same name.
    /// - Returns: All headers, those of other options first.
    /// - Throws: `UsageError` with everything that can't be a header.
    static func read(_ option: JSONObject, after written: [HeaderField] = []) throws(UsageError) -> [HeaderField] {
        var problems: [UsageProblem] = []
        var headers = written
        for member in option {
            guard let value = member.value.scalarText else {
                problems.append(problem("wants a text under \(Quote.short(member.key))"))
                continue
            }
            guard HeaderField.isName(member.key), HeaderField.isValue(value) else {
                problems.append(problem("has \(Quote.short(member.key)), which can't be a header with that value"))
                continue
            }
            if written.first(named: member.key) == nil {
                headers.append(HeaderField(member.key, value))
            }
        }
        if !problems.isEmpty { throw UsageError(problems) }
        return headers
    }

    /// Headers with the type of the content, where the caller gives none and a name tells it.
    /// - Parameters:
    ///   - headers: The caller's headers.
    ///   - key: The key of the object, which is looked at first.
    ///   - fileName: The name of the file; nil where there is none.
    static func typed(_ headers: [HeaderField], key: String, fileName: String?) -> [HeaderField] {
        guard headers.first(named: "content-type") == nil,
            let type = MediaType.ofFile(named: key) ?? fileName.flatMap({ MediaType.ofFile(named: $0) })
        else { return headers }
        return headers + [HeaderField("Content-Type", type)]
    }

    /// Those of a caller's headers that every request of a series needs: who pays, whose bucket it must be, and the key
    /// that the content is encrypted with.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html
    static func forParts(_ headers: [HeaderField]) -> [HeaderField] {
        headers.filter {
            let name = $0.name.lowercased()
            return name.hasPrefix("x-amz-server-side-encryption-customer-")
                || ["x-amz-expected-bucket-owner", "x-amz-request-payer"].contains(name)
        }
    }

    /// Whether a header of a copy is about the object that is copied.
    static func isOfSource(_ header: HeaderField) -> Bool {
        let name = header.name.lowercased()
        return name.hasPrefix("x-amz-copy-source")
            || ["x-amz-metadata-directive", "x-amz-tagging-directive"].contains(name)
    }

    /// The headers for looking at the object that a copy is made of: the key that it is encrypted with, and who pays.
    static func ofSource(_ headers: [HeaderField]) -> [HeaderField] {
        let mark = "x-amz-copy-source-server-side-encryption-customer-"
        return headers.compactMap { header in
            let name = header.name.lowercased()
            if name == "x-amz-request-payer" { return header }
            guard name.hasPrefix(mark) else { return nil }
            return HeaderField("x-amz-server-side-encryption-customer-" + name.dropFirst(mark.count), header.value)
        }
    }

    private static func problem(_ reason: String) -> UsageProblem { .unreadable(option: "headers", reason: reason) }
}

import OIntCore

/// The one place where the bytes of an answer become text or JSON.
extension Reply {
    /// What the header `Content-Type` says.
    package var mediaType: MediaType { MediaType(header("content-type")) }

    /// The body as text, in the charset that its byte order mark or else its type names, or else in UTF-8.
    ///
    /// It is nil where this machine does not know the charset, and where the bytes are no text in it.
    public var text: String? {
        let named = mediaType.charset
        // Four bytes a character begin with a mark that looks like the one of two bytes a character.
        let isWide = named?.lowercased().hasPrefix("utf-32") ?? false
        if !isWide, let marked = Charset.marked(body) { return marked.text(of: body) }
        guard let named else { return Charset.utf8.text(of: body) }
        return Charset(named: named)?.text(of: body)
    }

    /// The charset that the answer names and this machine does not know; nil where there is no such thing.
    package var unknownCharset: String? {
        mediaType.charset.flatMap { Charset(named: $0) == nil ? $0 : nil }
    }

    /// The body as JSON.
    ///
    /// JSON is UTF-8, whatever charset is named; what is not is read in the charset that is.
    ///
    /// Source: https://www.rfc-editor.org/rfc/rfc8259#section-8.1
    /// - Throws: `ReplyError` that says what came instead.
    public func json() throws(ReplyError) -> JSON {
        do throws(JSONParsingError) {
            return try JSON(parsing: body)
        } catch {
            if mediaType.charset != nil || Charset.marked(body) != nil, let text,
                let value = try? JSON(parsing: text)
            {
                return value
            }
            throw ReplyError(
                peer: address.peer, reason: "the answer is \(bodyDescription), not JSON (\(error))",
                remedy: "Check the address; --debug shows the answer")
        }
    }

    /// What the body is, for messages.
    private var bodyDescription: String {
        if body.isEmpty { return "empty" }
        let beginning = String(decoding: body.prefix(256), as: UTF8.self).trimmed.lowercased()
        if beginning.hasPrefix("<!doctype html") || beginning.hasPrefix("<html") { return "an HTML page" }
        return header("content-type").map { "of the type \($0)" } ?? "something else"
    }
}

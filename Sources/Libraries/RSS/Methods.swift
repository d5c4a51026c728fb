import OIntCore
import OIntHTTP
import OIntXML

@Methods("RSS methods")
extension RSS {
    /// Writes a feed in RSS 2.0.
    ///
    /// Fields of items become elements in their order. Dates become those of RSS, an author without an e-mail address becomes
    /// `dc:creator`, and an object such as `{"url": …, "type": …, "length": …}` becomes the attributes of an element such as
    /// enclosure.
    ///
    /// Source: https://www.rssboard.org/rss-specification
    /// - Parameters:
    ///   - name: Title of the feed.
    ///   - descr: What the feed is about.
    ///   - link: Address of the site.
    ///   - items: Items, or a single one; see GetFeedItemStructureRSS.
    ///   - date: When the feed was built; now unless given.
    ///   - own: Address of the feed itself.
    /// - Returns: The feed, as XML.
    ///
    ///   ```text
    ///   <?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>News</title>…</channel></rss>
    ///   ```
    @Method(.reads, ru: "СоздатьФидRSS")
    public static func createFeedRSS(
        name: String, descr: String, link: String, items: [JSONObject], date: DateTime? = nil, own: String? = nil
    ) throws -> String {
        var channel = [
            XMLElement("title", name), XMLElement("link", link), XMLElement("description", descr),
            XMLElement("lastBuildDate", FeedDate.rfc822(date ?? .now)),
        ]
        if let own {
            channel.append(
                XMLElement(
                    "atom:link",
                    attributes: [.init("href", own), .init("rel", "self"), .init("type", "application/rss+xml")]))
        }
        for (index, item) in items.enumerated() {
            let place = "item \(index + 1)"
            let hasWords = ["title", "description"].contains { !(item[$0]?.scalarText ?? "").trimmed.isEmpty }
            guard hasWords else {
                throw UsageError("\(place) has neither a title nor a description, and RSS wants one")
            }
            var elements: [XMLElement] = []
            for member in item { elements += try rssElements(member.key, member.value, place) }
            channel.append(XMLElement("item", elements))
        }
        let root = XMLElement("rss", attributes: [.init("version", "2.0")], [XMLElement("channel", channel)])
        return FeedWriter.document(root)
    }

    /// Shows the fields of an item of RSS.
    /// - Parameters:
    ///   - empty: Whether the values are blank instead of hints.
    ///   - map: Makes no difference.
    /// - Returns: The fields.
    ///
    ///   ```json
    ///   {"title": "<title>", "description": "<what it says, may be HTML>", "link": "<address>",
    ///   "pubDate": "<date>", "author": "<e-mail address or name>", "guid": "<what never changes about it>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруЭлементаФидаRSS")
    public static func getFeedItemStructureRSS(empty: Bool = false, map: Bool = false) -> JSON {
        Template([
            "title": "title",
            "description": "what it says, may be HTML",
            "link": "address",
            "pubDate": "date",
            "author": "e-mail address or name",
            "guid": "what never changes about it",
        ]).filled(empty: empty)
    }

    /// Reads a feed in RSS 2.0 or RSS 1.0 as it stands.
    ///
    /// Elements of other namespaces have their usual prefix: `dc:creator`, `content:encoded`. An element without a text is an
    /// object of its attributes.
    ///
    /// Source: https://www.rssboard.org/rss-specification
    /// - Parameters:
    ///   - xml: Text of the feed.
    ///   - feed: File or address of the feed, or - for standard input, in any encoding.
    ///   - http: What fetches a feed at an address.
    /// - Returns: The fields of the channel, and the items under `items`.
    ///
    ///   ```json
    ///   {"title": "News", "link": "https://example.com", "items": [{"title": "First", "guid": "1",
    ///   "pubDate": "Sat, 31 Jan 2026 10:00:00 GMT"}]}
    ///   ```
    @Method(.reads, ru: "РазобратьФидRSS")
    public static func parseFeedRSS(
        xml: String? = nil, feed: FileInput? = nil, http: HTTP = .shared
    ) async throws -> JSON {
        try Feed(try await FeedSource.read(xml: xml, feed: feed, http).root).rss()
    }

    private static func rssElements(_ name: String, _ value: JSON, _ place: String) throws(UsageError) -> [XMLElement] {
        switch name {
        case "guid":
            guard let text = value.scalarText, !text.isEmpty else { return try FeedWriter.elements(name, value, place) }
            return [XMLElement(name, attributes: [.init("isPermaLink", "false")], content: [.text(text)])]
        case "author":
            let isAddress = value.scalarText?.contains("@") ?? true
            return try FeedWriter.elements(isAddress ? name : "dc:creator", value, place)
        case "pubDate":
            let date = value.scalarText.flatMap { FeedDate.read($0) }
            return try FeedWriter.elements(name, date.map { .string(FeedDate.rfc822($0)) } ?? value, place)
        default: return try FeedWriter.elements(name, value, place)
        }
    }
}

@Methods("Atom methods")
extension RSS {
    /// Writes a feed in Atom.
    ///
    /// Source: https://www.rfc-editor.org/rfc/rfc4287
    /// - Parameters:
    ///   - name: Title of the feed.
    ///   - link: Address of the site.
    ///   - id: What never changes about the feed: an address, with its scheme.
    ///   - items: Entries, or a single one; see GetFeedItemStructureAtom.
    ///   - date: When the feed was updated; now unless given.
    ///   - author: Author of entries that name none.
    ///   - own: Address of the feed itself.
    /// - Returns: The feed, as XML.
    ///
    ///   ```text
    ///   <?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>…</feed>
    ///   ```
    @Method(.reads, ru: "СоздатьФидAtom")
    public static func createFeedAtom(
        name: String, link: String, id: String, items: [JSONObject], date: DateTime? = nil, author: String? = nil,
        own: String? = nil
    ) throws -> String {
        guard FeedWriter.isURI(id) else {
            throw UsageError("--id has to be an address with its scheme, such as https://example.com/ or urn:uuid:…")
        }
        var feed = [
            XMLElement("title", name), XMLElement("id", id),
            XMLElement("link", attributes: [.init("href", link), .init("rel", "alternate")]),
        ]
        if let own { feed.append(XMLElement("link", attributes: [.init("href", own), .init("rel", "self")])) }
        feed.append(XMLElement("updated", (date ?? .now).rfc3339))
        if let author { feed.append(XMLElement("author", [XMLElement("name", author)])) }
        for (index, item) in items.enumerated() {
            feed.append(try entry(item, "entry \(index + 1)", hasAuthor: author != nil))
        }
        let root = XMLElement("feed", attributes: [.init("xmlns", "http://www.w3.org/2005/Atom")], feed)
        return FeedWriter.document(root)
    }

    /// Shows the fields of an entry of Atom.
    /// - Parameters:
    ///   - empty: Whether the values are blank instead of hints.
    ///   - map: Makes no difference.
    /// - Returns: The fields.
    ///
    ///   ```json
    ///   {"title": "<title>", "id": "<what never changes about it: an address>", "link": "<address>",
    ///   "updated": "<date>", "summary": "<summary>", "content": "<what it says, may be HTML>",
    ///   "author": "<name>", "published": "<date>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруЭлементаФидаAtom")
    public static func getFeedItemStructureAtom(empty: Bool = false, map: Bool = false) -> JSON {
        Template([
            "title": "title",
            "id": "what never changes about it: an address",
            "link": "address",
            "updated": "date",
            "summary": "summary",
            "content": "what it says, may be HTML",
            "author": "name",
            "published": "date",
        ]).filled(empty: empty)
    }

    /// Reads a feed in Atom as it stands.
    ///
    /// Source: https://www.rfc-editor.org/rfc/rfc4287
    /// - Parameters:
    ///   - xml: Text of the feed.
    ///   - feed: File or address of the feed, or - for standard input, in any encoding.
    ///   - http: What fetches a feed at an address.
    /// - Returns: The fields of the feed, and the entries under `entries`.
    ///
    ///   ```json
    ///   {"title": "News", "id": "https://example.com/", "link": "https://example.com",
    ///   "links": [{"href": "https://example.com", "rel": "alternate"}], "entries": [{"title": "First",
    ///   "id": "https://example.com/1", "updated": "2026-01-31T10:00:00Z", "author": "Ann"}]}
    ///   ```
    @Method(.reads, ru: "РазобратьФидAtom")
    public static func parseFeedAtom(
        xml: String? = nil, feed: FileInput? = nil, http: HTTP = .shared
    ) async throws -> JSON {
        try Feed(try await FeedSource.read(xml: xml, feed: feed, http).root).atom()
    }

    private static func entry(_ item: JSONObject, _ place: String, hasAuthor: Bool) throws(UsageError) -> XMLElement {
        var item = item
        func text(_ name: String) -> String { (item[name]?.scalarText ?? "").trimmed }
        guard FeedWriter.isURI(text("id")) else {
            throw UsageError("\(place) needs an id that is an address with its scheme, such as https://example.com/1")
        }
        guard !text("title").isEmpty else { throw UsageError("\(place) needs a title") }
        // Never the present moment: an old entry would look new with every feed.
        if text("updated").isEmpty, let published = item["published"] { item["updated"] = published }
        guard !text("updated").isEmpty else { throw UsageError("\(place) needs updated, or published") }
        guard hasAuthor || !text("author").isEmpty else {
            throw UsageError("\(place) has no author: give it one, or give --author")
        }
        var elements: [XMLElement] = []
        for member in item {
            let value = member.value.scalarText ?? ""
            switch member.key {
            case "link" where !value.isEmpty:
                elements.append(XMLElement("link", attributes: [.init("href", value), .init("rel", "alternate")]))
            case "author" where !value.isEmpty: elements.append(XMLElement("author", [XMLElement("name", value)]))
            case "content" where !value.isEmpty:
                elements.append(XMLElement("content", attributes: [.init("type", "html")], content: [.text(value)]))
            case "updated", "published":
                guard !value.isEmpty else { continue }
                guard let date = FeedDate.read(value) else {
                    throw UsageError("\(place): \(member.key) is no date: \(Quote.short(value))")
                }
                elements.append(XMLElement(member.key, date.rfc3339))
            default: elements += try FeedWriter.elements(member.key, member.value, place)
            }
        }
        return XMLElement("entry", elements)
    }
}

@Methods("Feeds")
extension RSS {
    /// Reads a feed of any kind into one form.
    ///
    /// Relative addresses are made absolute, dates that can be read are those of RFC 3339 and stand as they were written
    /// beside it. Nothing is made up: what a feed does not say is left out. A feed at an address is fetched only when it has
    /// changed, where --etag and --modified say what the server said last time, under `source`.
    ///
    /// Source: https://www.rfc-editor.org/rfc/rfc9110#section-13
    /// - Parameters:
    ///   - source: File or address of the feed, or - for standard input.
    ///   - etag: What the server said as etag.
    ///   - modified: What the server said as modified.
    ///   - http: What fetches a feed at an address.
    /// - Returns: The feed, or that it is unchanged.
    ///
    ///   ```json
    ///   {"format": "rss", "title": "News", "link": "https://example.com", "items": [{"id": "1", "title": "First",
    ///   "link": "https://example.com/1", "published": "2026-01-31T10:00:00Z",
    ///   "published_text": "Sat, 31 Jan 2026 10:00:00 GMT", "authors": ["Ann"]}], "unchanged": false}
    ///   ```
    @Method(.reads, ru: "ПрочитатьФид")
    public static func readFeed(
        source: FileInput, etag: String? = nil, modified: String? = nil, http: HTTP = .shared
    ) async throws -> JSON {
        guard let found = try await FeedSource.read(source, etag: etag, modified: modified, http) else {
            let fields: Fields = ["unchanged": true, "items": JSON.array([])]
            return .object(fields.object)
        }
        var feed = try Feed(found.root).common().object ?? [:]
        feed.append("unchanged", false)
        if let marks = found.marks { feed.append("source", .object(marks)) }
        return .object(feed)
    }
}

import OIntCore
import OIntHTTP
import OIntXML

/// Where a feed comes from, and what the server said of it.
struct FeedSource {
    /// The feed.
    let root: FeedNode
    /// What to send with the next request, so that an unchanged feed is not sent again; nil where it came from no server.
    let marks: JSONObject?

    /// A text of a feed, or a file with one.
    static func read(
        xml: String?, feed: FileInput?, _ http: HTTP
    ) async throws -> FeedSource {
        switch (xml, feed) {
        case (let xml?, nil): return FeedSource(root: try root(Array(xml.utf8), nil, nil), marks: nil)
        case (nil, let feed?):
            guard let source = try await read(feed, etag: nil, modified: nil, http) else {
                throw UsageError("the server says that the feed is unchanged, although nothing was said of it before")
            }
            return source
        default: throw UsageError("give --xml, or --feed for a file or an address, and not both")
        }
    }

    /// A feed in a file or at an address.
    /// - Returns: Nil where the server says that it is unchanged.
    static func read(_ source: FileInput, etag: String?, modified: String?, _ http: HTTP) async throws -> FeedSource? {
        guard case .address(let address) = source.content else {
            guard etag == nil, modified == nil else {
                throw UsageError("--etag and --modified belong to a feed at an address")
            }
            var bytes: [UInt8] = []
            for try await piece in try http.bytes(of: .file(source, type: nil)) { piece.withBytes { bytes += $0 } }
            return FeedSource(root: try root(bytes, nil, nil), marks: nil)
        }
        var headers = [
            HeaderField("Accept", "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.8")
        ]
        if let etag { headers.append(HeaderField("If-None-Match", etag)) }
        if let modified { headers.append(HeaderField("If-Modified-Since", modified)) }
        for header in headers where !HeaderField.isValue(header.value) {
            throw UsageError("--etag and --modified take what the server said, in one line")
        }
        let reply = try await http.fetch(Request(.get, address, headers: headers))
        if reply.status == 304 { return nil }
        guard reply.isSuccess else {
            throw ServiceError(
                service: reply.address.host, status: reply.status, headers: reply.headers,
                message: "there is no feed", remedy: "Check the address", reply: .bytes(reply.body))
        }
        let charset = MediaType(reply.header("content-type")).charset
        var marks: JSONObject = ["address": .string(reply.address.text)]
        for name in ["etag", "last-modified"] {
            if let value = reply.header(name) {
                marks.append(name == "etag" ? "etag" : "modified", .string(value))
            }
        }
        return FeedSource(root: try root(reply.body, charset, reply.address), marks: marks)
    }

    private static func root(_ bytes: [UInt8], _ charset: String?, _ address: Address?) throws(UsageError) -> FeedNode {
        let mended = try FeedText.mended(bytes, charset: charset)
        guard !mended.isEmpty else { throw UsageError("this is no feed: there is no element in it") }
        return try FeedNode(parsing: mended, base: address)
    }
}

/// What all kinds of feeds have in common.
struct Feed {
    private let root: FeedNode
    private let head: FeedNode
    private let isAtom: Bool

    /// Looks at a document.
    /// - Throws: `UsageError` when it is no feed.
    init(_ root: FeedNode) throws(UsageError) {
        self.root = root
        switch root.name {
        case "rss":
            guard let channel = root["channel"] else { throw UsageError("this is no feed: it has no channel") }
            (head, isAtom) = (channel, false)
        case "rdf:RDF":
            guard let channel = root["channel"] else { throw UsageError("this is no feed: it has no channel") }
            (head, isAtom) = (channel, false)
        case "atom:feed", "feed": (head, isAtom) = (root, true)
        default: throw UsageError("this is no feed, but a document of \(Quote.short(root.name))")
        }
    }

    /// The items of the feed; those of RSS 1.0 stand beside the channel.
    private var items: [FeedNode] {
        isAtom ? head.all("atom:entry") + head.all("entry") : head.all("item") + root.all("item")
    }

    /// The feed as RSS is published: fields of the channel, and `items`.
    func rss() throws(UsageError) -> JSON {
        guard !isAtom else { throw UsageError("this is an Atom feed: ParseFeedAtom reads it") }
        var fields = FeedNode.fields(of: head.children.filter { !["item", "items"].contains($0.name) })
        fields["items"] = .array(items.map { .object(FeedNode.fields(of: $0.children)) })
        return .object(fields)
    }

    /// The feed as Atom is published: fields of the feed, and `entries`.
    func atom() throws(UsageError) -> JSON {
        guard isAtom else { throw UsageError("this is an RSS feed: ParseFeedRSS reads it") }
        var fields = Self.atomFields(head)
        fields["entries"] = .array(items.map { .object(Self.atomFields($0)) })
        return .object(fields)
    }

    private static func atomFields(_ node: FeedNode) -> JSONObject {
        var fields: JSONObject = [:]
        for child in node.children {
            let name = child.name.hasPrefix("atom:") ? String(child.name.dropFirst(5)) : child.name
            guard name != "entry", fields[name] == nil else { continue }
            let all = node.children.filter { $0.name == child.name }
            switch name {
            case "link":
                if let link = alternate(all) { fields.append(name, .string(link)) }
                fields.append(
                    "links", .array(all.map { .object(JSONObject($0.attributes.map { ($0.name, .string($0.value)) })) })
                )
            case "author":
                fields.append(name, .string(person(child)))
                if all.count > 1 { fields.append("authors", .array(all.map { .string(person($0)) })) }
            case "category":
                fields.append(name, .array(all.map { .string($0.attribute("term") ?? $0.text) }))
            default:
                fields.append(
                    name,
                    child.attribute("type") == nil && !child.children.isEmpty ? child.json : .string(child.content))
            }
        }
        return fields
    }

    private static func person(_ node: FeedNode) -> String {
        node.text("atom:name", "name") ?? node.text("atom:email", "email") ?? node.text
    }

    /// The address of what an entry is about; of several alternates a page in HTML.
    private static func alternate(_ links: [FeedNode]) -> String? {
        let alternates = links.filter { ($0.attribute("rel") ?? "alternate") == "alternate" }
        let page = alternates.first { [nil, "text/html"].contains($0.attribute("type")) } ?? alternates.first
        return page.flatMap { $0.address($0.attribute("href")) }
    }

    /// The feed in the form that all kinds share.
    func common() -> JSON {
        var fields: JSONObject = ["format": .string(isAtom ? "atom" : root.name == "rss" ? "rss" : "rdf")]
        func add(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { fields.append(name, .string(value)) }
        }
        add("title", head.text("title", "atom:title", "dc:title"))
        add("link", Self.link(head, isAtom))
        add("id", head.text("atom:id", "id"))
        add("description", head.text("description", "atom:subtitle", "subtitle", "itunes:summary"))
        add("language", head.text("language", "dc:language") ?? root.attribute("xml:lang"))
        Self.date(
            "updated", head.text("atom:updated", "updated", "lastBuildDate", "pubDate", "dc:date"), &fields)
        let image = head["image"] ?? root["image"]
        add("image", image?.text("url") ?? head["itunes:image"]?.attribute("href") ?? head.text("atom:logo", "logo"))
        fields.append("items", .array(items.map { item($0) }))
        return .object(fields)
    }

    private func item(_ node: FeedNode) -> JSON {
        var fields: JSONObject = [:]
        func add(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { fields.append(name, .string(value)) }
        }
        let guid = node.text("guid", "atom:id", "id")
        add("id", guid)
        add("title", node.text("title", "atom:title", "dc:title", "media:title"))
        let isPermanent = (node["guid"]?.attribute("isPermaLink") ?? "true") == "true" && guid?.contains("://") ?? false
        add("link", Self.link(node, isAtom) ?? (isPermanent && !isAtom ? guid : nil))
        add("summary", node.text("atom:summary", "summary", "description", "itunes:summary", "dc:description"))
        add("content", node.text("content:encoded", "atom:content", "content"))
        Self.date(
            "published", node.text("pubDate", "atom:published", "published", "dc:date", "dcterms:issued"), &fields)
        Self.date("updated", node.text("atom:updated", "updated", "dcterms:modified"), &fields)
        let source = node["atom:source"] ?? node["source"]
        let people = [node, source, head].compactMap(\.self).lazy.map(Self.authors).first { !$0.isEmpty } ?? []
        if !people.isEmpty { fields.append("authors", .array(people.map { .string($0) })) }
        let categories = node.children.filter { ["category", "atom:category", "dc:subject"].contains($0.name) }
            .map { $0.attribute("term") ?? $0.text }.filter { !$0.isEmpty }
        if !categories.isEmpty { fields.append("categories", .array(categories.map { .string($0) })) }
        let enclosures =
            node.all("enclosure")
            + (node.all("atom:link") + node.all("link")).filter { $0.attribute("rel") == "enclosure" }
            + node.all("media:content")
        if !enclosures.isEmpty {
            fields.append("enclosures", .array(enclosures.map { Self.enclosure($0) }))
        }
        return .object(fields)
    }

    private static func link(_ node: FeedNode, _ isAtom: Bool) -> String? {
        if isAtom { return alternate(node.all("atom:link") + node.all("link")) }
        // What the feed says itself counts before what Atom's elements in it say.
        if let own = node["link"], let address = own.address(own.text) { return address }
        return alternate(node.all("atom:link"))
    }

    private static func authors(_ node: FeedNode) -> [String] {
        node.children.filter { ["author", "atom:author", "dc:creator", "itunes:author"].contains($0.name) }
            .map { $0.children.isEmpty ? $0.text : person($0) }
            .reduce(into: []) { if !$1.isEmpty, !$0.contains($1) { $0.append($1) } }
    }

    private static func enclosure(_ node: FeedNode) -> JSON {
        let address = node.address(node.attribute("url") ?? node.attribute("href"))
        var fields: JSONObject = [:]
        for (name, value) in [
            ("url", address), ("type", node.attribute("type")),
            ("length", node.attribute("length") ?? node.attribute("fileSize")),
        ] {
            if let value, !value.isEmpty { fields.append(name, .string(value)) }
        }
        return .object(fields)
    }

    /// A date where it can be read, and always as it was written; nothing is made up.
    private static func date(_ name: String, _ text: String?, _ fields: inout JSONObject) {
        guard let text, !text.isEmpty else { return }
        if let date = FeedDate.read(text) { fields.append(name, .string(date.hasTime ? date.rfc3339 : date.dayText)) }
        fields.append("\(name)_text", .string(text))
    }
}

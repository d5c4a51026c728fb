import OIntCore
import OIntHTTP
import OIntXML

/// An element of a feed, its name by namespace rather than by prefix.
struct FeedNode {
    /// The name with the usual prefix of its namespace; without one where it is the feed's own.
    let name: String
    /// The attributes, in their order; those of namespaces with their prefix.
    let attributes: [XMLElement.Attribute]
    /// The elements inside.
    let children: [FeedNode]
    /// The text inside.
    let text: String
    /// What relative addresses are relative to.
    let base: Address?
    private let element: XMLElement

    /// Reads a document.
    /// - Parameters:
    ///   - bytes: The document.
    ///   - base: The address that it came from.
    /// - Throws: `UsageError` when it is no XML.
    init(parsing bytes: [UInt8], base: Address?) throws(UsageError) {
        do throws(XMLParsingError) {
            self.init(try XMLElement(parsing: bytes), [:], base)
        } catch {
            throw UsageError("the feed can't be read: \(error)")
        }
    }

    private init(_ element: XMLElement, _ outer: [String: String], _ outerBase: Address?) {
        var spaces = outer
        for attribute in element.attributes {
            if attribute.name == "xmlns" { spaces[""] = attribute.value }
            if attribute.name.hasPrefix("xmlns:") { spaces[String(attribute.name.dropFirst(6))] = attribute.value }
        }
        self.element = element
        name = Self.name(element.name, spaces)
        attributes = element.attributes.filter { !$0.name.hasPrefix("xmlns") }
        let ownBase = element.attributes.first { $0.name == "xml:base" }?.value
        let base = ownBase.flatMap { outerBase?.resolving($0) ?? Address($0) } ?? outerBase
        self.base = base
        children = element.elements.map { FeedNode($0, spaces, base) }
        text = element.text.trimmed
    }

    /// The namespaces that feeds use, by their usual prefixes.
    private static let prefixes = [
        "http://www.w3.org/2005/atom": "atom", "http://purl.org/atom/ns#": "atom", "http://purl.org/rss/1.0/": "",
        "http://my.netscape.com/rdf/simple/0.9/": "", "http://backend.userland.com/rss2": "",
        "http://purl.org/rss/1.0/modules/content/": "content", "http://purl.org/dc/elements/1.1/": "dc",
        "http://purl.org/dc/terms/": "dcterms", "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
        "http://search.yahoo.com/mrss/": "media", "http://search.yahoo.com/mrss": "media",
        "http://purl.org/rss/1.0/modules/syndication/": "sy", "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
        "http://www.w3.org/1999/xhtml": "xhtml",
    ]

    private static func name(_ written: String, _ spaces: [String: String]) -> String {
        let parts = written.split(separator: ":", maxSplits: 1).map { String($0) }
        let (prefix, local) = parts.count == 2 ? (parts[0], parts[1]) : ("", written)
        guard let space = spaces[prefix] else { return written }
        guard let usual = prefixes[space.lowercased()] else { return prefix.isEmpty ? local : written }
        return usual.isEmpty ? local : "\(usual):\(local)"
    }

    /// The value of an attribute.
    func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }

    /// The first element inside of a name.
    subscript(name: String) -> FeedNode? { children.first { $0.name == name } }

    /// The elements inside of a name.
    func all(_ name: String) -> [FeedNode] { children.filter { $0.name == name } }

    /// The text of the first element inside of a name; nil where there is none.
    func text(_ names: String...) -> String? {
        for name in names {
            if let text = self[name]?.content, !text.isEmpty { return text }
        }
        return nil
    }

    /// The text, of XHTML the markup inside of its only `div`.
    ///
    /// Source: https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1.3
    var content: String {
        guard attribute("type") == "xhtml", let div = element.elements.first else { return text }
        return Self.markup(div.content).trimmed
    }

    private static func markup(_ nodes: [XMLElement.Node]) -> String {
        nodes.map { node in
            switch node {
            case .text(let text): return text.htmlEscaped
            case .element(let element):
                let name = element.name.split(separator: ":").last.map { String($0) } ?? element.name
                let attributes = element.attributes.filter { !$0.name.hasPrefix("xmlns") }
                    .map { " \($0.name)=\"\($0.value.htmlEscaped)\"" }.joined()
                let inner = markup(element.content)
                return element.content.isEmpty ? "<\(name)\(attributes)/>" : "<\(name)\(attributes)>\(inner)</\(name)>"
            }
        }
        .joined()
    }

    /// An address in the element, made absolute where that is possible.
    func address(_ text: String?) -> String? {
        guard let text = text?.trimmed, !text.isEmpty else { return nil }
        if text.contains("://") || text.hasPrefix("mailto:") { return text }
        return base?.resolving(text)?.text ?? text
    }

    /// The element as people read it: text, or what stands inside, or its attributes.
    var json: JSON {
        if attribute("type") == "xhtml" { return .string(content) }
        if !children.isEmpty { return .object(Self.fields(of: children)) }
        if !text.isEmpty || attributes.isEmpty { return .string(text) }
        return .object(JSONObject(attributes.map { ($0.name, .string($0.value)) }))
    }

    /// Elements by their names; those that stand several times are lists.
    static func fields(of nodes: [FeedNode]) -> JSONObject {
        var fields: JSONObject = [:]
        for node in nodes where !fields.keys.contains(node.name) {
            let values = nodes.filter { $0.name == node.name }.map(\.json)
            // Of a text that stands twice, such as a title, the first one counts; only what is meant to repeat is a list.
            let isList = values.count > 1 && !single.contains(node.name)
            fields.append(node.name, isList ? .array(values) : values[0])
        }
        return fields
    }

    private static let single: Set<String> = [
        "title", "link", "description", "guid", "pubDate", "language", "lastBuildDate", "content:encoded",
    ]
}

import OIntCore
import OIntXML

/// Writes the elements of feeds.
enum FeedWriter {
    /// Namespaces that fields may have, by their prefixes.
    private static let spaces = [
        "atom": "http://www.w3.org/2005/Atom", "content": "http://purl.org/rss/1.0/modules/content/",
        "dc": "http://purl.org/dc/elements/1.1/", "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "media": "http://search.yahoo.com/mrss/", "sy": "http://purl.org/rss/1.0/modules/syndication/",
    ]

    /// The document of a root element, with the namespaces that are used in it.
    static func document(_ root: XMLElement) -> String {
        var root = root
        for prefix in spaces.keys.sorted() where uses(root, prefix) {
            root.attributes.append(XMLElement.Attribute("xmlns:\(prefix)", spaces[prefix] ?? ""))
        }
        return String(decoding: root.document, as: UTF8.self)
    }

    private static func uses(_ element: XMLElement, _ prefix: String) -> Bool {
        element.name.hasPrefix(prefix + ":") || element.elements.contains { uses($0, prefix) }
    }

    /// The elements that a field becomes; none where it is empty.
    /// - Parameters:
    ///   - name: The name of the field.
    ///   - value: Its value: a text, a list, or an object of attributes and a text under `text`.
    ///   - place: Where the field stands, for errors.
    static func elements(_ name: String, _ value: JSON, _ place: String) throws(UsageError) -> [XMLElement] {
        let parts = name.split(separator: ":", omittingEmptySubsequences: false)
        let isName =
            parts.count <= 2
            && parts.allSatisfy { part in
                part.first.map { $0.isLetter || $0 == "_" } ?? false
                    && part.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
            }
        guard isName, parts.count == 1 || spaces[String(parts[0])] != nil else {
            throw UsageError(
                "\(place) has the field \(Quote.short(name)), which can't be the name of an element of a feed")
        }
        switch value {
        case .null: return []
        case .array(let values):
            var all: [XMLElement] = []
            for value in values { all += try elements(name, value, place) }
            return all
        case .object(let object):
            let attributes = object.filter { $0.key != "text" }
            for attribute in attributes
            where attribute.value.scalarText == nil || !attribute.key.allSatisfy({ $0.isLetter || ":-_".contains($0) })
            {
                throw UsageError("\(place): the field \(name) takes an object of attributes, each with a text")
            }
            let text = object["text"]?.scalarText ?? ""
            guard !attributes.isEmpty || !text.isEmpty else { return [] }
            return [
                XMLElement(
                    name, attributes: attributes.map { XMLElement.Attribute($0.key, $0.value.scalarText ?? "") },
                    content: text.isEmpty ? [] : [.text(text)])
            ]
        default:
            let text = value.scalarText ?? ""
            return text.trimmed.isEmpty ? [] : [XMLElement(name, text)]
        }
    }

    /// Whether a text is an address with its scheme, as ids of Atom have to be.
    static func isURI(_ text: String) -> Bool {
        let scheme = text.prefix { $0 != ":" }
        return scheme.count < text.count && scheme.first?.isLetter ?? false && !text.contains(where: \.isWhitespace)
            && scheme.allSatisfy { $0.isLetter || $0.isNumber || "+-.".contains($0) }
    }
}

import OIntCore
import OIntHTTP

/// The id of a page, database, data source, block or user: 32 hexadecimal digits, kept without hyphens.
public struct NotionID: Sendable, Hashable {
    /// The digits in lower case, without hyphens.
    public let text: String

    /// Reads an id, with or without hyphens, or the link that leads to what has it.
    /// - Parameter text: The id or link; nil where there is none in it.
    public init?(_ text: String) {
        let text = text.trimmed
        guard text.contains("://") else {
            guard let digits = Self.digits(text) else { return nil }
            self.text = digits
            return
        }
        let found = [Self.fragment(text), Self.peek(text), Self.path(text)].compactMap(\.self).first
        guard let found else { return nil }
        self.text = found
    }

    private static func digits(_ text: some StringProtocol) -> String? {
        let digits = String(text).replacing("-", with: "").lowercased()
        return digits.utf8.count == 32 && digits.allSatisfy(\.isHexDigit) ? digits : nil
    }

    /// The block that a link leads to.
    private static func fragment(_ link: String) -> String? {
        link.firstIndex(of: "#").flatMap { digits(link[link.index(after: $0)...]) }
    }

    /// The page that is open over a database.
    private static func peek(_ link: String) -> String? {
        let query = link.split(separator: "#").first?.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
        return PercentEncoding.items(in: query).first { $0.name == "p" }.flatMap { digits($0.value) }
    }

    /// The page that a link leads to: its id stands behind its title.
    private static func path(_ link: String) -> String? {
        let path = link.prefix { $0 != "?" && $0 != "#" }
        guard let segment = path.split(separator: "/").last else { return nil }
        return digits(segment) ?? segment.split(separator: "-").last.flatMap { digits($0) }
    }
}

extension NotionID: OptionValue {
    /// An id is typed as text.
    public static var optionKind: OptionKind { .text }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads an id or link.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let text = try inputs.single().text
        guard let id = NotionID(text) else {
            throw OptionError(
                "takes an id of 32 hexadecimal digits, with or without hyphens, or a link to it, not \(Quote.short(text))"
            )
        }
        self = id
    }

    /// The digits.
    public var optionText: String { text }
}

extension NotionID: PathSegment, FieldValue {
    /// The digits.
    public var pathSegment: String { text }
    /// The digits.
    public var fieldValue: JSON? { .string(text) }
}

import OIntCore

/// The address of a service, below which its methods lie: `https://api.example.com/v1`.
///
/// As an option it is read leniently where that is safe (https is guessed, a slash at the end dropped) and strictly where
/// it is not: user and password, a query, a fragment, and what looks like a token are refused, since an address is shown
/// where secrets must not be.
public struct BaseURL: Sendable, Hashable {
    /// The address without a slash at its end.
    public let text: String

    /// Reads an address.
    /// - Parameters:
    ///   - text: An http or https address, with or without a path; https where no scheme is written.
    ///   - example: An address that would do, for the error.
    ///   - allowsSecrets: Whether the path may hold what looks like a token, as that of a webhook does. Whoever says so
    ///     masks it wherever the address is shown.
    /// - Throws: `OptionError` when the text is no address, or holds more than one.
    public init(
        _ text: String, example: String = "https://api.example.com", allowsSecrets: Bool = false
    ) throws(OptionError) {
        let trimmed = text.trimmed
        let absolute = Address.absolute(trimmed)
        let unreadable = OptionError("takes the address of a server, such as \(example)")
        guard !trimmed.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.properties.isWhitespace }),
            let mark = absolute.firstRange(of: "://")?.upperBound, let address = Address(absolute)
        else { throw unreadable }
        let rest = absolute[mark...]
        guard !rest.contains("@") else {
            throw OptionError("takes an address without a user and a password: they have options of their own")
        }
        guard !rest.contains("?"), !rest.contains("#") else {
            throw OptionError("takes the address of a server alone: leave out the question mark or # and what follows")
        }
        let segments = address.resource.path.split(separator: "/").map { String($0) }
        let authority = rest.prefix { $0 != "/" }
        guard !authority.hasSuffix(":"), !segments.contains(where: { $0 == "." || $0 == ".." }) else {
            throw unreadable
        }
        guard allowsSecrets || !segments.contains(where: Self.looksLikeToken) else {
            throw OptionError(
                "takes the address of a server alone, without a token in it: leave out the token and what follows")
        }
        self.text = "\(address.scheme)://\(address.authority)" + segments.map { "/" + $0 }.joined()
    }

    /// The host, and the port where it is not the scheme's own.
    public var authority: String { Address(text)?.authority ?? text }

    /// Host and port, for messages.
    var peer: String { Address(text)?.peer ?? text }

    /// The parts of the path, as they are sent.
    public var segments: [String] {
        (Address(text)?.resource.path ?? "").split(separator: "/").map { String($0) }
    }

    /// The address with segments behind its path.
    /// - Parameter segments: The segments; each is percent-encoded.
    /// - Returns: The address.
    public func appending(_ segments: String...) -> BaseURL {
        BaseURL(known: text + segments.map { "/" + PercentEncoding.encoded($0) }.joined())
    }

    /// The address with the first segments of its path alone.
    /// - Parameter count: How many segments to keep.
    /// - Returns: The address.
    public func keeping(_ count: Int) -> BaseURL {
        let segments = segments
        let root = text.prefix(text.count - segments.reduce(0) { $0 + $1.count + 1 })
        return BaseURL(known: root + segments.prefix(count).map { "/" + $0 }.joined())
    }

    /// Whether a segment of a path looks like a token: a colon in it, or many letters and digits in a row that are no
    /// UUID.
    private static func looksLikeToken(_ segment: String) -> Bool {
        if segment.contains(":") || segment.lowercased().contains("%3a") { return true }
        let letters = segment.utf8.filter { Character(UnicodeScalar($0)).isLetter && $0 < 0x80 }.count
        let digits = segment.utf8.filter { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }.count
        let isUUID = segment.utf8.count == 36 && segment.split(separator: "-").map(\.utf8.count) == [8, 4, 4, 4, 12]
        return segment.utf8.count >= 30 && letters > 0 && digits > 3 && !isUUID
    }

    private init(known text: String) { self.text = text }
}

extension BaseURL: ExpressibleByStringLiteral, CustomStringConvertible {
    /// An address that the source code names: absolute, without a slash at its end.
    public init(stringLiteral text: String) { self.init(known: text) }

    /// The address.
    public var description: String { text }
}

extension BaseURL: OptionValue {
    /// An address is typed as text.
    public static var optionKind: OptionKind { .text }

    /// The place that gets what is sent.
    public static var optionRoles: OptionRoles { .destination }

    /// The place that the address names.
    public var destinations: [Destination] { Destination(address: text).map { [$0] } ?? [] }

    /// Reads an address.
    public init(option inputs: [OptionInput]) throws(OptionError) { try self.init(inputs.single().text) }

    /// The address.
    public var optionText: String { text }
}

import OIntCore
import OIntNetwork

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// An http or https address.
public struct Address: Sendable, Hashable {
    /// The address as text.
    public let text: String
    /// `http` or `https`.
    public let scheme: String
    /// The host, in lower case; a number in brackets for IPv6.
    public let host: String
    /// The port, the scheme's own one where none is written.
    public let port: Int

    /// Reads an address.
    /// - Parameter text: An absolute http or https address.
    /// - Returns: Nil when the text is none.
    public init?(_ text: String) {
        if let parts = PlainAddress(text) {
            self.init(text: text, scheme: parts.scheme, host: parts.host, port: parts.port)
            return
        }
        guard let ascii = Self.ascii(text), let url = URL(string: ascii, encodingInvalidCharacters: false) else {
            return nil
        }
        self.init(url)
    }

    /// The text with `https://` in front of it, where it says no scheme.
    /// - Parameter text: An address, with or without a scheme.
    /// - Returns: What ``init(_:)`` reads.
    public static func absolute(_ text: String) -> String {
        let bytes = text.utf8
        let end = bytes.firstIndex { ":/?#".utf8.contains($0) }
        let hasScheme = end.map { bytes[$0...].starts(with: "://".utf8) } ?? false
        return hasScheme ? text : "https://" + text
    }

    private init(text: String, scheme: String, host: String, port: Int?) {
        self.text = text
        self.scheme = scheme
        self.host = host
        self.port = port ?? (scheme == "https" ? 443 : 80)
    }

    /// The address as the network wants it.
    ///
    /// The host's name becomes ASCII, and everything is percent-encoded that may not stand for itself. What is
    /// encoded already stays as it is.
    private static func ascii(_ text: String) -> String? {
        guard let authority = authority(of: text), let host = hostName(of: text) else { return encoded(text[...]) }
        guard let ascii = try? HostName.ascii(String(host)) else { return nil }
        return encoded(text[..<host.startIndex]) + ascii + text[host.endIndex..<authority.endIndex]
            + encoded(text[authority.endIndex...])
    }

    /// Why the host of a text that is no address can't be one; nil where the host is not the reason.
    /// - Parameter text: The text.
    /// - Returns: The error of the host's name.
    package static func problem(withHostOf text: String) -> (any Error)? {
        guard let host = hostName(of: text) else { return nil }
        do {
            _ = try HostName.ascii(String(host))
            return nil
        } catch {
            return error
        }
    }

    /// The host between a user and a port; nil where the text has none.
    ///
    /// A number in brackets is no name.
    private static func hostName(of text: String) -> Substring? {
        guard let authority = authority(of: text) else { return nil }
        let start = authority.lastIndex(of: "@").map { text.utf8.index(after: $0) } ?? authority.startIndex
        return text[start..<authority.endIndex].prefix { $0 != ":" }
    }

    /// What must not be seen in a text that may be an address: the password of a user, and values of query items that hold
    /// secrets by their names.
    ///
    /// They are spelled as they stand there.
    /// - Parameter text: The text.
    /// - Returns: The secrets.
    package static func secrets(in text: String) -> [Secret] {
        guard text.contains("@") || text.contains("=") else { return [] }
        let rest = text[(text.firstRange(of: "://")?.upperBound ?? text.startIndex)...]
        let authority = rest.prefix { !"/?#".contains($0) }
        let login = authority.lastIndex(of: "@").map { authority[..<$0] } ?? ""
        let password = login.drop { $0 != ":" }.dropFirst()
        let query = rest.drop { $0 != "?" }.dropFirst().prefix { $0 != "#" }
        let values = query.split(separator: "&").compactMap { item -> Substring? in
            let name = item.prefix { $0 != "=" }
            return Redactor.holdsSecret(String(name)) ? item[name.endIndex...].dropFirst() : nil
        }
        return ([password] + values).filter { !$0.isEmpty }.map { Secret(String($0)) }
    }

    /// The part of an address between `//` and the path; nil in one that is relative and has none.
    private static func authority(of text: String) -> Substring? {
        let bytes = text.utf8
        let scheme = bytes.prefix { Character(UnicodeScalar($0)).isLetter && $0 < 0x80 }
        let mark = Array((scheme.isEmpty ? "//" : "://").utf8)
        guard bytes[scheme.endIndex...].starts(with: mark) else { return nil }
        let start = bytes.index(scheme.endIndex, offsetBy: mark.count)
        let end = bytes[start...].firstIndex { "/?#".utf8.contains($0) } ?? bytes.endIndex
        return text[start..<end]
    }

    /// The characters that stand for themselves, by RFC 3986, section 2; brackets do so in a host only.
    private static let literal = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#@!$&'()*+,;=".utf8)

    private static func encoded(_ text: Substring) -> String {
        var result: [UInt8] = []
        var hasFragment = false
        var rest = text.utf8
        while let byte = rest.popFirst() {
            let isEncoding =
                byte == UInt8(ascii: "%") && rest.prefix(2).count { Character(UnicodeScalar($0)).isHexDigit } == 2
            let isSecondFragment = hasFragment && byte == UInt8(ascii: "#")
            if isEncoding || literal.contains(byte) && !isSecondFragment {
                result.append(byte)
            } else {
                result += Array((byte < 16 ? "%0" : "%").utf8) + Array(String(byte, radix: 16, uppercase: true).utf8)
            }
            if byte == UInt8(ascii: "#") { hasFragment = true }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private init?(_ url: URL) {
        guard let scheme = url.scheme?.lowercased(), ["http", "https"].contains(scheme),
            let name = url.host(percentEncoded: true)?.lowercased(), !name.isEmpty,
            !name.contains("%") || name.contains(":"),
            url.port.map({ (1...65535).contains($0) }) ?? true
        else { return nil }
        self.init(
            text: url.absoluteString, scheme: scheme, host: name.contains(":") ? "[\(name)]" : name, port: url.port)
    }

    /// Host, and port where it is not the scheme's own one: what stands in the header `Host`.
    package var authority: String { port == (scheme == "https" ? 443 : 80) ? host : peer }

    /// The path and the query as they are sent; the query comes without its question mark, and is empty where there is
    /// none.
    package var resource: (path: String, query: String) {
        let start = text.firstRange(of: "://")?.upperBound ?? text.startIndex
        let resource = text[start...].prefix { $0 != "#" }.drop { $0 != "/" && $0 != "?" }
        let path = resource.prefix { $0 != "?" }
        return (String(path), String(resource[path.endIndex...].dropFirst()))
    }

    /// Host and port, for messages.
    public var peer: String { "\(host):\(port)" }

    /// Where connections lead.
    package var endpoint: Endpoint { Endpoint(host: host, port: port) }

    /// The address a redirect leads to.
    /// - Parameter location: The value of a `Location` header: absolute, or relative to this address.
    /// - Returns: Nil when it is no http or https address.
    public func resolving(_ location: String) -> Address? {
        guard let base = URL(string: text), let ascii = Self.ascii(location),
            let url = URL(string: ascii, relativeTo: base)?.absoluteURL
        else { return nil }
        return Address(url)
    }

    /// Whether credentials for this address may be sent to another one: the same host and port, or the same host
    /// with encryption added.
    /// - Parameter other: The other address.
    /// - Returns: Whether they may follow.
    public func sharesCredentials(with other: Address) -> Bool {
        guard host == other.host else { return false }
        if scheme == other.scheme { return port == other.port }
        return scheme == "http" && other.scheme == "https" && port == 80 && other.port == 443
    }
}

import OIntCore

/// The cookies that were set while redirects were followed, for the hosts and paths they are for.
///
/// Source: https://www.rfc-editor.org/rfc/rfc6265#section-5
struct CookieJar {
    private struct Cookie {
        let name: String
        let value: String
        /// The host or the domain, in small letters.
        let domain: String
        /// Whether only that host gets it.
        let isHostOnly: Bool
        let path: String
        let isSecure: Bool
    }

    private var cookies: [Cookie] = []

    /// How many cookies are kept, and how long each may be.
    private static let (limit, sizeLimit) = (100, 4096)

    /// Keeps what an answer sets.
    /// - Parameter response: The answer.
    mutating func keep(_ response: Response) {
        for header in response.headers where header.name.lowercased() == "set-cookie" {
            keep(header.value, from: response.address)
        }
    }

    private mutating func keep(_ text: String, from address: Address) {
        guard text.utf8.count <= Self.sizeLimit, !text.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F })
        else { return }
        let parts = text.split(separator: ";", omittingEmptySubsequences: false)
        guard let equals = parts[0].firstIndex(of: "=") else { return }
        let name = String(parts[0][..<equals]).trimmed
        let value = String(parts[0][parts[0].index(after: equals)...]).trimmed
        guard !name.isEmpty else { return }
        var attributes: [String: String] = [:]
        for part in parts.dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            // The last of several counts.
            attributes[String(pair[0]).trimmed.lowercased()] = pair.count > 1 ? String(pair[1]).trimmed : ""
        }
        var domain = (attributes["domain"] ?? "").lowercased()
        if domain.hasPrefix(".") { domain.removeFirst() }
        let isHostOnly = domain.isEmpty || domain == address.host
        // A domain of one label is everybody's.
        guard isHostOnly || Self.isHost(address.host, in: domain) && domain.contains(".") else { return }
        let isSecure = attributes["secure"] != nil
        guard !isSecure || address.scheme == "https", Self.keepsPrefix(name, attributes, isHostOnly, isSecure) else {
            return
        }
        let path = attributes["path"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? Self.defaultPath(address)
        let cookie = Cookie(
            name: name, value: value, domain: isHostOnly ? address.host : domain,
            isHostOnly: isHostOnly && attributes["domain", default: ""].isEmpty, path: path, isSecure: isSecure)
        cookies.removeAll { $0.name == name && $0.domain == cookie.domain && $0.path == path }
        if !Self.isOver(attributes), cookies.count < Self.limit { cookies.append(cookie) }
    }

    /// The cookies for a request, as the header has them; nil for none.
    /// - Parameter address: Where the request goes.
    func header(for address: Address) -> String? {
        let path = address.resource.path
        let sent = cookies.filter { cookie in
            (cookie.isHostOnly ? cookie.domain == address.host : Self.isHost(address.host, in: cookie.domain))
                && Self.isPath(path.isEmpty ? "/" : path, below: cookie.path)
                && (!cookie.isSecure || address.scheme == "https")
        }
        // Longer paths first, by RFC 6265, section 5.4.
        let ordered = sent.enumerated().sorted { left, right in
            (right.element.path.utf8.count, left.offset) < (left.element.path.utf8.count, right.offset)
        }
        return ordered.isEmpty ? nil : ordered.map { "\($0.element.name)=\($0.element.value)" }.joined(separator: "; ")
    }

    private static func isHost(_ host: String, in domain: String) -> Bool {
        // Numbers have no domains.
        host == domain || host.hasSuffix("." + domain) && !host.contains("[") && host.contains { $0.isLetter }
    }

    private static func isPath(_ path: String, below parent: String) -> Bool {
        guard path.hasPrefix(parent) else { return false }
        return path.utf8.count == parent.utf8.count || parent.hasSuffix("/")
            || path.dropFirst(parent.count).hasPrefix("/")
    }

    private static func defaultPath(_ address: Address) -> String {
        let path = address.resource.path
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    /// Whether a cookie is what its name promises.
    ///
    /// Source: https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.3
    private static func keepsPrefix(
        _ name: String, _ attributes: [String: String], _ isHostOnly: Bool, _ isSecure: Bool
    ) -> Bool {
        let name = name.lowercased()
        if name.hasPrefix("__secure-") { return isSecure }
        guard name.hasPrefix("__host-") else { return true }
        return isSecure && attributes["domain", default: ""].isEmpty && attributes["path"] == "/"
    }

    /// Whether a cookie is set in order to be forgotten.
    private static func isOver(_ attributes: [String: String]) -> Bool {
        if let age = attributes["max-age"], let seconds = Int(age) { return seconds <= 0 }
        guard let expires = attributes["expires"], let time = HTTPDate.unixTime(expires.replacing("-", with: " "))
        else {
            return false
        }
        return time <= DateTime.now.unixTime
    }
}

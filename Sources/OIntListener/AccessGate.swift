import OIntCore

/// Decides who may talk to a listener at all, by the head of a request and before its body is read.
public struct AccessGate: Sendable {
    /// What a client has to show in its header `Authorization`.
    public enum Proof: Sendable {
        /// A bearer token.
        case bearer(Secret)
        /// The whole value of the header, letter by letter.
        case header(Secret)
        /// Nothing: whoever reaches the address is let in.
        case nothing
    }

    private let proof: Proof
    private let origins: Set<String>
    private let host: String
    private let allowsPages: Bool

    /// Creates a gate.
    /// - Parameters:
    ///   - proof: What a client has to show.
    ///   - host: The name or address that the listener was told to listen on.
    ///   - origins: Pages from which browsers may call, such as `https://example.com`.
    ///   - allowsPages: Whether browsers may call from pages at all; those of this machine may then, besides `origins`.
    public init(proof: Proof, host: String, origins: [String] = [], allowsPages: Bool = true) {
        self.proof = proof
        self.host = host
        self.origins = Set(origins.map { $0.lowercased() })
        self.allowsPages = allowsPages
    }

    /// The answer to a request that is not let in.
    ///
    /// A client without the token learns nothing else, whatever it asks for.
    /// - Parameter head: The head of the request.
    /// - Returns: Nil for a request that is let in.
    public func refusal(of head: RequestHead) -> ListenerResponse? {
        let origin = head.header("Origin")
        let isAllowedPage = origin.map { isAllowed(origin: $0) } ?? true
        // Browsers ask without a token whether a page may send one.
        let isPreflight = head.method == "OPTIONS" && origin != nil && isAllowedPage
        guard isPreflight || isProven(head) else {
            var answer = ListenerResponse.text(status: 401, "A token is needed.\n")
            answer.headers.append(HeaderField("WWW-Authenticate", "Bearer realm=\"oint\""))
            return answer
        }
        // A page that gives its own name the address of this machine would otherwise reach it by that name.
        if checksNames, !head.headers("Host").allSatisfy({ isOwn($0) }) {
            return .text(status: 421, "This server does not go by that name.\n")
        }
        guard isAllowedPage else { return .text(status: 403, "Pages of that origin may not call this server.\n") }
        return nil
    }

    /// Whether browsers may call from a page.
    /// - Parameter origin: The scheme, host and port of the page, as a browser tells them.
    public func isAllowed(origin: String) -> Bool {
        guard allowsPages else { return false }
        let origin = origin.lowercased()
        if origins.contains(origin) { return true }
        guard let scheme = ["http://", "https://"].first(where: { origin.hasPrefix($0) }) else { return false }
        return LoopbackName.isLoopback(LoopbackName.host(of: String(origin.dropFirst(scheme.count))))
    }

    /// Where the listener is reached from this machine only, or by anyone, nothing but a name keeps pages out.
    private var checksNames: Bool {
        if case .nothing = proof { return true }
        return LoopbackName.isLoopback(host)
    }

    private func isOwn(_ header: String) -> Bool {
        let name = LoopbackName.host(of: header)
        // An address can't be given to another machine, as a name can.
        return LoopbackName.isLoopback(name) || name.lowercased() == host.lowercased()
            || !LoopbackName.isLoopback(host) && LoopbackName.isAddress(name)
    }

    private func isProven(_ head: RequestHead) -> Bool {
        let values = head.headers("Authorization")
        switch proof {
        case .nothing: return true
        case .header(let wanted): return values.count == 1 && Self.isEqual(values[0], wanted)
        case .bearer(let token):
            let parts = values.count == 1 ? values[0].split(separator: " ", maxSplits: 1) : []
            return parts.count == 2 && parts[0].lowercased() == "bearer"
                && Self.isEqual(String(parts[1]).trimmed, token)
        }
    }

    /// Compares in a time that does not depend on how much is equal, so that it can't be guessed piece by piece.
    private static func isEqual(_ given: String, _ wanted: Secret) -> Bool {
        let (given, wanted) = (Array(given.utf8), Array(wanted.exposed.utf8))
        var difference = UInt8(given.count == wanted.count ? 0 : 1)
        for index in wanted.indices { difference |= wanted[index] ^ (index < given.count ? given[index] : 0) }
        return difference == 0
    }
}

/// Names and addresses of this machine that others can't reach.
public enum LoopbackName {
    /// Whether a name or address leads to this machine only.
    /// - Parameter host: A name, or an address without brackets.
    public static func isLoopback(_ host: String) -> Bool {
        isIPv4(host) && host.hasPrefix("127.") || host.lowercased() == "localhost" || host == "::1"
    }

    /// The name or address in `name:port` or `[address]:port`.
    /// - Parameter text: A host with or without a port.
    public static func host(of text: String) -> String {
        if text.hasPrefix("[") { return String(text.dropFirst().prefix { $0 != "]" }) }
        return String(text.prefix { $0 != ":" && $0 != "/" })
    }

    /// Whether a text is a numerical address rather than a name.
    static func isAddress(_ host: String) -> Bool {
        isIPv4(host) || host.contains(":") && host.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
    }

    private static func isIPv4(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    }
}

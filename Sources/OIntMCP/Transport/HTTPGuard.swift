import OIntCore
import OIntServer

/// Decides who may talk to a server over HTTP at all.
///
/// Source: https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http#security-&-endpoint
struct HTTPGuard: Sendable {
    /// What a client has to show.
    let token: Secret
    /// Pages from which browsers may call, such as `https://example.com`, besides those of this machine.
    let origins: Set<String>
    /// The name or address that the server listens on.
    let host: String

    /// The answer to a request that is not let in; nil for one that is.
    func refusal(of request: LocalRequest) -> LocalResponse? {
        // A page that gives its own name the address of this machine would otherwise reach the server as that name.
        if LoopbackName.isLoopback(host), !request.headers("Host").allSatisfy({ isOwn($0) }) {
            return .text(status: 421, "This server does not go by that name.\n")
        }
        if let origin = request.header("Origin"), !isAllowed(origin: origin) {
            return .text(status: 403, "Pages of that origin may not call this server.\n")
        }
        if request.method == "OPTIONS" { return nil }
        guard isAuthorised(request) else {
            var answer = LocalResponse.text(status: 401, "A bearer token is needed.\n")
            answer.headers.append(HeaderField("WWW-Authenticate", "Bearer realm=\"oint\""))
            return answer
        }
        return nil
    }

    /// Whether browsers may call from a page.
    func isAllowed(origin: String) -> Bool {
        let origin = origin.lowercased()
        if origins.contains(origin) { return true }
        guard let scheme = ["http://", "https://"].first(where: { origin.hasPrefix($0) }) else { return false }
        return LoopbackName.isLoopback(LoopbackName.host(of: String(origin.dropFirst(scheme.count))))
    }

    private func isOwn(_ header: String) -> Bool {
        let name = LoopbackName.host(of: header)
        return LoopbackName.isLoopback(name) || name.lowercased() == host.lowercased()
    }

    private func isAuthorised(_ request: LocalRequest) -> Bool {
        let values = request.headers("Authorization")
        guard values.count == 1 else { return false }
        let parts = values[0].split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return false }
        return Self.isEqual(Array(String(parts[1]).trimmed.utf8), Array(token.exposed.utf8))
    }

    /// Compares in a time that does not depend on how much is equal, so that it can't be guessed piece by piece.
    private static func isEqual(_ given: [UInt8], _ wanted: [UInt8]) -> Bool {
        var difference = UInt8(given.count == wanted.count ? 0 : 1)
        for index in wanted.indices { difference |= wanted[index] ^ (index < given.count ? given[index] : 0) }
        return difference == 0
    }
}

/// Names and addresses of this machine that others can't reach.
package enum LoopbackName {
    /// Whether a name or address leads to this machine only.
    /// - Parameter host: A name, or an address without brackets.
    package static func isLoopback(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        let isIPv4 = parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
        return isIPv4 || host.lowercased() == "localhost" || host == "::1"
    }

    /// The name or address in `name:port` or `[address]:port`.
    package static func host(of text: String) -> String {
        if text.hasPrefix("[") { return String(text.dropFirst().prefix { $0 != "]" }) }
        return String(text.prefix { $0 != ":" && $0 != "/" })
    }
}

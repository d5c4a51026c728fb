import NIOCore
import OIntCore

/// Asks a SOCKS proxy of version 5 for a connection, with or without a user and a password.
///
/// Source: https://www.rfc-editor.org/rfc/rfc1928, https://www.rfc-editor.org/rfc/rfc1929
struct SOCKS5Handshake: ProxyHandshake {
    private enum Phase { case method, login, request }

    private let target: SOCKSTarget
    private let credentials: Proxy.Credentials?
    private var phase = Phase.method

    /// Prepares the handshake.
    /// - Parameters:
    ///   - target: Where the connection leads.
    ///   - credentials: The user to log in as.
    init(to target: SOCKSTarget, credentials: Proxy.Credentials?) {
        self.target = target
        self.credentials = credentials
    }

    func opening() -> ByteBuffer {
        // No login is offered as well: a proxy may not want one.
        ByteBuffer(bytes: credentials == nil ? [5, 1, 0] : [5, 2, 0, 2])
    }

    mutating func answer(_ received: inout ByteBuffer) throws(ProxyRefusal) -> ProxyHandshakeStep? {
        let bytes = Array(received.readableBytesView.prefix(262))
        switch phase {
        case .method:
            if let version = bytes.first, version != 5 { throw .notThatProtocol }
            guard bytes.count >= 2 else { return nil }
            received.moveReaderIndex(forwardBy: 2)
            switch (bytes[1], credentials) {
            case (0, _):
                phase = .request
                return .says(request)
            case (2, let credentials?):
                phase = .login
                return .says(Self.login(credentials))
            case (0xFF, _): throw .authentication
            default: throw .notThatProtocol
            }
        case .login:
            guard bytes.count >= 2 else { return nil }
            received.moveReaderIndex(forwardBy: 2)
            guard bytes[1] == 0 else { throw .authentication }
            phase = .request
            return .says(request)
        case .request:
            guard let version = bytes.first else { return nil }
            guard version == 5 else { throw .notThatProtocol }
            guard bytes.count >= 2 else { return nil }
            // The rest of a refusal need not come.
            guard bytes[1] == 0 else { throw .refused(Self.reasons[bytes[1]]) }
            guard bytes.count >= 5 else { return nil }
            let addressSize: Int
            switch bytes[3] {
            case 1: addressSize = 4
            case 3: addressSize = 1 + Int(bytes[4])
            case 4: addressSize = 16
            default: throw .notThatProtocol
            }
            guard bytes.count >= 4 + addressSize + 2 else { return nil }
            received.moveReaderIndex(forwardBy: 4 + addressSize + 2)
            return .isOpen
        }
    }

    private static func login(_ credentials: Proxy.Credentials) -> ByteBuffer {
        let (user, password) = (Array(credentials.user.utf8), Array(credentials.password.exposed.utf8))
        return ByteBuffer(bytes: [1, UInt8(user.count)] + user + [UInt8(password.count)] + password)
    }

    private var request: ByteBuffer {
        let address: [UInt8] =
            switch target.host {
            case .number(let bytes): [bytes.count == 4 ? 1 : 4] + bytes
            case .name(let name): [3, UInt8(name.utf8.count)] + Array(name.utf8)
            }
        return ByteBuffer(bytes: [5, 1, 0] + address + target.portBytes)
    }

    /// What the codes of RFC 1928, section 6, mean.
    private static let reasons: [UInt8: String] = [
        1: "the proxy failed", 2: "its rules forbid it", 3: "there is no way to that network",
        4: "there is no way to that host", 5: "the connection is refused there", 6: "it took too long",
        7: "it knows no such command", 8: "it knows no such kind of address",
    ]
}

/// Asks a SOCKS proxy of version 4 or 4a for a connection.
///
/// Source: https://www.openssh.com/txt/socks4.protocol, https://www.openssh.com/txt/socks4a.protocol
struct SOCKS4Handshake: ProxyHandshake {
    private let target: SOCKSTarget
    private let user: String

    /// Prepares the handshake.
    /// - Parameters:
    ///   - target: Where the connection leads; a name makes it version 4a.
    ///   - user: The user to name; empty for none.
    init(to target: SOCKSTarget, user: String) {
        self.target = target
        self.user = user
    }

    func opening() -> ByteBuffer {
        let (address, name): ([UInt8], [UInt8]) =
            switch target.host {
            case .number(let bytes): (bytes, [])
            case .name(let name): ([0, 0, 0, 1], Array(name.utf8) + [0])
            }
        return ByteBuffer(bytes: [4, 1] + target.portBytes + address + Array(user.utf8) + [0] + name)
    }

    func answer(_ received: inout ByteBuffer) throws(ProxyRefusal) -> ProxyHandshakeStep? {
        let bytes = Array(received.readableBytesView.prefix(8))
        if let version = bytes.first, version != 0 { throw .notThatProtocol }
        guard bytes.count == 8 else { return nil }
        received.moveReaderIndex(forwardBy: 8)
        switch bytes[1] {
        case 90: return .isOpen
        case 91: throw .refused(nil)
        case 92, 93: throw .refused("it can't find out who you are, by identd")
        default: throw .notThatProtocol
        }
    }
}

/// Where a SOCKS proxy is to connect to.
struct SOCKSTarget: Sendable, Hashable {
    /// A host, as the protocol writes it.
    enum Host: Sendable, Hashable {
        /// The bytes of an IP address.
        case number([UInt8])
        /// A name, which the proxy looks up.
        case name(String)
    }

    let host: Host
    let port: Int

    /// The port, high byte first.
    var portBytes: [UInt8] { [UInt8(truncatingIfNeeded: port >> 8), UInt8(truncatingIfNeeded: port)] }

    /// Creates a target for a proxy that looks names up itself.
    init(_ endpoint: Endpoint) {
        host = IPAddress.bytes(endpoint.host).map { .number($0) } ?? .name(endpoint.host)
        port = endpoint.port
    }

    /// Creates a target that was looked up on this machine; nil for an address that is no IP address.
    init?(_ address: SocketAddress) {
        guard let bytes = address.ipAddress.flatMap({ IPAddress.bytes($0) }) else { return nil }
        host = .number(bytes)
        port = address.port ?? 0
    }
}

import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Which addresses connections may lead to that are made for others, such as an agent.
///
/// Addresses of the internet are allowed; those of this machine and its networks only where they were named. What is asked
/// about is the address that a name has led to, at the moment of connecting: a name may lead somewhere else each time.
public final class AddressPolicy: Sendable {
    /// The only hosts that may be named, in lower case; empty for all of the internet.
    package let hosts: [String]
    private let named: Mutex<Set<[UInt8]>>

    /// Creates a policy.
    /// - Parameter hosts: The only hosts that may be named: names, addresses, or `*.example.com` for all below one; empty for
    ///   all of the internet.
    public init(hosts: [String] = []) {
        self.hosts = hosts.map { $0.trimmed.lowercased() }.filter { !$0.isEmpty }
        named = Mutex([])
    }

    /// Whether a host is one of those that may be named.
    /// - Parameter host: A name, or an address.
    package func names(_ host: String) -> Bool {
        let host = host.lowercased()
        return hosts.contains { $0.hasPrefix("*.") ? host.hasSuffix($0.dropFirst()) : $0 == host }
    }

    /// Whether a redirect may be followed.
    ///
    /// One from a host that may be named leads to such a host only, lest a named host open the way to all others. A service
    /// that nobody named, a library's own, may redirect to where it keeps its files.
    /// - Parameters:
    ///   - origin: The host that redirects.
    ///   - target: The host where it redirects to.
    package func allowsRedirect(from origin: String, to target: String) -> Bool {
        !names(origin) || names(target)
    }

    /// Checks where a host leads that somebody else connects to, such as a proxy or a library of C.
    ///
    /// A name that can't be looked up here passes: where it leads, the proxy decides.
    /// - Parameter host: A name or an address.
    /// - Throws: `AddressRefusal` when one of its addresses is not allowed.
    package func check(host: String) async throws {
        if let address = await refusedAddress(of: host) { throw AddressRefusal(address) }
    }

    /// Checks where a connection has led that somebody else has opened, such as a library of C.
    /// - Parameter socket: The connection; one of this machine's own sockets, or one that is not open yet, passes.
    /// - Throws: `AddressRefusal` when its address is not allowed.
    package func check(peerOf socket: CInt) throws(AddressRefusal) {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let name = withUnsafeMutablePointer(to: &storage) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> String? in
                guard getpeername(socket, address, &length) == 0,
                    [AF_INET, AF_INET6].contains(CInt(address.pointee.sa_family))
                else { return nil }
                return Self.text(address, length)
            }
        }
        if let name, !allows(name) { throw AddressRefusal(name) }
    }

    /// Allows the addresses that a host has.
    /// - Parameter host: A name or an address; a name that leads nowhere allows nothing.
    package func allow(host: String) async {
        let addresses = await Self.addresses(of: host)
        named.withLock { named in for address in addresses { named.insert(address) } }
    }

    /// Whether connections may lead to an address.
    /// - Parameter address: The address as text, such as `127.0.0.1` or `fe80::1%eth0`.
    public func allows(_ address: String) -> Bool {
        guard let bytes = Self.bytes(of: String(address.prefix { $0 != "%" })) else { return false }
        return Self.isPublic(bytes) || named.withLock { $0.contains(bytes) }
    }

    /// Whether all addresses of a host are allowed, as far as they can be looked up.
    /// - Parameter host: A name or an address.
    /// - Returns: The address that is not; nil where there is none.
    package func refusedAddress(of host: String) async -> String? {
        let allowed = named.withLock { $0 }
        return await Self.addresses(of: host).first { !Self.isPublic($0) && !allowed.contains($0) }.map(Self.text)
    }

    /// The bytes of an address; IPv4 inside of IPv6 is IPv4.
    private static func bytes(of text: String) -> [UInt8]? {
        var four = [UInt8](repeating: 0, count: 4)
        if inet_pton(AF_INET, text, &four) == 1 { return four }
        var sixteen = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, text, &sixteen) == 1 else { return nil }
        return plain(sixteen)
    }

    /// An address without what only wraps IPv4: mapped and compatible addresses, those of NAT64, and 6to4.
    ///
    /// Source: https://www.iana.org/assignments/iana-ipv6-special-registry
    private static func plain(_ bytes: [UInt8]) -> [UInt8] {
        let zeros = [UInt8](repeating: 0, count: 10)
        if bytes.starts(with: zeros + [0xFF, 0xFF]) { return Array(bytes[12...]) }
        if bytes.starts(with: zeros + [0, 0]), bytes[12...].contains(where: { $0 != 0 }), bytes[12...] != [0, 0, 0, 1] {
            return Array(bytes[12...])
        }
        if bytes.starts(with: [0, 0x64, 0xFF, 0x9B] + zeros.prefix(8)) { return Array(bytes[12...]) }
        if bytes.starts(with: [0x20, 0x02]) { return Array(bytes[2..<6]) }
        return bytes
    }

    /// Whether an address is one of the internet.
    ///
    /// Source: https://www.iana.org/assignments/iana-ipv4-special-registry
    private static func isPublic(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == 4 else {
            // Of IPv6 only 2000::/3 is given out; in it lie documentation and benchmarks, which lead nowhere.
            return bytes[0] & 0xE0 == 0x20
        }
        switch (bytes[0], bytes[1]) {
        case (0, _), (10, _), (127, _), (169, 254), (192, 168), (224..., _): return false
        case (100, 64...127), (172, 16...31), (198, 18...19): return false
        case (192, 0): return bytes[2] != 0
        default: return true
        }
    }

    /// The addresses that a name leads to.
    private static func addresses(of host: String) async -> [[UInt8]] {
        if let bytes = Self.bytes(of: host) { return [bytes] }
        return (try? await BlockingWork.run { lookUp(host) }) ?? []
    }

    private static func lookUp(_ host: String) -> [[UInt8]] {
        var hints = addrinfo()
        #if canImport(Glibc)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        var first: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &first) == 0 else { return [] }
        defer { freeaddrinfo(first) }
        var addresses: [[UInt8]] = []
        var next = first
        while let info = next?.pointee {
            if let name = info.ai_addr.flatMap({ text($0, info.ai_addrlen) }),
                let bytes = Self.bytes(of: String(name.prefix { $0 != "%" }))
            {
                addresses.append(bytes)
            }
            next = info.ai_next
        }
        return addresses
    }

    /// An address as text.
    private static func text(_ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> String? {
        var text = [CChar](repeating: 0, count: 64)
        guard getnameinfo(address, length, &text, 64, nil, 0, NI_NUMERICHOST) == 0 else { return nil }
        let end = text.firstIndex(of: 0) ?? text.endIndex
        return String(decoding: text[..<end].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func text(_ bytes: [UInt8]) -> String {
        if bytes.count == 4 { return bytes.map { String($0) }.joined(separator: ".") }
        var text = [CChar](repeating: 0, count: 64)
        guard inet_ntop(AF_INET6, bytes, &text, 64) != nil else { return "an address" }
        let end = text.firstIndex(of: 0) ?? text.endIndex
        return String(decoding: text[..<end].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension AddressPolicy: Hashable {
    /// A policy is equal to itself only.
    public static func == (one: AddressPolicy, other: AddressPolicy) -> Bool { one === other }

    /// Hashes what tells policies apart.
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// A connection led to an address that is not allowed; nothing was sent.
public struct AddressRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// The address.
    public let address: String

    /// Creates an error.
    /// - Parameter address: The address.
    public init(_ address: String) { self.address = address }

    /// What is wrong, and who can change it.
    public var description: String {
        "it leads to \(address), an address of this machine or its networks, which is not allowed; whoever started the server allows one with --hosts"
    }
}

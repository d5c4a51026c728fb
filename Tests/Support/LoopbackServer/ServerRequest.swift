/// A request as the server received it.
public struct ServerRequest: Sendable {
    /// The method, as it was sent: `GET`.
    public let method: String

    /// The request target, as it was sent: `/rest/task?id=5&name=%D0%B0`.
    public let target: String

    /// The path of the target, percent-decoded, without the query.
    public let path: String

    /// The parameters of the target's query, decoded, in order.
    public let queryItems: [Item]

    /// The header fields, in the order they were sent.
    public let headers: ServerHeaders

    /// The first bytes of the body, at most ``LoopbackServer/Options/bodyLimit`` of them.
    public internal(set) var body: [UInt8]

    /// How many bytes of the body arrived, kept or not, without chunk framing.
    public internal(set) var bodyLength: Int

    /// The SHA-256 of every byte of the body that arrived, in lower-case hexadecimal.
    ///
    /// It is `nil` when ``LoopbackServer/Options/hashesBodies`` is off.
    public internal(set) var bodySHA256: String?

    /// Whether the request arrived to its end; `false` when the client left or was sent away before.
    public internal(set) var isComplete: Bool

    /// The number of the connection it came on, from 0: equal numbers mean that the client reused a connection.
    public let connection: Int

    /// The body as text, with U+FFFD in place of what is not UTF-8.
    public var text: String {
        String(decoding: self.body, as: UTF8.self)
    }

    /// Looks up a parameter of the query.
    /// - Parameter name: The decoded name.
    /// - Returns: The decoded value of the first such parameter, or `nil` when there is none.
    public func query(_ name: String) -> String? {
        self.queryItems.first { $0.name == name }?.value
    }

    /// Looks up a field of an `application/x-www-form-urlencoded` body.
    /// - Parameter name: The decoded name.
    /// - Returns: The decoded value of the first such field, or `nil` when there is none.
    public func form(_ name: String) -> String? {
        self.formItems.first { $0.name == name }?.value
    }

    /// The fields of an `application/x-www-form-urlencoded` body, decoded, in order; empty for any other body.
    public var formItems: [Item] {
        let type = HeaderValue(self.headers["Content-Type"] ?? "")
        guard type.value.matches("application/x-www-form-urlencoded") else { return [] }
        return FormDecoding.items(self.text)
    }

    /// A name and its value, both decoded.
    public struct Item: Sendable, Hashable {
        /// The decoded name.
        public var name: String

        /// The decoded value; empty when there was no `=`.
        public var value: String

        /// Creates an item to compare with.
        /// - Parameters:
        ///   - name: The decoded name.
        ///   - value: The decoded value.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }
}

/// Percent- and form-decoding as servers do it.
///
/// Source: the WHATWG URL standard, "application/x-www-form-urlencoded parsing"; `+` is a space there, also in a query.
enum FormDecoding {
    static func items(_ text: some StringProtocol) -> [ServerRequest.Item] {
        text.utf8.split(separator: UInt8(ascii: "&")).map { pair in
            let halves = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return ServerRequest.Item(
                self.decode(halves[0], plusIsSpace: true),
                halves.count > 1 ? self.decode(halves[1], plusIsSpace: true) : ""
            )
        }
    }

    /// Decodes `%XX`; a `%` without two hexadecimal digits stays as it is.
    static func decode(_ text: some Collection<UInt8>, plusIsSpace: Bool) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2)
            if byte == UInt8(ascii: "%"), digits.count == 2, digits.allSatisfy(\.isHexadecimalDigit),
                let decoded = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            {
                bytes.append(decoded)
                rest = rest.dropFirst(2)
            } else if byte == UInt8(ascii: "+"), plusIsSpace {
                bytes.append(UInt8(ascii: " "))
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var isHexadecimalDigit: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "F"),
            UInt8(ascii: "a")...UInt8(ascii: "f"):
            true
        default: false
        }
    }
}

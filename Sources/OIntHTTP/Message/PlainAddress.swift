/// An address that is written the plain way, as nearly all are, and so can be read in one pass over its bytes: nothing to
/// encode, no name of a user, no fragment, and a host in small letters.
struct PlainAddress {
    /// `http` or `https`.
    let scheme: String
    /// The host.
    let host: String
    /// The port, where one is written.
    let port: Int?

    /// Reads an address.
    /// - Parameter text: The address.
    /// - Returns: Nil for one that is not plain, which says nothing about whether it is right.
    init?(_ text: String) {
        var text = text
        let parts = text.withUTF8 { bytes -> (Bool, String, Int?)? in
            let isSecure = bytes.starts(with: "https://".utf8)
            guard isSecure || bytes.starts(with: "http://".utf8) else { return nil }
            let start = isSecure ? 8 : 7
            var end = start
            while end < bytes.count, Self.isOfHost(bytes[end]) { end += 1 }
            guard end > start else { return nil }
            let host = String(decoding: bytes[start..<end], as: UTF8.self)
            var port: Int?
            if end < bytes.count, bytes[end] == UInt8(ascii: ":") {
                end += 1
                guard let number = Self.port(bytes, &end) else { return nil }
                port = number
            }
            guard end == bytes.count || bytes[end] == UInt8(ascii: "/") || bytes[end] == UInt8(ascii: "?") else {
                return nil
            }
            return bytes[end...].allSatisfy(Self.isLiteral) ? (isSecure, host, port) : nil
        }
        guard let (isSecure, host, port) = parts else { return nil }
        scheme = isSecure ? "https" : "http"
        self.host = host
        self.port = port
    }

    private static func port(_ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> Int? {
        var number = 0
        let start = place
        while place < bytes.count, number <= 65535, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[place] {
            number = number * 10 + Int(bytes[place] - UInt8(ascii: "0"))
            place += 1
        }
        return place > start && 1...65535 ~= number ? number : nil
    }

    private static func isOfHost(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "."):
            true
        default: false
        }
    }

    /// Whether a byte stands for itself in a path or a query, by RFC 3986, section 3.3; the sign of percent does not.
    private static func isLiteral(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            // From & to ; are &'()*+,-./ and the digits with : and ; behind them.
            UInt8(ascii: "&")...UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "@"),
            UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}

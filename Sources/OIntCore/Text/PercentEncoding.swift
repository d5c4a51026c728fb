/// Percent-encoding of everything but unreserved characters, by RFC 3986, section 2.
public enum PercentEncoding {
    private static let hexDigits = Array("0123456789ABCDEF".utf8)

    /// The text as it may stand in a query item, a form field or one segment of a path.
    /// - Parameters:
    ///   - text: What to encode.
    ///   - spaceAsPlus: Whether a space becomes `+`, as forms want it.
    ///   - kept: Characters of ASCII that stay as they are besides.
    /// - Returns: The encoded text, in ASCII.
    public static func encoded(_ text: String, spaceAsPlus: Bool = false, keeping kept: String = "") -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            case UInt8(ascii: " ") where spaceAsPlus:
                bytes.append(UInt8(ascii: "+"))
            case _ where !kept.isEmpty && byte < 0x80 && kept.utf8.contains(byte):
                bytes.append(byte)
            default:
                bytes += [UInt8(ascii: "%"), hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 0xF)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension PercentEncoding {
    /// The bytes that a percent-encoded text stands for.
    /// - Parameter text: The encoded text.
    /// - Returns: The bytes, or nil when a percent sign is not followed by two hex digits.
    public static func decoded(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = text.utf8.makeIterator()
        while let byte = rest.next() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.next().flatMap({ Character(UnicodeScalar($0)).hexDigitValue }),
                let low = rest.next().flatMap({ Character(UnicodeScalar($0)).hexDigitValue })
            else { return nil }
            bytes.append(UInt8(high * 16 + low))
        }
        return bytes
    }

    /// The items of a query or a form, where a plus sign stands for a space.
    /// - Parameter query: The query, without its question mark.
    /// - Returns: Names and values in their order, decoded; an item without a value has an empty one. A percent sign that
    ///   is not followed by two hex digits leaves its text as it is.
    public static func items(in query: some StringProtocol) -> [(name: String, value: String)] {
        String(query).split(separator: "&").map { item in
            let sides = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { side in
                let text = String(side).replacing("+", with: " ")
                return decoded(text).map { String(decoding: $0, as: UTF8.self) } ?? text
            }
            return (sides[0], sides.count > 1 ? sides[1] : "")
        }
    }
}

/// Masks secrets in texts that people may see.
///
/// It masks what it was told is secret, in every spelling a request gives it, and the values of keys that hold
/// secrets in any service's replies.
public struct Redactor: Sendable {
    /// How secrets may be written: plainly, in addresses, in JSON.
    let spellings: [[UInt8]]

    /// Creates a redactor.
    /// - Parameter secrets: What to mask.
    public init(_ secrets: some Sequence<Secret>) {
        var spellings: Set<String> = []
        for secret in secrets where !secret.exposed.isEmpty {
            let text = secret.exposed
            spellings.insert(text)
            spellings.insert(PercentEncoding.encoded(text))
            spellings.insert(PercentEncoding.encoded(text, spaceAsPlus: true))
            spellings.insert(text.escapedForQuotes)
        }
        self.spellings = spellings.map { Array($0.utf8) }
    }

    /// The text with every secret masked.
    /// - Parameter text: What is about to be shown.
    /// - Returns: The text that may be shown.
    public func masked(_ text: String) -> String {
        // Bytes are compared, not characters: an accent behind a secret would make its last letter another one.
        let bytes = Array(text.utf8)
        let found = spellings.flatMap { Self.places(of: $0, in: bytes) }.sorted { $0.lowerBound < $1.lowerBound }
        var shown: [UInt8] = []
        var end = 0
        for range in found {
            // Secrets may overlap: what is left of one of them must not be shown either.
            if range.lowerBound >= end { shown += bytes[end..<range.lowerBound] + Array(Secret.mask.utf8) }
            end = max(end, range.upperBound)
        }
        return found.isEmpty ? text : String(decoding: shown + bytes[end...], as: UTF8.self)
    }

    /// Where a secret stands in a text.
    ///
    /// A very short one is found only where it stands alone: in the middle of words it would be there by chance, and
    /// masking those would make the text unreadable without protecting anything.
    package static func places(of secret: [UInt8], in bytes: [UInt8]) -> [Range<Int>] {
        let ranges = bytes.ranges(of: secret)
        guard secret.count < shortestInsideWords else { return ranges }
        return ranges.filter { range in
            let isJoinedBefore = range.lowerBound > 0 && isWordByte(bytes[range.lowerBound - 1])
            let isJoinedBehind = range.upperBound < bytes.count && isWordByte(bytes[range.upperBound])
            return !isJoinedBefore && !isJoinedBehind
        }
    }

    /// How many bytes a secret has at least that is masked inside words too.
    private static let shortestInsideWords = 6

    private static func isWordByte(_ byte: UInt8) -> Bool {
        byte >= 0x80 || Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber
    }

    /// The value with every secret masked: what was told, and what stands under a key that holds secrets.
    /// - Parameter value: What is about to be shown.
    /// - Returns: The value that may be shown.
    public func masked(_ value: JSON) -> JSON {
        switch value {
        case .string(let text): .string(masked(text))
        case .number(let number) where masked(number.text) != number.text: .string(masked(number.text))
        case .array(let elements): .array(elements.map { masked($0) })
        case .object(let object):
            .object(
                JSONObject(
                    object.map { member in
                        let hides = Self.holdsSecret(member.key) && member.value.object == nil && !member.value.isNull
                        return (masked(member.key), hides ? .string(Secret.mask) : masked(member.value))
                    }))
        default: value
        }
    }

    /// Whether the value under a key is a secret, to judge by the key's name.
    /// - Parameter key: The name of a member, a form field, a query item or a header.
    /// - Returns: Whether its value should be masked.
    public static func holdsSecret(_ key: String) -> Bool {
        let letters = key.lowercased().filter(\.isLetter)
        return secretKeys.contains(letters) || secretEndings.contains { letters.hasSuffix($0) }
    }

    private static let secretKeys: Set<String> = [
        "auth", "authorization", "proxyauthorization", "cookie", "setcookie", "sid", "code",
    ]
    private static let secretEndings = [
        "token", "secret", "password", "passwd", "passphrase", "apikey", "privatekey", "accesskey", "secretkey",
    ]
}

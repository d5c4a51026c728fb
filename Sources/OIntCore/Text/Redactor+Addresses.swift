extension Redactor {
    /// Secrets that stand in a text by the way addresses are written: user and password in front of a host, and query
    /// items whose names say that they are secret.
    ///
    /// The text need not be an address; what looks like one is enough.
    /// - Parameter text: What somebody typed.
    /// - Returns: Each secret as it is written.
    public static func credentials(in text: String) -> [Secret] {
        credentialRanges(in: text).map { Secret(String(text[$0])) }
    }

    /// The text with such secrets masked.
    /// - Parameter text: What is about to be shown.
    /// - Returns: The text that may be shown.
    public static func withoutCredentials(_ text: String) -> String {
        var shown = ""
        var end = text.startIndex
        for range in credentialRanges(in: text) {
            shown += text[end..<range.lowerBound] + Secret.mask
            end = range.upperBound
        }
        return shown + text[end...]
    }

    /// The texts in a JSON value that stand under a key which says that they are secret.
    ///
    /// `code` does not: it is that of an error, a country or a currency more often.
    /// - Parameter value: The value.
    /// - Returns: The texts.
    public static func secrets(in value: JSON) -> [Secret] {
        switch value {
        case .array(let elements): elements.flatMap { secrets(in: $0) }
        case .object(let object):
            object.flatMap { member -> [Secret] in
                guard holdsSecret(member.key), member.key.lowercased() != "code", let text = member.value.string
                else { return secrets(in: member.value) }
                return text.isEmpty ? [] : [Secret(text)]
            }
        default: []
        }
    }

    private static func credentialRanges(in text: String) -> [Range<String.Index>] {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "=") }) else { return [] }
        return text.split(whereSeparator: \.isWhitespace).flatMap { word in
            userRange(in: word).map { [$0] + queryRanges(in: word[$0.upperBound...]) } ?? queryRanges(in: word)
        }
    }

    /// User and password in front of a host.
    private static func userRange(in word: Substring) -> Range<String.Index>? {
        let start = word.firstRange(of: "://")?.upperBound ?? word.startIndex
        guard let mark = word[start...].lastIndex(of: "@"), start < mark else { return nil }
        // A name alone is no secret, as in an address for mail; in front of a host it may be a key.
        guard start > word.startIndex || word[start..<mark].contains(":") else { return nil }
        return start..<mark
    }

    /// The values of query items whose names say that they are secret.
    private static func queryRanges(in word: Substring) -> [Range<String.Index>] {
        guard let mark = word.firstIndex(of: "?") else { return [] }
        return word[word.index(after: mark)...].split { "&;#".contains($0) }.compactMap { item in
            guard let equals = item.firstIndex(of: "="), holdsSecret(String(item[..<equals])) else { return nil }
            let value = item.index(after: equals)..<item.endIndex
            return value.isEmpty ? nil : value
        }
    }
}

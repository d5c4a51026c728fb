import OIntCore

/// The name of a profile: a set of settings and secrets that belong together.
package struct ProfileName: Sendable, Hashable, CustomStringConvertible {
    /// The name.
    package let description: String

    /// The profile that is in force when none is named.
    package static let fallback = ProfileName(unchecked: "default")

    private init(unchecked name: String) { description = name }

    /// Checks a name.
    /// - Parameter name: The name; letters, digits, `-` and `_`, at most 64 of them.
    /// - Throws: `UsageError` when it can't be one.
    package init(_ name: String) throws(UsageError) {
        let isPlain = name.utf8.allSatisfy { byte in
            let character = Character(UnicodeScalar(byte))
            return character.isASCII && (character.isLetter || character.isNumber || byte == 0x2D || byte == 0x5F)
        }
        guard isPlain, (1...64).contains(name.utf8.count) else {
            throw UsageError(
                "a profile's name has letters, digits, - and _, and not more than 64 of them: \(Quote.short(name)) is none"
            )
        }
        description = name
    }
}

import OIntCore

/// The form of a bot's token: the bot's number, a colon, and letters, digits, `_` and `-`.
///
/// The token is a part of the address of every request. What can't be one must not get there: a slash or a line break
/// would make another address of it.
///
/// Source: https://core.telegram.org/bots/api#authorizing-your-bot
enum BotToken {
    /// Checks the form.
    /// - Parameter token: The token.
    /// - Throws: `UsageError` when it can't be one; the text itself is not told.
    static func check(_ token: Secret) throws(UsageError) {
        let bytes = Array(token.exposed.utf8)
        let number = bytes.prefix { $0 != UInt8(ascii: ":") }
        let code = bytes.dropFirst(number.count + 1)
        guard !number.isEmpty, number.allSatisfy(isDigit), !code.isEmpty, code.allSatisfy(isCodeByte) else {
            throw UsageError([
                .unreadable(
                    option: "token",
                    reason: """
                        is no token of a bot: one is a number, a colon, and letters, digits, _ and -, as BotFather \
                        gives it
                        """)
            ])
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isCodeByte(_ byte: UInt8) -> Bool {
        let character = Character(UnicodeScalar(byte))
        return character.isASCII && (character.isLetter || isDigit(byte) || character == "_" || character == "-")
    }
}

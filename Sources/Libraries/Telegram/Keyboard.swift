import OIntCore

extension Telegram {
    /// A keyboard whose buttons send their own titles.
    enum Keyboard {
        /// Lays out a keyboard.
        ///
        /// Telegram takes no notice of fields that a keyboard of the kind does not have; they are a part of what is
        /// published about this library.
        ///
        /// Source: https://core.telegram.org/bots/api#inlinekeyboardmarkup
        /// - Parameters:
        ///   - titles: The titles of the buttons.
        ///   - isInline: Whether it belongs under a message, rather than in place of the letters.
        ///   - isColumn: Whether each button has a row of its own.
        /// - Returns: The keyboard.
        static func laidOut(_ titles: [String], isInline: Bool, isColumn: Bool) -> JSON {
            let buttons = titles.map { title -> JSON in
                ["text": .string(title), "callback_data": .string(title)]
            }
            let rows: [JSON] = isColumn ? buttons.map { [$0] } : [.array(buttons)]
            return isInline
                ? ["inline_keyboard": .array(rows), "rows": 1] : ["keyboard": .array(rows), "resize_keyboard": true]
        }
    }
}

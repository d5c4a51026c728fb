import OIntCore

extension Telegram {
    /// What is done with a text whose markup Telegram can't read.
    public enum MarkupFallback: String, OptionChoice {
        /// It is sent without markup, as it was given.
        case plain

        /// The value has no role.
        public static var optionRoles: OptionRoles { [] }
    }

    /// Sends a text, and once more without markup where Telegram can't read that and the caller wants it so.
    ///
    /// A text that is refused for its markup was not sent.
    func sending(
        _ text: FormattedText?, _ fallback: MarkupFallback?, _ send: (FormattedText?) async throws -> JSON
    ) async throws -> JSON {
        do {
            return try await send(text)
        } catch let refusal as ServiceError {
            guard fallback == .plain, let text, text.hasMarkup, Refusal.isForMarkup(refusal) else { throw refusal }
            return try await send(text.plain)
        }
    }
}

import OIntCore
import OIntHTTP

extension Telegram {
    /// Where the Bot API is reached: Telegram's own server, or one that somebody runs.
    ///
    /// Source: https://core.telegram.org/bots/api#using-a-local-bot-api-server
    public struct Server: Sendable, Hashable {
        /// The address up to where `/bot` and the token follow, without a slash at its end.
        let base: String

        private init(base: String) { self.base = base }

        /// Telegram's own server.
        public static let telegram = Server(base: "https://api.telegram.org")

        /// Reads an address.
        /// - Parameter text: An http or https address, with or without a path; https where no scheme is written.
        /// - Throws: `OptionError` when the text is no address, or holds more than one.
        public init(_ text: String) throws(OptionError) {
            let trimmed = text.trimmed
            let mark = "://"
            let absolute = trimmed.contains(mark) ? trimmed : "https://" + trimmed
            guard !trimmed.contains(where: { $0.isWhitespace || "?#@".contains($0) }),
                let address = Address(absolute), let start = absolute.firstRange(of: mark)?.upperBound
            else { throw Self.unreadable }
            let segments = absolute[start...].split(separator: "/")
            guard let authority = segments.first, authority.last != ":" else { throw Self.unreadable }
            // A token has a colon in it, and this value is shown where a token must not be.
            guard !segments.dropFirst().contains(where: { $0.contains(":") }) else {
                throw OptionError("takes the address of a server alone: leave out /bot, the token and what follows")
            }
            base = address.scheme + mark + segments.joined(separator: "/")
        }

        private static let unreadable = OptionError(
            "takes the address of a Bot API server, such as http://localhost:8081")
    }
}

extension Telegram.Server: OptionValue {
    /// An address is typed as text.
    public static var optionKind: OptionKind { .text }

    /// The server that gets the token.
    public static var optionRoles: OptionRoles { .destination }

    /// Reads an address.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        try self.init(inputs.single().text)
    }

    /// The server.
    public var destinations: [Destination] { Destination(address: base).map { [$0] } ?? [] }

    /// The address.
    public var optionText: String { base }
}

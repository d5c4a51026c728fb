import OIntCore
import OIntHTTP

extension Ollama {
    /// The address of an Ollama server.
    ///
    /// Ollama itself writes it as `127.0.0.1:11434`, and speaks plain HTTP there: where no scheme is given, http is meant for
    /// this machine and for Ollama's own port. An address that ends in `/api` or `/v1` is that of the server before it.
    public struct ServerAddress: Sendable, Hashable {
        /// The address that `/api` is below.
        let base: BaseURL

        /// Reads an address.
        /// - Parameter text: The address.
        /// - Throws: `OptionError` when it is none.
        public init(_ text: String) throws(OptionError) {
            let trimmed = text.trimmed
            let authority = trimmed.prefix { $0 != "/" }
            let host = authority.prefix { $0 != ":" }.lowercased()
            let isPlain = authority.hasSuffix(":11434") || host == "localhost" || host.hasPrefix("127.")
            let hasScheme = trimmed.contains("://")
            let address = try BaseURL(
                (isPlain && !hasScheme ? "http://" : "") + trimmed, example: "http://localhost:11434")
            self.init(address)
        }

        private init(_ address: BaseURL) {
            let segments = address.segments
            let isBelow = ["api", "v1"].contains(segments.last)
            base = isBelow ? address.keeping(segments.count - 1) : address
        }
    }
}

extension Ollama.ServerAddress: ExpressibleByStringLiteral {
    /// An address that the source code names.
    public init(stringLiteral text: String) { self.init(BaseURL(stringLiteral: text)) }
}

extension Ollama.ServerAddress: OptionValue {
    /// An address is typed as text.
    public static var optionKind: OptionKind { .text }

    /// The place that gets what is sent.
    public static var optionRoles: OptionRoles { .destination }

    /// The place that the address names.
    public var destinations: [Destination] { base.destinations }

    /// Reads an address.
    public init(option inputs: [OptionInput]) throws(OptionError) { try self.init(inputs.single().text) }

    /// The address.
    public var optionText: String { base.text }
}

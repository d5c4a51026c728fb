import OIntCore
import OIntHTTP

extension Web {
    /// Where a request goes; user and password may stand in front of the host.
    public struct WebAddress: Sendable, Hashable {
        /// The address, without user and password.
        let address: Address
        /// What stood in front of the host.
        let credentials: UserPassword?

        /// Reads an address.
        /// - Parameter text: An http or https address: `https://api.example.com/v1?limit=10`.
        /// - Throws: `OptionError` when it is none.
        public init(_ text: String) throws(OptionError) {
            let (bare, userInfo) = Self.parts(of: text)
            guard let address = Address(bare) else {
                let proposal = Address("https://\(bare)")
                let hint =
                    text.contains("://") || userInfo != nil
                    ? nil : proposal.map { "; did you mean \(Redactor.withoutCredentials($0.text))?" }
                if let problem = Address.problem(withHostOf: bare) { throw OptionError("can't be used: \(problem)") }
                // What can't be taken apart may hold a password.
                let shown = userInfo == nil && !text.contains("@") ? ", not \(Quote.short(text))" : ""
                throw OptionError("takes an address such as https://api.example.com/v1\(shown)\(hint ?? "")")
            }
            self.address = address
            credentials = userInfo.map { UserPassword(encoded: $0) }
        }

        /// Takes user and password out of an address.
        private static func parts(of text: String) -> (bare: String, userInfo: Substring?) {
            guard let start = text.firstRange(of: "://")?.upperBound else { return (text, nil) }
            let authority = text[start...].prefix { !"/?#".contains($0) }
            guard let mark = authority.lastIndex(of: "@") else { return (text, nil) }
            return (text[..<start] + String(text[text.index(after: mark)...]), authority[..<mark])
        }
    }
}

extension Web.WebAddress: OptionValue {
    /// An address is text.
    public static var optionKind: OptionKind { .text }

    /// Where the request goes.
    public static var optionRoles: OptionRoles { .destination }

    /// Reads an address.
    public init(option inputs: [OptionInput]) throws(OptionError) { try self.init(inputs.single().text.trimmed) }

    /// The address, without user and password.
    public var optionText: String { address.text }

    /// The server.
    public var destinations: [Destination] {
        [Destination(scheme: address.scheme, host: address.host, port: address.port)]
    }

    /// The password.
    public var secrets: [Secret] { credentials?.secrets ?? [] }
}

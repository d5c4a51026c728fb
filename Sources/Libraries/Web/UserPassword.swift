import OIntCore

extension Web {
    /// A user's name and password.
    public struct UserPassword: Sendable, Hashable {
        /// The name.
        public let user: String
        /// The password.
        public let password: Secret

        /// Joins a name and a password.
        /// - Parameters:
        ///   - user: The name; without a colon.
        ///   - password: The password.
        /// - Throws: `OptionError` when there is a colon in the name.
        public init(user: String, password: Secret) throws(OptionError) {
            guard !user.contains(":") else { throw OptionError("has a user with a colon in the name") }
            self.user = user
            self.password = password
        }

        /// Reads what stands in front of the host of an address.
        init(encoded text: Substring) {
            let sides = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            user = Self.decoded(sides[0])
            password = Secret(sides.count > 1 ? Self.decoded(sides[1]) : "")
        }

        private static func decoded(_ text: Substring) -> String {
            PercentEncoding.decoded(String(text)).map { String(decoding: $0, as: UTF8.self) } ?? String(text)
        }

        /// Name and password, joined by a colon.
        var joined: Secret { Secret("\(user):\(password.exposed)") }

        /// The value of the header `Authorization`.
        ///
        /// Source: https://www.rfc-editor.org/rfc/rfc7617
        var header: String { "Basic \(Base64.encoded(joined.exposed.utf8))" }
    }
}

extension Web.UserPassword: OptionValue {
    /// Name and password are a secret together.
    public static var optionKind: OptionKind { .secret }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads `user:password`.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let text = try Secret(option: inputs).exposed
        guard let colon = text.firstIndex(of: ":") else {
            throw OptionError("takes user:password, with a colon between them")
        }
        try self.init(user: String(text[..<colon]), password: Secret(String(text[text.index(after: colon)...])))
    }

    /// The mask, never the text.
    public var optionText: String { Secret.mask }

    /// Name and password together, the password, and both as they are sent; a lone name is a key that some services give.
    public var secrets: [Secret] {
        let single = password.exposed.isEmpty ? Secret(user) : password
        return [joined, single, Secret(Base64.encoded(joined.exposed.utf8))]
    }
}

import OIntCore

extension Request {
    /// The method of a request: what the service is to do with what the address names.
    ///
    /// Source: https://www.rfc-editor.org/rfc/rfc9110#section-9
    public struct Method: RawRepresentable, Sendable, Hashable {
        /// The method's name, as it is sent.
        public let rawValue: String

        /// A method of any name.
        /// - Parameter rawValue: The name, as it is sent; case matters.
        /// - Returns: Nil when no method can have that name.
        public init?(rawValue: String) {
            guard HeaderField.isName(rawValue) else { return nil }
            self.init(name: rawValue)
        }

        private init(name: String) { rawValue = name }

        /// Fetches.
        public static let get = Method(name: "GET")
        /// Fetches the head of an answer only.
        public static let head = Method(name: "HEAD")
        /// Sends something to be processed.
        public static let post = Method(name: "POST")
        /// Puts something in place.
        public static let put = Method(name: "PUT")
        /// Changes a part of something.
        public static let patch = Method(name: "PATCH")
        /// Removes something.
        public static let delete = Method(name: "DELETE")
        /// Asks what is possible.
        public static let options = Method(name: "OPTIONS")

        /// Whether doing it twice is the same as doing it once, by RFC 9110, section 9.2.2; of methods that are not
        /// listed here nobody knows.
        public var isIdempotent: Bool { [.get, .head, .put, .delete, .options].contains(self) }
    }
}

extension Request.Method: CaseIterable {
    /// The methods that have names here.
    public static let allCases: [Request.Method] = [.get, .head, .post, .put, .patch, .delete, .options]
}

extension HeaderField {
    /// Whether a text can be the name of a header, or of a method: a token by RFC 9110, section 5.6.2.
    package static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                let character = Character(UnicodeScalar(byte))
                return byte < 0x80
                    && (character.isLetter || character.isNumber || "!#$%&'*+-.^_`|~".contains(character))
            }
    }

    /// Whether a text can be the value of a header: no line break, no other control character but a tab.
    package static func isValue(_ text: String) -> Bool {
        !text.unicodeScalars.contains { ($0.value < 0x20 && $0 != "\t") || $0.value == 0x7F }
    }
}

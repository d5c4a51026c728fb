import OIntCore

extension Ntfy {
    /// The name of a topic.
    ///
    /// Source: https://docs.ntfy.sh/publish/#public-topics
    public struct Topic: Sendable, Hashable, ExpressibleByStringLiteral {
        /// The name.
        public let text: String

        /// Takes a name that the source code holds; the server judges it.
        public init(stringLiteral text: String) { self.text = text }

        /// Reads a name.
        /// - Parameter text: Up to 64 letters, digits, `-` and `_`.
        /// - Throws: `OptionError` when the text can't be the name of a topic.
        public init(_ text: String) throws(OptionError) {
            let name = text.trimmed
            guard (1...64).contains(name.utf8.count), name.utf8.allSatisfy(Self.isAllowed) else {
                throw OptionError(
                    "takes the name of a topic, of up to 64 letters, digits, - and _, not \(Quote.short(name))")
            }
            guard !Self.reserved.contains(name) else {
                throw OptionError("can't be \(name), which is a page of the server; choose another name")
            }
            self.text = name
        }

        /// Names that lead to pages of the server itself.
        private static let reserved: Set = [
            "docs", "static", "file", "app", "metrics", "account", "settings", "signup", "login", "v1",
        ]

        private static func isAllowed(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }

    /// The names of one or more topics that are read together.
    ///
    /// Source: https://docs.ntfy.sh/subscribe/api/#subscribe-to-multiple-topics
    public struct Topics: Sendable, Hashable, ExpressibleByStringLiteral {
        /// The names with commas between them.
        public let text: String

        /// Takes names that the source code holds; the server judges them.
        public init(stringLiteral text: String) { self.text = text }
    }
}

extension Ntfy.Topic: OptionValue {
    /// A name is typed as text.
    public static var optionKind: OptionKind { .text }
    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }
    /// Reads a name.
    public init(option inputs: [OptionInput]) throws(OptionError) { try self.init(inputs.single().text) }
    /// The name.
    public var optionText: String { text }
}

extension Ntfy.Topics: OptionValue {
    /// Names are typed as one text.
    public static var optionKind: OptionKind { .text }
    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }
    /// Reads names with commas between them.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        var names: [String] = []
        for name in try inputs.single().text.split(separator: ",", omittingEmptySubsequences: false) {
            names.append(try Ntfy.Topic(String(name)).text)
        }
        text = names.joined(separator: ",")
    }
    /// The names with commas between them.
    public var optionText: String { text }
}

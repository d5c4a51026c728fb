extension JSONParsingError {
    /// What is wrong with a document.
    public struct Reason: Sendable, Hashable, CustomStringConvertible {
        private enum Kind: Sendable, Hashable {
            case emptyInput
            case valueExpected
            case quotesExpected
            case keyExpected
            case colonExpected
            case commaOrBraceExpected
            case commaOrBracketExpected
            case trailingComma
            case trailingContent
            case digitExpected
            case leadingZero
            case controlCharacter
            case unknownEscape
            case hexadecimalDigitsExpected
            case unterminatedText
            case invalidUTF8
            case tooDeep
            case duplicateKey
        }

        /// What a message adds to the reason.
        enum Detail {
            case none
            case character
            case byte
            case limit
        }

        private let kind: Kind

        /// There is nothing but white space.
        public static var emptyInput: Self { Self(kind: .emptyInput) }
        /// Something else stands where a value must.
        public static var valueExpected: Self { Self(kind: .valueExpected) }
        /// A word other than `true`, `false` and `null` stands where a value must.
        public static var quotesExpected: Self { Self(kind: .quotesExpected) }
        /// Something else stands where the key of a member must.
        public static var keyExpected: Self { Self(kind: .keyExpected) }
        /// The colon between key and value is missing.
        public static var colonExpected: Self { Self(kind: .colonExpected) }
        /// Neither a comma nor a closing brace follows the member of an object.
        public static var commaOrBraceExpected: Self { Self(kind: .commaOrBraceExpected) }
        /// Neither a comma nor a closing bracket follows the element of a list.
        public static var commaOrBracketExpected: Self { Self(kind: .commaOrBracketExpected) }
        /// A comma stands before a closing bracket or brace.
        public static var trailingComma: Self { Self(kind: .trailingComma) }
        /// Something follows the value.
        public static var trailingContent: Self { Self(kind: .trailingContent) }
        /// A number lacks digits after its sign, point or exponent mark.
        public static var digitExpected: Self { Self(kind: .digitExpected) }
        /// A number begins with a zero and goes on.
        public static var leadingZero: Self { Self(kind: .leadingZero) }
        /// A text holds a control character that is not escaped.
        public static var controlCharacter: Self { Self(kind: .controlCharacter) }
        /// A text holds a backslash with something JSON does not know after it.
        public static var unknownEscape: Self { Self(kind: .unknownEscape) }
        /// The four hexadecimal digits after `\u` are not all there.
        public static var hexadecimalDigitsExpected: Self { Self(kind: .hexadecimalDigitsExpected) }
        /// A text has no closing quote; the place is that of the opening one.
        public static var unterminatedText: Self { Self(kind: .unterminatedText) }
        /// The bytes are no UTF-8: another encoding, a cut character, or no text at all.
        public static var invalidUTF8: Self { Self(kind: .invalidUTF8) }
        /// More lists and objects are open than ``JSONParsingOptions/maximumDepth`` allows.
        public static var tooDeep: Self { Self(kind: .tooDeep) }
        /// An object has the same key twice, and ``JSONParsingOptions/duplicateKeys`` refuses that.
        public static var duplicateKey: Self { Self(kind: .duplicateKey) }

        /// The reason as part of a sentence.
        public var description: String {
            switch kind {
            case .emptyInput: "the input is empty, a JSON value is expected"
            case .valueExpected: "a value is expected here"
            case .quotesExpected: "a text must stand in quotes; only true, false and null are words"
            case .keyExpected: "a key in quotes is expected here"
            case .colonExpected: "a colon is expected after the key"
            case .commaOrBraceExpected: "a comma or } is expected here"
            case .commaOrBracketExpected: "a comma or ] is expected here"
            case .trailingComma: "another item is expected after the comma"
            case .trailingContent: "the value is complete, nothing may follow it"
            case .digitExpected: "a digit is expected here"
            case .leadingZero: "a number must not begin with 0 and another digit"
            case .controlCharacter: "a control character in a text must be escaped"
            case .unknownEscape: "only \" \\ / b f n r t u may follow a backslash"
            case .hexadecimalDigitsExpected: "four hexadecimal digits are expected after \\u"
            case .unterminatedText: "the text that begins here has no closing quote"
            case .invalidUTF8: "this is no UTF-8"
            case .tooDeep: "too many lists and objects lie in one another"
            case .duplicateKey: "the object has this key already"
            }
        }

        var detail: Detail {
            switch kind {
            case .emptyInput, .unterminatedText, .duplicateKey: .none
            case .tooDeep: .limit
            case .invalidUTF8: .byte
            default: .character
            }
        }
    }
}

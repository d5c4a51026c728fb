/// Header fields in the order of the wire, duplicates kept, with names compared regardless of case.
public struct ServerHeaders: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    /// One header field.
    public struct Field: Sendable, Hashable {
        /// The name as it was written.
        public var name: String

        /// The value, without surrounding white space.
        public var value: String

        /// Creates a field.
        /// - Parameters:
        ///   - name: The name as it shall be written.
        ///   - value: The value, without a line break.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The fields in order.
    public var fields: [Field]

    /// Creates a list of header fields.
    /// - Parameter fields: The fields in order; a name may occur more than once.
    public init(_ fields: [Field] = []) {
        self.fields = fields
    }

    /// Creates a list from a literal such as `["Set-Cookie": "a=1", "Set-Cookie": "b=2"]`; duplicates are kept.
    /// - Parameter elements: Names and values in order.
    public init(dictionaryLiteral elements: (String, String)...) {
        self.fields = elements.map { Field(name: $0.0, value: $0.1) }
    }

    /// The first value of a name, or `nil` when there is none.
    /// - Parameter name: The name, in any case.
    public subscript(name: String) -> String? {
        self.fields.first { $0.name.matches(name) }?.value
    }

    /// Finds every value of a name.
    /// - Parameter name: The name, in any case.
    /// - Returns: The values in order, one a field; lists within a field are not split.
    public func values(of name: String) -> [String] {
        self.fields.filter { $0.name.matches(name) }.map(\.value)
    }

    /// Appends a field, whether or not the name is there already.
    /// - Parameters:
    ///   - name: The name as it shall be written.
    ///   - value: The value, without a line break.
    public mutating func append(_ name: String, _ value: String) {
        self.fields.append(Field(name: name, value: value))
    }
}

extension String {
    /// Compares ASCII text regardless of case, without making copies.
    func matches(_ other: String) -> Bool {
        self.utf8.count == other.utf8.count
            && zip(self.utf8, other.utf8).allSatisfy { $0.asciiLowercased == $1.asciiLowercased }
    }
}

extension UInt8 {
    var asciiLowercased: UInt8 {
        (0x41...0x5A).contains(self) ? self | 0x20 : self
    }
}

/// The members of a JSON object, in the order they were written.
///
/// Equal keys are kept side by side, as they came; looking a key up gives the last of them, which is what
/// most readers of JSON take to be meant. Two objects are equal when they have equal members in the same order.
public struct JSONObject: Sendable, Hashable {
    /// One key with its value.
    public struct Member: Sendable, Hashable {
        /// The key, without its escapes.
        public var key: String
        /// The value that stands under the key.
        public var value: JSON

        /// Creates a member.
        ///
        /// - Parameters:
        ///   - key: The key, without escapes.
        ///   - value: The value that stands under it.
        public init(key: String, value: JSON) {
            self.key = key
            self.value = value
        }
    }

    var members: [Member]

    /// Creates an object without members.
    public init() { members = [] }

    /// Creates an object from members, keeping their order and equal keys.
    ///
    /// - Parameter members: The members in their order.
    public init(members: [Member]) { self.members = members }

    /// Creates an object from pairs, keeping their order and equal keys.
    ///
    /// - Parameter pairs: Keys, without escapes, with their values.
    public init(_ pairs: some Sequence<(String, JSON)>) {
        members = pairs.map { Member(key: $0.0, value: $0.1) }
    }

    /// The value under a key; the last one where the key stands more than once.
    ///
    /// Setting replaces the last member of that key in its place, or appends a new one; setting nil removes
    /// every member of that key. A look-up goes through the members one by one.
    ///
    /// - Parameter key: The key, without escapes; compared as Swift compares strings.
    public subscript(key: String) -> JSON? {
        get { members.last { $0.key == key }?.value }
        set {
            guard let newValue else { return members.removeAll { $0.key == key } }
            if let index = members.lastIndex(where: { $0.key == key }) {
                members[index].value = newValue
            } else {
                append(key, newValue)
            }
        }
    }

    /// Adds a member at the end, even where the key stands already.
    ///
    /// - Parameters:
    ///   - key: The key, without escapes.
    ///   - value: The value that stands under it.
    public mutating func append(_ key: String, _ value: JSON) {
        members.append(Member(key: key, value: value))
    }

    /// The keys in their order, equal ones included.
    public var keys: [String] { members.map(\.key) }
}

extension JSONObject: RandomAccessCollection {
    /// The position of the first member: 0.
    public var startIndex: Int { members.startIndex }

    /// The position after the last member.
    public var endIndex: Int { members.endIndex }

    /// The member at a position.
    ///
    /// - Parameter position: The position, counted from 0; it must lie within the object.
    public subscript(position: Int) -> Member { members[position] }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// Creates an object from its members, keeping their order and equal keys.
    public init(dictionaryLiteral elements: (String, JSON)...) { self.init(elements) }
}

import OIntCore

/// Values that whoever starts the server gives names to, so that an agent can use them without knowing them.
package struct Variables: Sendable {
    private static let mark = "@@"
    private let values: JSONObject

    /// Creates variables.
    /// - Parameter configuration: An object whose member `vars` holds the values by name.
    /// - Throws: `UsageError` when it is no such object.
    package init(_ configuration: JSON = [:]) throws(UsageError) {
        guard let object = configuration.object, let values = object["vars"].map(\.object) ?? [:] else {
            throw UsageError("the configuration has to be an object such as {\"vars\": {\"Name\": \"value\"}}")
        }
        self.values = values
    }

    /// The names as an agent writes them.
    var names: [String] { values.keys.map { Self.mark + $0 } }

    /// The values, which must not be shown.
    var secrets: [Secret] {
        values.flatMap { Self.texts(in: $0.value) }.filter { !$0.isEmpty }.map { Secret($0) }
    }

    /// A value with names replaced by what they stand for, wherever a text is nothing but a name.
    /// - Parameter value: What an agent gave.
    /// - Returns: What is meant.
    /// - Throws: `UsageError` when there is no variable of a name.
    func replaced(in value: JSON) throws(UsageError) -> JSON {
        switch value {
        case .string(let text) where text.hasPrefix(Self.mark) && text.count > Self.mark.count:
            guard let found = values[String(text.dropFirst(Self.mark.count))] else {
                // A text may well begin like this where there are no variables at all.
                if values.isEmpty { return value }
                let nearest = Suggestion.nearest(to: text, among: names).map { ", did you mean \($0)?" } ?? ""
                throw UsageError("there is no variable \(Quote.short(text))\(nearest)")
            }
            return found
        case .array(let elements):
            var replaced: [JSON] = []
            for element in elements { replaced.append(try self.replaced(in: element)) }
            return .array(replaced)
        case .object(let object):
            var replaced = JSONObject()
            for member in object { replaced.append(member.key, try self.replaced(in: member.value)) }
            return .object(replaced)
        default:
            return value
        }
    }

    private static func texts(in value: JSON) -> [String] {
        switch value {
        case .string(let text): [text]
        case .number(let number): [number.text]
        case .array(let elements): elements.flatMap { texts(in: $0) }
        case .object(let object): object.flatMap { texts(in: $0.value) }
        case .null, .bool: []
        }
    }
}

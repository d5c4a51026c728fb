/// The rows in a value: what a table has lines for.
///
/// The rule has three steps, and looks at names and shapes only, never at how many rows there are:
///
/// 1. The payload. The given path is followed as far as it exists. Without a path, a member `result` that holds an
///    object or a list is the payload: the name JSON-RPC 2.0 gave it, and many services after it.
/// 2. One wrapper. Where the payload is an object whose only member holds an object or a list
///    (`{"tasks": […]}`), that member takes its place. This is done once.
/// 3. A list is its own rows; anything else is one row.
package struct Rows: Sendable, Equatable {
    /// The rows in their order.
    package var elements: [JSON]
    /// Whether the value held one object or scalar instead of a list.
    package var isSingle: Bool

    /// Finds the rows of a value.
    ///
    /// - Parameters:
    ///   - value: A reply, or one page of it.
    ///   - payload: Keys that lead from the top of the value to what was asked for, outermost first; a key that is
    ///     missing ends the way there.
    /// - Returns: The elements of the list found, or what was found as the only row.
    package static func find(in value: JSON, payload: [String] = []) -> Rows {
        var found = value
        if payload.isEmpty {
            if let result = value["result"], result.isContainer { found = result }
        } else {
            for key in payload {
                guard let next = found[key] else { break }
                found = next
            }
        }
        if let object = found.object, object.count == 1, let only = object.first?.value, only.isContainer {
            found = only
        }
        return switch found {
        case .array(let elements): Rows(elements: elements, isSingle: false)
        default: Rows(elements: [found], isSingle: true)
        }
    }

    /// The rows as a table lists them: a single object as a row of `key` and `value` for each member.
    package var asListing: [JSON] {
        guard isSingle, let object = elements.first?.object else { return elements }
        return object.map { ["key": .string($0.key), "value": $0.value] }
    }
}

extension JSON {
    /// Whether the value is a list or an object.
    package var isContainer: Bool {
        switch self {
        case .array, .object: true
        case .null, .bool, .number, .string: false
        }
    }
}

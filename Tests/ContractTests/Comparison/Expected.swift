import OIntCore

/// What a value in a request has to be.
indirect enum Expected: Sendable {
    /// This value, with the same keys in the same order.
    case exactly(JSON)
    /// This text, or the number that is written like it.
    ///
    /// Services take ids and numbers as either, so a text and a number are the same when their characters are. It holds
    /// for single values only, not inside of what a caller hands over as JSON.
    case text(String)
    /// A list of such values.
    case list([Expected])
    /// These members in this order.
    case object([(key: String, value: Expected)])

    /// How a value differs; empty when it does not.
    /// - Parameters:
    ///   - value: The value in the request.
    ///   - place: Where it stands, for messages.
    func differences(from value: JSON, at place: String) -> [String] {
        // In forms, headers and queries everything travels as a text.
        let isText = ["form.", "headers.", "query."].contains { place.hasPrefix($0) }
        let value = isText ? value.string.flatMap { text in parsed(text) } ?? value : value
        switch self {
        case .exactly(let expected):
            return expected == value ? [] : ["\(place) is \(value.shortened), expected \(expected.shortened)"]
        case .text(let expected):
            let text = value.string ?? value.number?.text
            return text == expected
                ? [] : ["\(place) is \(value.shortened), expected \(JSON.string(expected).shortened)"]
        case .list(let expected):
            guard let elements = value.array else { return ["\(place) is \(value.shortened), expected a list"] }
            guard elements.count == expected.count else {
                return ["\(place) has \(elements.count) elements, expected \(expected.count)"]
            }
            return zip(expected, elements).enumerated().flatMap { index, pair in
                pair.0.differences(from: pair.1, at: "\(place)[\(index)]")
            }
        case .object(let expected):
            guard let object = value.object else { return ["\(place) is \(value.shortened), expected an object"] }
            return Self.differences(expected, object, place)
        }
    }

    /// A text as the list or object that is expected; nil where none is.
    private func parsed(_ text: String) -> JSON? {
        switch self {
        case .list, .object: try? JSON(parsing: text)
        case .exactly(let expected) where expected.string == nil: try? JSON(parsing: text)
        case .exactly, .text: nil
        }
    }

    private static func differences(
        _ expected: [(key: String, value: Expected)], _ object: JSONObject, _ place: String
    ) -> [String] {
        let keys = expected.map(\.key)
        var problems = keys.filter { !object.keys.contains($0) }.map { "\(place).\($0) is missing" }
        problems += object.keys.filter { !keys.contains($0) }.map { "\(place).\($0) is not expected" }
        if Set(object.keys).count != object.count { problems.append("\(place) holds a key twice: \(object.keys)") }
        // The order of headers means nothing.
        if problems.isEmpty, keys != object.keys, place != "headers" {
            problems.append("\(place) has its keys in the order \(object.keys), expected \(keys)")
        }
        for (key, value) in expected {
            if let member = object[key] { problems += value.differences(from: member, at: "\(place).\(key)") }
        }
        return problems
    }
}

extension JSON {
    /// The value as compact JSON, cut where it is long.
    var shortened: String {
        let text = text(.compact)
        return text.count > 160 ? text.prefix(160) + "…" : text
    }
}

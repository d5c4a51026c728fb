import OIntCore

/// One difference between a request in the catalogue and the request that is really expected.
///
/// Places are written as keys with dots between them, beginning at the request: `http`, `query.auth`,
/// `json.fields.TITLE`.
struct Change: Sendable, CustomStringConvertible {
    private enum Kind: Sendable {
        /// What stands in one place belongs into another; beside its old place it is only renamed, and moved from a
        /// place to the same it comes last.
        case move(from: [String], to: [String])
        /// Something else stands in a place.
        case set([String], JSON)
        /// Something stands in a place where nothing stood.
        case add([String], JSON)
        /// Nothing stands in a place.
        case drop([String])
    }

    /// The round it concerns; nil for every one.
    let round: String?
    /// Which of a method's requests differs, counted from 0.
    private let step: Int
    let description: String
    private let kind: Kind
    /// The key in front of which a new member belongs; nil puts it at the end.
    private let successor: String?

    init(_ record: Record) throws {
        try record.allow("round", "step", "move", "set", "add", "drop", "to", "before")
        round = record.optionalText("round")
        step = (record.object["step"]?.int ?? 1) - 1
        successor = record.optionalText("before")
        description = record.object.description
        let kinds = try ["move", "set", "add", "drop"].compactMap { word in
            try record.optionalText(word).map { try Self.kind(word, $0, record) }
        }
        guard kinds.count == 1 else { throw FactsError("\(record.place): a change is one of move, set, add and drop") }
        kind = kinds[0]
    }

    private static func kind(_ word: String, _ place: String, _ record: Record) throws -> Kind {
        if word == "drop" { return .drop(path(place)) }
        if word == "move" { return .move(from: path(place), to: path(try record.text("to"))) }
        guard let value = record.object["to"] else { throw FactsError("\(record.place): what stands in \(place)?") }
        return word == "set" ? .set(path(place), value) : .add(path(place), value)
    }

    private static func path(_ text: String) -> [String] { text.split(separator: ".").map { String($0) } }

    /// The requests with the difference made.
    /// - Throws: `FactsError` when the place is not there.
    func applied(to calls: [JSON]) throws -> [JSON] {
        if case .add(["request"], let request) = kind, step == calls.count { return calls + [request] }
        guard calls.indices.contains(step) else { throw FactsError("\(self): there is no request \(step + 1)") }
        var calls = calls
        if case .drop(["request"]) = kind {
            calls.remove(at: step)
            return calls
        }
        calls[step] = try applied(to: calls[step])
        return calls
    }

    private func applied(to call: JSON) throws -> JSON {
        switch kind {
        case .add(let path, let value):
            guard call.value(at: path[...]) == nil else { throw FactsError("\(self): something stands there") }
            return try call.setting(path[...], to: value, before: successor)
        case .set(let path, let value):
            _ = try standing(at: path, in: call)
            return try call.setting(path[...], to: value, before: nil)
        case .drop(let path):
            _ = try standing(at: path, in: call)
            return try call.renaming(path[...], to: nil)
        case .move(let from, let to):
            let value = try standing(at: from, in: call)
            if from != to, from.dropLast() == to.dropLast(), let key = to.last, successor == nil {
                return try call.renaming(from[...], to: key)
            }
            return try call.renaming(from[...], to: nil).setting(to[...], to: value, before: successor)
        }
    }

    private func standing(at path: [String], in call: JSON) throws -> JSON {
        guard let value = call.value(at: path[...]) else { throw FactsError("\(self): nothing stands there") }
        return value
    }
}

extension JSON {
    /// What stands behind some keys.
    func value(at path: ArraySlice<String>) -> JSON? {
        guard let key = path.first else { return self }
        return self[key]?.value(at: path.dropFirst())
    }

    /// The value with something put behind some keys; the last key is added where it is missing.
    fileprivate func setting(_ path: ArraySlice<String>, to value: JSON, before successor: String?) throws -> JSON {
        guard let key = path.first else { return value }
        guard var object else { throw FactsError("\(key) can't be put into \(self)") }
        if let member = object[key] {
            object[key] = try member.setting(path.dropFirst(), to: value, before: successor)
            return .object(object)
        }
        guard path.count == 1 else { throw FactsError("there is no \(key) in \(self)") }
        let index = successor.flatMap { object.keys.firstIndex(of: $0) } ?? object.count
        var pairs = object.map { ($0.key, $0.value) }
        pairs.insert((key, value), at: index)
        return .object(JSONObject(pairs))
    }

    /// The value with the last of some keys replaced in its place, or removed.
    fileprivate func renaming(_ path: ArraySlice<String>, to newKey: String?) throws -> JSON {
        guard let key = path.first, let object else { throw FactsError("there is nothing to rename in \(self)") }
        return .object(
            JSONObject(
                try object.compactMap { member in
                    guard member.key == key else { return (member.key, member.value) }
                    guard path.count == 1 else {
                        return (key, try member.value.renaming(path.dropFirst(), to: newKey))
                    }
                    return newKey.map { ($0, member.value) }
                }))
    }
}

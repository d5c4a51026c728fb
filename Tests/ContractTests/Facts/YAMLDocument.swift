import OIntCore
import Yams

/// Reads YAML into JSON values, which keep the order of keys.
///
/// Plain scalars are null, `true`, `false` or numbers where they look like it; quoted ones are always texts. Words such
/// as `no` and `off` stay words.
enum YAMLDocument {
    /// Reads a document.
    /// - Parameter text: The document.
    /// - Returns: Its value.
    static func read(_ text: String) throws -> JSON {
        guard let root = try Yams.compose(yaml: text) else { return .null }
        return try value(root)
    }

    private static func value(_ node: Node) throws -> JSON {
        switch node {
        case .scalar(let scalar): value(scalar)
        case .sequence(let sequence): .array(try sequence.map(value))
        case .mapping(let mapping):
            .object(
                JSONObject(
                    try mapping.map { key, value in
                        guard let key = key.scalar?.string else { throw FactsError("a key of a mapping is no text") }
                        return (key, try Self.value(value))
                    }))
        case .alias: throw FactsError("aliases have no place in facts")
        }
    }

    private static func value(_ scalar: Node.Scalar) -> JSON {
        let text = scalar.string
        guard scalar.style == .plain || scalar.style == .any else { return .string(text) }
        switch text {
        case "", "~", "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        default: return JSONNumber(text).map { .number($0) } ?? .string(text)
        }
    }
}

/// What is wrong with a file of facts or exceptions.
struct FactsError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

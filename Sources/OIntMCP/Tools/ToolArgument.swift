import OIntCore

/// An argument that a tool takes, as it is declared.
struct ToolArgument: Sendable {
    let name: String
    /// What stands for it in a JSON Schema: string, integer, boolean or object.
    let type: String
    /// What it means, for agents.
    let about: String
    let isRequired: Bool

    /// Declares an argument that has to be given.
    static func required(_ name: String, _ about: String, type: String = "string") -> ToolArgument {
        ToolArgument(name: name, type: type, about: about, isRequired: true)
    }

    /// Declares an argument that may be left out.
    static func optional(_ name: String, _ about: String, type: String = "string") -> ToolArgument {
        ToolArgument(name: name, type: type, about: about, isRequired: false)
    }
}

extension [ToolArgument] {
    /// The JSON Schema of the arguments, as an object.
    ///
    /// Source: https://json-schema.org/draft/2020-12
    var schema: JSONObject {
        var properties = JSONObject()
        for argument in self {
            properties.append(
                argument.name, ["type": .string(argument.type), "description": .string(argument.about)])
        }
        var schema: JSONObject = ["type": "object", "properties": .object(properties)]
        let required = filter(\.isRequired).map { JSON.string($0.name) }
        if !required.isEmpty { schema.append("required", .array(required)) }
        return schema
    }
}

import OIntCore

/// The JSON Schema of what methods take.
///
/// Source: https://json-schema.org/draft/2020-12
enum OptionSchema {
    /// The schema of a method's options, as an object.
    ///
    /// Options that say where a call goes and as whom are never required: a profile may hold them.
    static func object(_ method: MethodDescriptor) -> JSONObject {
        let ofClient = Set(method.clientOptionNames)
        var properties = JSONObject()
        var required: [JSON] = []
        for parameter in method.parameters {
            let isOfClient = ofClient.contains(parameter.name)
            properties.append(parameter.name, property(parameter, isOfClient: isOfClient))
            if parameter.isRequired, !isOfClient, parameter.kind != .secret { required.append(.string(parameter.name)) }
        }
        var schema: JSONObject = ["type": "object", "properties": .object(properties)]
        if !required.isEmpty { schema.append("required", .array(required)) }
        schema.append("additionalProperties", false)
        return schema
    }

    /// The words for a kind of value, as JSON Schema has them.
    static func types(_ kind: OptionKind) -> [String] {
        switch kind {
        case .text, .date, .file, .secret, .choice, .handle: ["string"]
        case .integer: ["integer"]
        case .number: ["number"]
        case .boolean: ["boolean"]
        case .json: ["object", "array", "string", "number", "boolean"]
        case .object: ["object"]
        case .list: ["array"]
        }
    }

    /// The value that stands for an option that is not given.
    static func defaultValue(_ parameter: ParameterDescriptor) -> JSON? {
        parameter.defaultText.map { value($0, of: parameter.kind) }
    }

    /// A value that was written as a text, in the type that the schema says.
    static func value(_ text: String, of kind: OptionKind) -> JSON {
        switch kind {
        case .text, .date, .file, .secret, .choice, .handle: .string(text)
        case .integer, .number, .boolean, .json, .object: (try? JSON(parsing: text)) ?? .string(text)
        case .list(let element):
            if let list = try? JSON(parsing: text), list.array != nil { list } else { [value(text, of: element)] }
        }
    }

    private static func property(_ parameter: ParameterDescriptor, isOfClient: Bool) -> JSON {
        var property = type(parameter.kind)
        var description = [parameter.summary]
        switch parameter.kind {
        case .date: description.append("A date such as 2026-01-31 or 2026-01-31T10:00:00+03:00.")
        case .file: description.append("A path that the server allows, an http(s) address, or data:;base64,….")
        case .secret:
            description.append("A secret: it comes from the profile, or is the @@Name of a variable.")
            property.append("pattern", "^@@")
        case .handle: description.append("A handle such as {oint-3f9a1c}, which the call has given that opened it.")
        default: break
        }
        if isOfClient, parameter.kind != .secret { description.append("May come from the profile.") }
        property.append("description", .string(description.joined(separator: " ")))
        if let value = defaultValue(parameter) { property.append("default", value) }
        return .object(property)
    }

    private static func type(_ kind: OptionKind) -> JSONObject {
        switch kind {
        // Any type will do, and naming all of them says no more.
        case .json: [:]
        case .list(let element): ["type": "array", "items": .object(type(element))]
        case .choice(let words): ["type": "string", "enum": .array(words.map { .string($0) })]
        default: ["type": .string(types(kind)[0])]
        }
    }
}

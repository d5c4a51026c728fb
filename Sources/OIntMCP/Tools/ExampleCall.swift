import OIntCore

/// A call that shows how a method is used.
enum ExampleCall {
    /// The options of such a call: those that have to be given, with plausible values.
    static func options(_ entry: MethodCatalog.Entry) -> JSONObject {
        let (examples, ofClient) = (entry.library.examples, Set(entry.method.clientOptionNames))
        var options = JSONObject()
        for parameter in entry.parameters where parameter.isRequired && parameter.kind != .secret {
            guard !ofClient.contains(parameter.name) else { continue }
            let example = examples["\(entry.method.name).\(parameter.name)"] ?? examples[parameter.name]
            let value = example.map { OptionSchema.value($0.value, of: parameter.kind) } ?? value(parameter.kind)
            options.append(parameter.name, value)
        }
        return options
    }

    private static func value(_ kind: OptionKind) -> JSON {
        switch kind {
        case .text, .secret: "text"
        case .integer, .number: 1
        case .boolean: true
        case .date: "2026-01-31T10:00:00+03:00"
        case .json, .object: ["key": "value"]
        case .list(let element): [value(element)]
        case .file: "data:;base64,SGVsbG8="
        case .choice(let words): .string(words.first ?? "")
        case .handle: "{oint-3f9a1c}"
        }
    }
}

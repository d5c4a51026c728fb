import OIntCore

/// Plausible values for options that their library gives no example for.
enum ExampleValue {
    /// Makes up a value.
    /// - Parameter parameter: The option.
    /// - Returns: What its description mentions as an example, or else what suits its kind and name.
    static func of(_ parameter: ParameterDescriptor) -> OptionExample {
        if parameter.kind != .secret, parameter.kind != .file,
            let mentioned = mentioned(in: parameter.summary, isJSON: parameter.kind.isJSON)
        {
            return OptionExample(mentioned)
        }
        return value(of: parameter.kind, parameter)
    }

    private static func value(of kind: OptionKind, _ parameter: ParameterDescriptor) -> OptionExample {
        switch kind {
        case .text: text(parameter)
        case .integer: isID(parameter) ? "42" : "10"
        case .number: "10.5"
        case .boolean: "true"
        case .date: "2026-01-31"
        case .json, .object: #"{"name": "Ann"}"#
        case .list(let element): element.isJSON ? #"[{"name": "Ann"}]"# : value(of: element, parameter)
        case .file: OptionExample("data:,content", shown: "\(parameter.name).bin")
        // Nothing that could be one: it never shows, and the call needs something.
        case .secret: "not-a-real-secret"
        case .handle: "{oint-3f9a1c}"
        case .choice(let words): OptionExample(words.first ?? "")
        }
    }

    private static func text(_ parameter: ParameterDescriptor) -> OptionExample {
        if isID(parameter) { return "42" }
        return usual[parameter.name] ?? OptionExample(parameter.name)
    }

    private static func isID(_ parameter: ParameterDescriptor) -> Bool {
        ["Id of", "Ids of"].contains { parameter.summary.hasPrefix($0) }
    }

    /// Values for names that mean the same everywhere.
    private static let usual: [String: OptionExample] = [
        "caption": "Our office", "domain": "example.com", "email": "ann@example.com", "name": "report",
        "phone": "+15550100", "question": "Tea or coffee?", "text": "Hello", "title": "Weekly report",
        "url": "https://example.com/",
    ]

    /// What stands behind "as in" or "such as" in a description.
    static func mentioned(in summary: String, isJSON: Bool) -> String? {
        for mark in ["as in ", "such as "] {
            guard let place = summary.firstRange(of: mark) else { continue }
            let rest = summary[place.upperBound...]
            if isJSON {
                guard let document = document(in: rest) else { continue }
                return document
            }
            let word = rest.prefix { !$0.isWhitespace && $0 != ";" && $0 != "," }
            let bare = word.drop { $0 == "`" || $0 == "(" }
            let end = bare.lastIndex { !".:`)".contains($0) }
            guard let end, !bare.hasPrefix("{"), !bare.hasPrefix("[") else { continue }
            return String(bare[...end])
        }
        return nil
    }

    /// The longest beginning of a text that is a JSON object or list.
    private static func document(in text: Substring) -> String? {
        guard text.hasPrefix("{") || text.hasPrefix("[") else { return nil }
        var end = text.endIndex
        while let last = text[..<end].lastIndex(where: { $0 == "}" || $0 == "]" }) {
            let document = String(text[...last])
            if (try? JSON(parsing: Array(document.utf8))) != nil { return document }
            end = last
        }
        return nil
    }
}

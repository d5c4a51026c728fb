import OIntCore

/// What an option of each call is made of: columns, and values that are the same in every call.
struct OptionParts: Sendable {
    /// One value, and where it goes.
    struct Part: Sendable {
        /// Where it comes from.
        enum Source: Sendable {
            /// A column, by its index.
            case column(Int)
            /// The same in every call.
            case constant(String)
        }

        let source: Source
        let steps: [OptionPath.Step]
        let type: CellType?
    }

    /// The name of the option.
    let option: String
    /// What the option takes.
    let kind: OptionKind
    /// The values, in the order they were named.
    var parts: [Part] = []

    /// Whether members of it are put together here.
    private var isNested: Bool { parts.contains { !$0.steps.isEmpty } }

    /// The values of the option for a record.
    /// - Parameters:
    ///   - fields: The fields of the record.
    ///   - header: The names of the columns, for errors.
    /// - Returns: The values; none where all cells are empty.
    /// - Throws: `UsageError` when a cell is not of the type it is meant as.
    func inputs(_ fields: [CSVField], _ header: [String]) throws(UsageError) -> [OptionInput] {
        guard isNested else {
            var inputs: [OptionInput] = []
            for part in parts {
                if let input = try input(part, fields, header) { inputs.append(input) }
            }
            return inputs
        }
        var value = JSON.null
        // What is the same everywhere is the ground that cells are put on.
        for part in parts.sorted(by: { $0.isConstant && !$1.isConstant }) {
            guard let json = try nested(part, fields, header) else { continue }
            guard value.place(json, at: part.steps[...]) else {
                throw UsageError("--\(option) gets a member of something that is no object or list")
            }
        }
        return value.isNull ? [] : [OptionInput(value.withoutGaps.text(.compact))]
    }

    /// What a part gives as a whole value of the option.
    private func input(_ part: Part, _ fields: [CSVField], _ header: [String]) throws(UsageError) -> OptionInput? {
        switch part.source {
        case .constant(let text):
            guard let type = part.type else { return OptionInput(text) }
            return try converted(text, type, "--set").map { Self.input($0, for: kind) }
        case .column(let index):
            let text = fields[index].text
            if let type = part.type {
                return try converted(text, type, "column \(header[index])").map { Self.input($0, for: kind) }
            }
            guard !text.isEmpty else {
                // The place of a value in a list matters: an empty cell without quotation marks is no value, and takes it.
                guard kind == .list(of: .json) else { return nil }
                return fields[index].isQuoted ? Self.input(text, for: kind) : OptionInput(JSON.null.text(.compact))
            }
            return Self.input(text, for: kind)
        }
    }

    /// What a part gives as a member of the option's value.
    private func nested(_ part: Part, _ fields: [CSVField], _ header: [String]) throws(UsageError) -> JSON? {
        switch part.source {
        case .constant(let text):
            // The whole value is JSON, as the option takes it; a member is a text.
            return try converted(text, part.type ?? (part.steps.isEmpty ? .json : .text), "--set")
        case .column(let index):
            let text = fields[index].text
            if part.type == nil, text.isEmpty { return nil }
            return try converted(text, part.type ?? (part.steps.isEmpty ? .json : .text), "column \(header[index])")
        }
    }

    /// A text as a value of a type; nil for an empty one that is no text.
    private func converted(_ text: String, _ type: CellType, _ place: String) throws(UsageError) -> JSON? {
        if text.isEmpty, type != .text { return nil }
        do throws(OptionError) {
            return try type.value(of: text)
        } catch {
            throw UsageError("\(place) \(error)")
        }
    }

    /// A value as an option takes it.
    private static func input(_ value: JSON, for kind: OptionKind) -> OptionInput {
        if case .string(let text) = value { return input(text, for: kind) }
        return OptionInput(value.text(.compact))
    }

    /// A text as an option takes it, so that it stays the text it is whatever it looks like.
    private static func input(_ text: String, for kind: OptionKind) -> OptionInput {
        switch kind {
        case .json, .list(of: .json): return OptionInput(JSON.string(text).text(.compact))
        case .list(let element) where !element.isJSON:
            // The reader of lists would take it for a JSON array.
            let start = text.trimmed.first
            return start == "[" || start == "{"
                ? OptionInput(JSON.array([.string(text)]).text(.compact)) : OptionInput(text)
        default: return OptionInput(text)
        }
    }
}

extension OptionParts.Part {
    /// Whether it is the same in every call.
    fileprivate var isConstant: Bool { if case .constant = source { true } else { false } }
}

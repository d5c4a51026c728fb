import OIntCore

/// How the requests of some methods differ from the templates.
struct RequestRule: Sendable {
    let methods: [String]
    let reason: Reason
    let changes: [Change]

    init(_ record: Record, reason key: String) throws {
        try record.allow("methods", "changes", key)
        methods = try record.texts("methods")
        reason = try Reason(record, key: key)
        changes = try record.records("changes").map(Change.init)
        if methods.isEmpty || changes.isEmpty { throw FactsError("\(record.place): methods and changes are needed") }
    }
}

/// How an option differs from what is published.
struct OptionRule: Sendable, CustomStringConvertible {
    let methods: [String]
    let option: String
    let reason: Reason
    /// The kind it has.
    let kind: String?
    /// Whether it has to be given.
    let isRequired: Bool?
    /// What stands for it: nil for no difference, nil inside for nothing.
    let defaultText: String??
    /// The one-letter form.
    let short: String??
    /// Whether every command has the option, so that the method needs none of its own.
    let isStandard: Bool

    var description: String { "the exception for --\(option) (\(reason.text))" }

    init(_ record: Record) throws {
        try record.allow("methods", "option", "kind", "required", "default", "short", "standard", "reason")
        methods = try record.texts("methods")
        option = try record.text("option")
        reason = try Reason(record)
        kind = record.optionalText("kind")
        isRequired = record.object["required"]?.bool
        defaultText = record.object["default"].map(\.scalarText)
        short = record.object["short"].map(\.scalarText)
        isStandard = record.object["standard"]?.bool ?? false
    }

    /// The option as this exception wants it.
    func applied(to facts: OptionFacts) -> OptionFacts {
        var facts = facts
        if let isRequired { facts.isRequired = isRequired }
        if let defaultText { facts.defaultText = defaultText }
        if let short { facts.short = short }
        return facts
    }
}

/// What a method does to the world, against its name; or whether its requests may be repeated, against its effect.
struct EffectRule: Sendable, CustomStringConvertible {
    let methods: [String]
    let reason: Reason
    let effect: Effect?
    /// Whether the requests may be repeated, in their order.
    let isRepeatable: [Bool]?

    var description: String { "the exception for effects (\(reason.text))" }

    init(_ record: Record) throws {
        try record.allow("methods", "effect", "repeatable", "reason")
        methods = try record.texts("methods")
        reason = try Reason(record)
        effect = try record.optionalText("effect").map { word in
            guard let effect = Effect(rawValue: word) else {
                throw FactsError("\(record.place): unknown effect \(word)")
            }
            return effect
        }
        isRepeatable = try record.object["repeatable"].map { _ in try record.list("repeatable").compactMap(\.bool) }
    }
}

/// Where the vendor's description of a remote method does not speak for our requests.
struct VendorRule: Sendable, CustomStringConvertible {
    let remote: [String]
    let reason: Reason
    /// Parameters we send that the description lacks.
    let undescribed: [String]
    /// Parameters that the description demands and we don't send.
    let unsent: [String]
    /// Whether the method itself is not described.
    let isMissing: Bool
    /// Whether the description has pages where we list none.
    let isUnpaged: Bool

    var description: String { "the exception for \(remote.joined(separator: ", ")) (\(reason.text))" }

    init(_ record: Record) throws {
        try record.allow("remote", "undescribed", "unsent", "missing", "unpaged", "reason")
        remote = try record.texts("remote")
        reason = try Reason(record)
        undescribed = try record.texts("undescribed")
        unsent = try record.texts("unsent")
        isMissing = record.object["missing"]?.bool ?? false
        isUnpaged = record.object["unpaged"]?.bool ?? false
    }
}

/// An option that the catalogue does not have.
struct AddedOption: Sendable {
    let methods: [String]
    let facts: OptionFacts

    init(_ record: Record) throws {
        _ = try Reason(record)
        methods = try record.texts("methods")
        facts = try OptionFacts(try record.record("option"))
    }
}

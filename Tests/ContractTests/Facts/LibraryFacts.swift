import OIntCore

/// What is published about a library: the content of its file in the catalogue.
struct LibraryFacts: Sendable {
    /// The name on the command line.
    let name: String
    /// The name for people.
    let title: String
    /// The headings, in the order people see them.
    let groups: [String]
    /// The methods of all groups.
    let methods: [MethodFacts]

    init(_ document: JSON) throws {
        let record = try Record(document, "catalogue")
        let library = try record.text("library")
        name = library
        title = try record.text("title")
        let groups = try record.records("groups")
        self.groups = try groups.map { try $0.text("name") }
        methods = try groups.flatMap { group in
            let title = try group.text("name")
            return try group.list("methods").map { try MethodFacts($0, group: title) }
        }
    }
}

/// What is published about one method.
struct MethodFacts: Sendable {
    /// The English name.
    let name: String
    /// The Russian name, where there is one.
    let russianName: String?
    /// The heading it stands under.
    let group: String
    /// The options, in their order.
    let options: [OptionFacts]
    /// The requests it makes, as templates.
    let calls: [JSON]
    /// What it does without requests, in words.
    let behaviour: String?

    init(_ value: JSON, group: String) throws {
        let name = try Record(value, "a method of \(group)").text("name")
        let record = try Record(value, name)
        try record.allow("group", "name", "ru", "does", "params", "returns", "call", "behaviour", "note", "reason")
        self.name = name
        self.group = group
        russianName = record.optionalText("ru")
        options = try record.records("params").map(OptionFacts.init)
        calls = try record.list("call")
        behaviour = record.optionalText("behaviour")
    }
}

/// What is published about one option of a method.
struct OptionFacts: Sendable {
    /// The name without dashes.
    let name: String
    /// The one-letter form.
    var short: String?
    /// The type.
    let type: OptionType
    /// Whether the method can't run without it.
    var isRequired: Bool
    /// What stands for it when it is not given.
    var defaultText: String?

    init(_ record: Record) throws {
        name = try record.text("opt")
        try record.allow("opt", "short", "type", "req", "default", "about")
        short = record.optionalText("short")
        let type = try record.text("type")
        guard let known = OptionType(rawValue: type) else { throw FactsError("\(record.place): unknown type \(type)") }
        self.type = known
        isRequired = record.optionalText("req") == "true"
        defaultText = record.optionalText("default")
    }
}

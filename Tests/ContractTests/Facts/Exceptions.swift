import OIntCore

/// What a library's file of exceptions says: how its facts are tried out, and where the library knowingly does
/// otherwise.
struct Exceptions: Sendable {
    /// How a flag goes over the wire, unless a request says otherwise.
    let flagFormat: SampleFormat
    /// How a date goes over the wire, unless a request says otherwise.
    let dateFormat: SampleFormat
    /// What the service answers, unless a method has answers of its own.
    let reply: JSON
    /// What methods answer to that, unless it is the service's answer itself.
    let answer: JSON?
    /// Headers that every request is signed with; their values are no part of the facts.
    let signature: [String]
    /// Headers with checksums, which requests may have.
    let checksums: [String]
    /// Texts typed in the tests that must not be seen in a preview, besides the values of secret options.
    let secrets: [String]
    /// Values to type where the usual ones won't do.
    let values: [ValueRule]
    /// Calls to make in place of the one with all options.
    let rounds: [RoundRule]
    /// Answers of the service that a method goes on from.
    let replies: [ReplyRule]
    /// What a method answers where that is not the service's answer.
    let answers: [AnswerRule]
    /// How listings are walked through.
    let paging: [PagingRule]
    /// What the catalogue says about requests in words.
    let readings: [RequestRule]
    /// Requests that differ from the catalogue's.
    let requests: [RequestRule]
    /// Options that differ from the catalogue's.
    let options: [OptionRule]
    /// Effects that a name does not tell, and requests that may be repeated against the rule.
    let effects: [EffectRule]
    /// Where the vendor's description does not speak for our requests.
    let vendor: [VendorRule]
    /// Options that are given in every call, though they may be left out where the machine has settings for them.
    let given: Set<String>
    /// Methods of the catalogue that are no commands.
    let absent: [MethodsRule]
    /// Methods whose answer is tried out elsewhere.
    let untried: [MethodsRule]
    /// Methods that the catalogue does not have, in its own notation.
    let addedMethods: [MethodFacts]
    /// Options that the catalogue does not have.
    let addedOptions: [AddedOption]

    init(_ document: JSON) throws {
        let record = try Record(document, "exceptions")
        try record.allow("library", "setup", "readings", "exceptions", "additions")
        let setup = try record.record("setup")
        try setup.allow(
            "flags", "dates", "reply", "secrets", "given", "values", "rounds", "replies", "answers", "paging",
            "untried",
            "answer", "signature", "checksums")
        flagFormat = try SampleFormat(setup.optionalText("flags") ?? "boolean")
        dateFormat = try SampleFormat(setup.optionalText("dates") ?? "rfc3339")
        reply = setup.object["reply"] ?? .object([:])
        answer = setup.object["answer"]
        signature = try setup.texts("signature")
        checksums = try setup.texts("checksums")
        secrets = try setup.texts("secrets")
        given = Set(try setup.texts("given"))
        values = try setup.records("values").map(ValueRule.init)
        rounds = try setup.records("rounds").map(RoundRule.init)
        replies = try setup.records("replies").map(ReplyRule.init)
        answers = try setup.records("answers").map(AnswerRule.init)
        paging = try setup.records("paging").map(PagingRule.init)
        untried = try setup.records("untried").map(MethodsRule.init)
        readings = try record.records("readings").map { try RequestRule($0, reason: "says") }
        let exceptions = try record.record("exceptions")
        try exceptions.allow("requests", "options", "effects", "vendor", "absent")
        absent = try exceptions.records("absent").map(MethodsRule.init)
        requests = try exceptions.records("requests").map { try RequestRule($0, reason: "reason") }
        options = try exceptions.records("options").map(OptionRule.init)
        effects = try exceptions.records("effects").map(EffectRule.init)
        vendor = try exceptions.records("vendor").map(VendorRule.init)
        let additions = try record.record("additions")
        try additions.allow("methods", "options")
        addedMethods = try additions.records("methods").map { record in
            _ = try Reason(record)
            return try MethodFacts(.object(record.object), group: record.text("group"))
        }
        addedOptions = try additions.records("options").map(AddedOption.init)
    }

    /// Everything that says how a method's requests differ from the templates of the catalogue.
    func requestRules(for method: String) -> [RequestRule] {
        (readings + requests).filter { $0.methods.contains(method) }
    }
}

/// Methods that something holds for.
struct MethodsRule: Sendable {
    let methods: [String]
    let reason: Reason

    init(_ record: Record) throws {
        try record.allow("methods", "reason")
        methods = try record.texts("methods")
        reason = try Reason(record)
    }
}

/// Why something is an exception, in a sentence.
struct Reason: Sendable {
    let text: String

    init(_ record: Record, key: String = "reason") throws {
        text = try record.text(key)
        guard text.hasSuffix(".") else { throw FactsError("\(record.place): \(key) is no sentence") }
    }
}

import OIntCore

extension Ntfy {
    /// What a message has besides its text.
    ///
    /// Source: https://docs.ntfy.sh/publish/#list-of-all-parameters
    public struct MessageOptions: Sendable, Hashable {
        /// The title.
        public var title: String?
        /// How urgent it is.
        public var priority: Priority?
        /// Tags; names of emojis become pictures.
        public var tags: [String]?
        /// The address that a tap on the notification opens.
        public var click: String?
        /// The address of a file that subscribers fetch.
        public var attach: String?
        /// Buttons.
        public var actions: Actions?
        /// When it is delivered.
        public var delay: Delay?
        /// The address of a mailbox that gets it, too.
        public var email: String?
        /// The address of a picture.
        public var icon: String?
        /// Whether the text is Markdown.
        public var markdown: Bool?
        /// The name of the attached file.
        public var filename: String?
        /// The phone number that is called; or `yes` for that of the account.
        public var call: String?
        /// Whether the server keeps it for those who come later.
        public var cache: Bool?
        /// Whether it goes over Firebase, which is faster on Android.
        public var firebase: Bool?
        /// The name of a template, or `yes`, when the text is JSON that a template turns into a message.
        public var template: String?
        /// The id under which it is replaced, cleared or deleted later.
        public var sequenceID: String?

        /// Creates options that say nothing.
        public init() {}
    }
}

extension Ntfy.MessageOptions: StructuredValue {
    /// The members are named like the headers.
    public static let structure = Structure<Ntfy.MessageOptions>(
        "GetMessageParametersStructure shows what there is",
        .member("Title", "title of the notification", \.title),
        .member("Priority", "urgency from 1 to 5, or min, low, default, high, max", \.priority),
        .member("Tags", "tags, as a list or with commas; names of emojis become pictures", \.tags),
        .member("Click", "address that a tap opens", \.click),
        .member("Attach", "address of a file that subscribers fetch", \.attach),
        .member("Actions", "up to three buttons, as a JSON list or in short form", \.actions),
        .member("Delay", "when it is delivered: 30m, 10:00, a date, or words such as tomorrow, 3pm", \.delay),
        .member("Email", "mailbox that gets it, too", \.email),
        .member("Icon", "address of a PNG or JPEG picture", \.icon),
        .member("Markdown", "true where the text is Markdown", \.markdown),
        .member("Filename", "name of the attached file", \.filename),
        .member("Call", "phone number that is called, or yes for that of the account", \.call),
        .member("Cache", "false where the server is to keep nothing", \.cache),
        .member("Firebase", "false where nothing is to go over Firebase", \.firebase),
        .member("Template", "name of a template, or yes, where the text is JSON", \.template),
        .member("Sequence-ID", "id under which it is replaced, cleared or deleted later", \.sequenceID)
    ) {
        (
            title: String?, priority: Ntfy.Priority?, tags: [String]?, click: String?, attach: String?,
            actions: Ntfy.Actions?, delay: Ntfy.Delay?, email: String?, icon: String?, markdown: Bool?,
            filename: String?, call: String?, cache: Bool?, firebase: Bool?, template: String?, sequenceID: String?
        ) throws(OptionError) in
        var options = Ntfy.MessageOptions()
        (options.title, options.priority, options.tags, options.click) = (title, priority, tags, click)
        (options.attach, options.actions, options.delay, options.email) = (attach, actions, delay, email)
        (options.icon, options.markdown, options.filename, options.call) = (icon, markdown, filename, call)
        (options.cache, options.firebase, options.template, options.sequenceID) = (
            cache, firebase, template, sequenceID
        )
        return options
    }

    /// The addresses in it are opened by subscribers, not here.
    public static var optionRoles: OptionRoles { .data }
}

extension Ntfy.MessageOptions {
    /// The options as headers.
    /// - Throws: `UsageError` when one of them can't stand in a header.
    func headers() throws(UsageError) -> [HeaderField] {
        let fields: [(name: String, value: String?)] = [
            ("Title", title), ("Priority", priority.map { String($0.level) }), ("Tags", try joinedTags()),
            ("Click", click), ("Attach", attach), ("Actions", actions?.text), ("Delay", delay?.text), ("Email", email),
            ("Icon", icon), ("Markdown", markdown.map(Self.word)), ("Filename", filename), ("Call", call),
            ("Cache", cache.map(Self.word)), ("Firebase", firebase.map(Self.word)), ("Template", template),
            ("X-Sequence-ID", sequenceID),
        ]
        var headers: [HeaderField] = []
        for case (let name, let value?) in fields where !value.isEmpty {
            headers.append(HeaderField(name, try HeaderText.encoded(value, name)))
        }
        return headers
    }

    /// The tags with commas between them.
    private func joinedTags() throws(UsageError) -> String? {
        guard let tags, !tags.isEmpty else { return nil }
        if tags.count > 1, let tag = tags.first(where: { $0.contains(",") }) {
            throw UsageError("the tag \(Quote.short(tag)) has a comma in it, which would make two tags of it")
        }
        return tags.joined(separator: ",")
    }

    private static func word(_ flag: Bool) -> String { flag ? "yes" : "no" }
}

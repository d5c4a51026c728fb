import OIntCore

/// Everything that reference pages show, put together once for whichever form they take.
package struct ReferenceBook: Sendable {
    /// The program: its commands, and the options of every call.
    package let program: ProgramDescription
    /// The libraries, in the order people should see them.
    package let libraries: [LibraryReference]

    /// Puts a book together; the calls it shows are really made, up to the point where something would be sent.
    /// - Parameter program: What there is to describe.
    package init(_ program: ProgramDescription) async {
        self.program = program
        var libraries: [LibraryReference] = []
        for library in program.libraries { libraries.append(await LibraryReference(library)) }
        self.libraries = libraries
    }
}

/// What the page of a library shows.
package struct LibraryReference: Sendable {
    /// Methods under one heading.
    package struct Group: Sendable {
        /// The heading.
        package let title: String
        /// The methods.
        package let methods: [MethodReference]
    }

    /// The options that all methods of a Swift type share.
    package struct Client: Sendable {
        /// The Swift type.
        package let type: String
        /// The options.
        package let options: [OptionDescription]
    }

    /// The name on the command line.
    package let name: String
    /// The name for people.
    package let title: String
    /// What the library is for.
    package let summary: String
    /// What is true of all its methods, a paragraph a line.
    package let discussion: [String]
    /// How to log in, a paragraph a line; empty where one doesn't.
    package let login: [String]
    /// What clients are made with, in the order in which methods need them.
    package let clients: [Client]
    /// The methods by group.
    package let groups: [Group]

    /// Puts the page together.
    /// - Parameter library: The library.
    package init(_ library: LibraryDescriptor) async {
        name = library.name
        title = library.title
        summary = library.summary
        discussion = library.discussion.split(separator: "\n").map { String($0) }
        login = library.oauth.map { ConnectionText.login(library.name, $0) } ?? []
        var clients: [Client] = []
        var groups: [Group] = []
        for group in library.groups {
            var methods: [MethodReference] = []
            for method in group.methods {
                methods.append(await MethodReference(method, of: library))
                let options = method.clientParameters
                if !options.isEmpty, !clients.contains(where: { $0.type == method.type }) {
                    clients.append(Client(type: method.type, options: options.map { OptionDescription($0) }))
                }
            }
            groups.append(Group(title: group.title, methods: methods))
        }
        self.clients = clients
        self.groups = groups
    }

    /// How many methods there are.
    package var methodCount: Int { groups.reduce(0) { $0 + $1.methods.count } }
}

/// What the page of a library shows of one method.
package struct MethodReference: Sendable {
    /// The English name.
    package let name: String
    /// The Russian name.
    package let russianName: String?
    /// The vendor's own name.
    package let vendorName: String?
    /// What the method does, in one sentence.
    package let summary: String
    /// What else there is to know, a paragraph a line.
    package let discussion: [String]
    /// What the method does to the world.
    package let effect: Effect
    /// The options.
    package let options: [OptionDescription]
    /// The Swift function, laid out for reading; empty when the declaration is not known.
    package let signature: String
    /// The Swift type that the function belongs to.
    package let type: String
    /// A call of the method.
    package let example: ExampleCall
    /// What the call leads to.
    package let preview: CallPreview
    /// What the method answers, made up; nil where its documentation shows none.
    package let answer: SampleAnswer?

    init(_ method: MethodDescriptor, of library: LibraryDescriptor) async {
        name = method.name
        russianName = method.russianName
        vendorName = method.vendorName
        summary = method.summary
        discussion = method.discussion.split(separator: "\n").map { String($0) }
        effect = method.effect
        options = method.parameters.map { OptionDescription($0) }
        signature = SignatureLayout.laidOut(method.signature)
        type = method.type
        example = ExampleCall(method, of: library)
        preview = await CallPreview(of: method, in: example)
        answer = method.answer
    }

    /// What the method answers, where there is need to show it: a call that was really made shows it better.
    var shownAnswer: SampleAnswer? {
        if case .answer = preview { nil } else { answer }
    }
}

extension Effect {
    /// What the method does to the world, in a word or two.
    var label: String {
        switch self {
        case .reads: "only reads"
        case .writes: "changes something"
        case .destroys: "can't be undone"
        case .general: "does what it is told"
        }
    }
}

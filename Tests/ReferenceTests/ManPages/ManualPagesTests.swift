import OIntCore
import OIntReference
import OIntRegistry
import Programs
import Testing

@Suite("Man pages")
struct ManualPagesTests {
    private static let commands = [
        CommandDescription(
            path: ["store", "put"], summary: "Stores a thing.", discussion: "Twice. It asks first.\nThen it does.",
            operands: [
                CommandDescription.Operand(name: "NAME", summary: "The thing's name.", isRequired: true),
                CommandDescription.Operand(name: "PLACE", summary: "Where.", isRequired: false),
            ],
            options: [OptionDescription(name: "dry-run", placeholder: "", summary: "Do nothing.")],
            examples: [
                CommandDescription.Example(line: #"oint store put "a b" --dry-run | jq '.\n'"#, meaning: "Try it.")
            ])
    ]

    private static func pages(_ libraries: [LibraryDescriptor] = Registry.libraries) -> [ManualPages.Page] {
        let standard = [
            OptionDescription(
                name: "out", placeholder: "PATH", summary: "Write the result to a file; _hex_ prints it."),
            OptionDescription(
                name: "proxy", placeholder: "ADDRESS", summary: "Such as http://user:password@host:3128."),
        ]
        let program = ProgramDescription(
            version: "1.2.3", libraries: libraries, commands: commands, standardOptions: standard)
        return ManualPages(of: program, date: DateTime(unixTime: 1_769_817_600)).pages
    }

    /// What mandoc makes of a page.
    private static func mandoc(_ arguments: String..., page: String) async throws -> String {
        try await Program.run(Launch(["mandoc"] + arguments, input: .text(page))).everything
    }

    /// What a reader sees on a wide terminal.
    private static func reading(_ page: String) async throws -> String {
        // Bold and underlined letters are struck over.
        try await mandoc("-Tutf8", "-Owidth=200", page: page).replacing(/.\u{8}/, with: "")
    }

    /// A library whose words mean something to the formatter.
    private static let tricky = LibraryDescriptor(
        name: "tricky", title: "Tricky", summary: "Dots, quotes and dashes."
    ) {
        [
            GroupDescriptor(
                title: #"No "group" of \s+9 Fl"#,
                methods: [
                    MethodDescriptor(
                        name: "No", russianName: "Нет",
                        summary: #".Sh begins nothing, and 'q' is quoted; "x\n" stays, and so do ~ ^ and `."#,
                        discussion: "First. Second!\n\n.Pp is no paragraph. --dry-run is typed (see 1.5).",
                        effect: .destroys,
                        client: [],
                        parameters: [
                            .required("ar", String.self, "Is it Fl? Or Ar, or Op."),
                            .defaulted("to-do", String.self, #"a "b" \c"#, "Text."),
                        ]
                    ) { _ in .none },
                    MethodDescriptor(
                        name: "Xyz", russianName: nil, summary: "Nothing.", effect: .reads, client: [], parameters: []
                    ) { _ in .none },
                ])
        ]
    }

    @Test("A page for the program, and one for each library")
    func names() {
        #expect(Self.pages().map(\.fileName) == ["oint.1"] + Registry.libraries.map { "oint-\($0.name).1" })
    }

    @Test("mandoc has nothing to complain of", arguments: pages() + pages([tricky]) + pages([]))
    func lint(page: ManualPages.Page) async throws {
        #expect(try await Self.mandoc("-Tlint", "-Wwarning", page: page.text) == "", "\(page.fileName)")
    }

    @Test("The program's page tells of libraries, commands, options, variables, files and exit codes")
    func program() async throws {
        let text = try await Self.reading(Self.pages()[0].text)
        for library in Registry.libraries {
            #expect(text.contains(library.summary))
            #expect(text.contains("oint-\(library.name)(1)"))
        }
        for part in [
            "store put NAME [PLACE]", "Stores a thing.", "Twice.  It asks first.\n\n             Then it does.\n",
            "The thing's name.", "--dry-run",
            #"oint store put "a b" --dry-run | jq '.\n'"#, "--proxy ADDRESS", "http://user:password@host:3128.",
            "OINT_DEBUG", "~/.config/oint/config.toml", "130", "January 31, 2026", "oint 1.2.3",
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test("A library's page tells of every method and every option", arguments: Registry.libraries.map(\.name))
    func library(name: String) async throws {
        let library = try #require(Registry.libraries.first { $0.name == name })
        let page = try #require(Self.pages().first { $0.fileName == "oint-\(name).1" })
        let text = try await Self.reading(page.text)
        for group in library.groups {
            #expect(text.contains("\n   \(group.title)\n"))
            for method in group.methods {
                #expect(text.contains("\n     \(method.name)"))
                if let russian = method.russianName { #expect(text.contains("Russian name: \(russian).")) }
                for parameter in method.parameters {
                    let letter = parameter.short.map { "-\($0), " } ?? ""
                    #expect(text.contains("\(letter)--\(parameter.name) \(parameter.kind.placeholder)"))
                }
            }
        }
    }

    @Test("Words that mean something to the formatter stay words")
    func escaping() async throws {
        let page = try #require(Self.pages([Self.tricky]).last)
        let text = try await Self.reading(page.text)
        for part in [
            #"   No "group" of \s+9 Fl"#, "     No --ar TEXT [options]",
            #".Sh begins nothing, and 'q' is quoted; "x\n" stays, and so do ~ ^ and `."#, "First.  Second!",
            ".Pp is no paragraph.  --dry-run is typed (see 1.5).", "Is it Fl?  Or Ar, or Op.  It has to be given.",
            #"--to-do TEXT"#, #"When it is not given: a "b" \c."#, "Removes something, or can't be undone.",
            "Russian name: Нет.", "     Xyz",
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }
}

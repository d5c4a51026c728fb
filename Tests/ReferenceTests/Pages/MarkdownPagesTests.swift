import OIntCore
import OIntReference
import Testing

@Suite("Markdown pages")
struct MarkdownPagesTests {
    private func page(_ name: String, of book: ReferenceBook) throws -> String {
        try #require(MarkdownPages.render(book).first { $0.name == name }).text
    }

    @Test("a method's page has its names, effect, options, a call, the Swift function and what is sent")
    func typical() async throws {
        let text = try page("telegram.md", of: await Book.whole)
        for part in [
            "\n## SendPoll\n", "`ОтправитьОпрос`, changes something.",
            "| `--anonymous`, `-a` | `true\\|false` | `true` |",
            "| `--question`, `-q` | `TEXT` | required |",
            "oint telegram SendPoll --token-env BOT_TOKEN --chat @example",
            "    question: String,\n", "\"url\": \"https://api.telegram.org/bot***/sendPoll\"",
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test("a library's page tells how to log in, where one can, and what is true of all its methods")
    func library() async throws {
        let portal = try page("bitrix24.md", of: await Book.whole)
        #expect(
            portal.contains(
                "`oint login bitrix24 --domain DOMAIN --clientid ID` opens the page of Bitrix24 where you agree"))
        #expect(portal.contains("need no `--url` and no `--token`"))
        #expect(portal.contains("also have a member `time`"))
        let bot = try page("telegram.md", of: await Book.whole)
        #expect(!bot.contains("oint login"))
        let site = SitePages.render(await Book.whole).first { $0.name == "bitrix24.html" }?.text ?? ""
        #expect(site.contains("<code>oint login bitrix24 --domain DOMAIN --clientid ID</code>"))
        #expect(site.contains("a member <code>time</code>"))
    }

    @Test("a file that a call only mentions goes by its name in what the call leads to")
    func standIn() async throws {
        let text = try page("sqlite.md", of: await Book.whole)
        #expect(text.contains("oint sqlite ConnectExtension --ext spellfix.so --db shop.db"))
        #expect(text.contains("\"extension\": \"spellfix.so\""))
        #expect(!text.contains("/dev/null"))
    }

    @Test("every type that methods belong to has its name")
    func types() async throws {
        for library in await Book.whole.libraries {
            #expect(!library.clients.contains { $0.type.isEmpty }, "\(library.name)")
            for method in library.groups.flatMap(\.methods) {
                #expect(!method.signature.isEmpty && !method.type.isEmpty, "\(library.name).\(method.name)")
            }
        }
    }

    @Test("values that a call shows are no secrets, and secrets come from variables")
    func secrets() async {
        for library in await Book.whole.libraries {
            for method in library.groups.flatMap(\.methods) {
                #expect(!method.example.line.contains("not-a-real-secret"), "\(method.name)")
                if case .dryRun(let content) = method.preview {
                    #expect(!content.text(.compact).contains("not-a-real-secret"), "\(method.name)")
                }
            }
        }
    }

    @Test("every link inside the pages leads somewhere")
    func links() async throws {
        let pages = MarkdownPages.render(await Book.whole)
        let anchors = Dictionary(uniqueKeysWithValues: pages.map { ($0.name, Self.anchors(in: $0.text)) })
        for page in pages {
            for match in page.text.matches(of: /\]\(([a-z0-9.\-A-Z_]*)(?:#([^)]*))?\)/) {
                let target = match.1.isEmpty ? page.name : String(match.1)
                let known = try #require(anchors[target], "\(page.name) leads to \(target)")
                if let anchor = match.2 { #expect(known.contains(String(anchor)), "\(page.name) leads to #\(anchor)") }
            }
        }
    }

    /// The anchors of a page's headings, as code hosts make them.
    private static func anchors(in text: String) -> [String] {
        var isCode = false
        return text.split(separator: "\n").compactMap { line -> String? in
            if line.hasPrefix("```") { isCode.toggle() }
            guard !isCode, line.hasPrefix("#"), let space = line.firstIndex(of: " ") else { return nil }
            let title = line[line.index(after: space)...].lowercased()
            return title.filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
                .replacing(" ", with: "-")
        }
    }

    @Test("texts read as they were written, whatever Markdown would make of them")
    func escaping() async throws {
        let book = await Book.of(
            [
                method(
                    "Strange", summary: "# Takes a*b*c, <b>, [x](y), snake_case, _x_ and `a|b`.",
                    discussion: "- One\\two ` alone & more",
                    parameters: [.optional("mark", String.self, "One | two.")])
            ])
        let text = try page("things.md", of: book)
        #expect(text.contains(##"\# Takes a\*b\*c, \<b>, \[x\](y), snake_case, \_x\_ and `a|b`."##))
        #expect(text.contains(#"\- One\\two \` alone &amp; more"#))
        #expect(text.contains(#"| One \| two. |"#))
    }

    @Test("two runs give the same pages")
    func repeatable() async {
        let first = MarkdownPages.render(await Book.whole)
        let program = await Book.whole.program
        let isEqual = MarkdownPages.render(await ReferenceBook(program)) == first
        #expect(isEqual)
    }

    @Test("the pages in the repository are those that the declarations give")
    func fresh() async throws {
        for page in MarkdownPages.render(await Book.whole) {
            // Compared outside of the expectation, which would show both pages as a whole.
            let isFresh = (try? Repository.text("docs/\(page.name)")) == page.text
            #expect(isFresh, "docs/\(page.name) is stale: run `make docs`")
        }
        let names = Set(MarkdownPages.render(await Book.whole).map(\.name))
        for name in try Repository.files(in: "docs") where name.hasSuffix(".md") && !names.contains(name) {
            let text = try Repository.text("docs/\(name)")
            #expect(!text.contains(Page.mark), "docs/\(name) is of no use any more: run `make docs`")
        }
    }
}

import OIntCLI
import OIntCore
import Testing

@Suite("Help pages")
struct HelpPagesTests {
    private static let pages = [["--help"], ["desk"], ["desk", "Echo", "--help"], ["desk", "SendNote"]]

    /// What a command shows at a width.
    private func page(_ arguments: [String], width: Int? = 80) async -> String {
        var surroundings = Surroundings()
        surroundings.width = width
        let outcome = await surroundings.oint(arguments)
        #expect(outcome.code == 0)
        #expect(outcome.errors == "")
        #expect(outcome.output.hasSuffix("\n"))
        return String(outcome.output.dropLast())
    }

    @Test("The start page")
    func start() async throws {
        let page = await page([]).replacing("oint \(Version.number):", with: "oint VERSION:")
        try Snapshot.expect(page, matches: Snapshot.startPage, named: "startPage")
    }

    @Test("The page of a library")
    func library() async throws {
        try await Snapshot.expect(page(["desk"]), matches: Snapshot.libraryPage, named: "libraryPage")
    }

    @Test("The page of a method")
    func method() async throws {
        try await Snapshot.expect(page(["desk", "Echo", "--help"]), matches: Snapshot.methodPage, named: "methodPage")
    }

    @Test("A page has several ways to it")
    func ways() async {
        let start = await page([])
        for arguments in [["--help"], ["-h"], ["help"]] { #expect(await page(arguments) == start) }
        let library = await page(["desk"])
        for arguments in [["DESK"], ["desk", "--help"], ["desk", "-h"], ["help", "desk"]] {
            #expect(await page(arguments) == library)
        }
        let method = await page(["desk", "SendNote"])
        for arguments in [
            ["desk", "sendnote"], ["desk", "ОтправитьЗаметку"], ["desk", "отправитьзаметку"],
            ["help", "desk", "SendNote"],
            ["desk", "SendNote", "-h"], ["desk", "SendNote", "--help", "--nonsense"],
            ["desk", "SendNote", "--text", "a", "--help"],
        ] {
            #expect(await page(arguments) == method, "\(arguments)")
        }
    }

    @Test("Published slips of the pen lead to a page, and stand in none")
    func aliases() async {
        let page = await page(["desk", "ecco", "--help"])
        #expect(await self.page(["desk", "Echo", "--help"]) == page)
        for text in [page, await self.page(["desk"])] {
            #expect(!text.lowercased().contains("ecco"))
            #expect(!text.contains("cuont"))
        }
    }

    @Test("No line is wider than the terminal, nor ends in blanks", arguments: 40...120)
    func widths(width: Int) async {
        for arguments in Self.pages {
            let lines = await page(arguments, width: width).split(separator: "\n", omittingEmptySubsequences: false)
            for line in lines {
                #expect(line.count <= width)
                #expect(line.last?.isWhitespace != true)
            }
            #expect(lines.first?.isEmpty == false && lines.last?.isEmpty == false)
        }
    }

    @Test("Every width says the same")
    func sameWords() async {
        for arguments in Self.pages {
            let words = await Set(page(arguments, width: 120).split(whereSeparator: \.isWhitespace))
            for width in [40, 57, 80] {
                #expect(await Set(page(arguments, width: width).split(whereSeparator: \.isWhitespace)) == words)
            }
        }
    }

    @Test("Outside of terminals a page is 100 wide; in tiny and huge ones it stays readable")
    func otherWidths() async {
        for arguments in Self.pages {
            #expect(await page(arguments, width: nil) == page(arguments, width: 100))
            #expect(await page(arguments, width: 1) == page(arguments, width: 40))
            #expect(await page(arguments, width: 500) == page(arguments, width: 120))
        }
    }

    @Test("Every option and every method is there, with its line")
    func complete() async {
        let library = await page(["desk"], width: 120)
        for method in Desk.library.groups.flatMap(\.methods) {
            #expect(library.contains("  \(method.name) "))
            #expect(library.contains(method.summary))
            let page = await page(["desk", method.name, "--help"], width: 120)
            for parameter in method.parameters {
                #expect(page.contains("--\(parameter.name) \(parameter.kind.placeholder)"))
                if let short = parameter.short { #expect(page.contains("-\(short), --\(parameter.name)")) }
            }
            if let name = method.russianName { #expect(page.contains(name)) }
        }
    }

    @Test("Headings are bold where that is wanted, and nothing else changes")
    func colours() async {
        for arguments in Self.pages {
            var surroundings = Surroundings()
            surroundings.width = 80
            surroundings.outputIsTerminal = true
            let colored = await surroundings.oint(arguments).output
            #expect(colored.contains("\u{1B}[1mUsage\u{1B}[0m\n"))
            let plain = colored.replacing("\u{1B}[1m", with: "").replacing("\u{1B}[0m", with: "")
            #expect(await plain == page(arguments) + "\n")
            #expect(!plain.contains("\u{1B}"))
        }
    }
}

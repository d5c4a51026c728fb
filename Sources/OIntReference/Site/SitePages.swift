import OIntCore

/// The reference as a web site that needs no server: it opens from a disk, and searches there.
package struct SitePages {
    private let book: ReferenceBook
    private let frame: SiteFrame

    /// Renders a reference.
    /// - Parameter book: What it shows.
    /// - Returns: The pages, with a style sheet and the scripts of the search.
    package static func render(_ book: ReferenceBook) -> [Page] {
        let site = SitePages(book: book, frame: SiteFrame(book: book))
        return [site.start, site.commands] + book.libraries.map(site.library) + [
            Page(name: "style.css", text: SiteStyle.text), Page(name: "search.js", text: SearchScript.text),
            Page(name: "methods.js", text: SearchIndex.script(book)),
        ]
    }

    private var start: Page {
        let libraries = book.libraries.map { library in
            [
                "<a href=\"\(HTMLText.escaped(library.name)).html\">\(HTMLText.escaped(library.title))</a>",
                HTMLText.line(library.summary), "\(library.methodCount)",
            ]
        }
        return frame.page(
            "index.html", title: "oint reference",
            content: [
                "<h1>Reference</h1>",
                "<p><code>oint</code> is \(HTMLText.line(ProgramFacts.summary))</p>",
                HTMLText.block("oint LIBRARY METHOD --option value", named: "How it is called"),
                "<h2 id=\"libraries\">Libraries</h2>",
                HTMLText.table(["Library", "What it is for", "Methods"], libraries),
                "<p><a href=\"commands.html\">Commands and options</a> tells what is true of every call: options, values, "
                    + "exit codes, variables; and what commands the program has of its own.</p>",
            ])
    }

    private var commands: Page {
        let program = book.program
        var content = ["<h1>Commands and options</h1>"]
        let facts = ["Options of every call", "Values", "Exit codes", "Environment"]
        content += [Self.heading(facts[0]), Self.options(program.standardOptions)]
        content += [
            Self.heading(facts[1]),
            "<ul>\n\(ProgramFacts.values.map { "<li>\(HTMLText.line($0))</li>" }.joined(separator: "\n"))\n</ul>",
        ]
        content += [Self.heading(facts[2]), HTMLText.table(["Code", "Meaning"], ProgramFacts.exitCodes.map(Self.row))]
        content += [
            Self.heading(facts[3]), HTMLText.table(["Variable", "Meaning"], ProgramFacts.environment.map(Self.row)),
        ]
        for command in program.commands { content += Self.command(command) }
        var contents = [(heading: "Every call", places: facts)]
        if !program.commands.isEmpty { contents.append(("Commands", program.commands.map(\.words))) }
        return frame.page("commands.html", title: "Commands and options · oint", content: content, contents: contents)
    }

    private static func command(_ command: CommandDescription) -> [String] {
        var content = [heading(command.words, text: command.line), "<p>\(HTMLText.line(command.summary))</p>"]
        content += command.discussion.split(separator: "\n").map { "<p>\(HTMLText.line(String($0)))</p>" }
        content.append(HTMLText.block(command.usage, named: "Usage"))
        if !command.operands.isEmpty {
            let rows = command.operands.map {
                [HTMLText.code($0.name), $0.isRequired ? "required" : "", HTMLText.line($0.summary)]
            }
            content.append(HTMLText.table(["Argument", "Default", "Meaning"], rows))
        }
        if !command.options.isEmpty { content.append(options(command.options)) }
        for example in command.examples {
            content += [
                "<p class=\"label\">\(HTMLText.line(example.meaning))</p>",
                HTMLText.block(example.line, named: "Example", isCopied: true),
            ]
        }
        return content
    }

    private func library(_ library: LibraryReference) -> Page {
        var content = ["<h1>\(HTMLText.escaped(library.title))</h1>", "<p>\(HTMLText.line(library.summary))</p>"]
        content += library.discussion.map { "<p>\(HTMLText.line($0))</p>" }
        content.append(HTMLText.block("oint \(library.name) METHOD --option value", named: "How it is called"))
        if !library.clients.isEmpty {
            content += [Self.heading("Connection"), "<p>\(ConnectionText.introduction)</p>"]
            for client in library.clients {
                if library.clients.count > 1 {
                    content.append("<p class=\"label\">Methods of \(HTMLText.code(client.type))</p>")
                }
                content.append(Self.options(client.options, hasLetters: false))
            }
            content.append("<p>\(ConnectionText.secrets.map(HTMLText.line).joined(separator: " "))</p>")
            content += library.login.map { "<p>\(HTMLText.line($0))</p>" }
        }
        content.append(Self.contents(library))
        for group in library.groups {
            content.append(Self.heading(group.title))
            content += group.methods.map(Self.method)
        }
        return frame.page(
            "\(library.name).html", title: "\(library.title) · oint", content: content,
            contents: library.groups.map { ($0.title, $0.methods.map(\.name)) })
    }

    private static func contents(_ library: LibraryReference) -> String {
        let groups = library.groups.map { group in
            let rows = group.methods.map { method in
                [
                    "<a href=\"#\(HTMLText.escaped(HTMLText.anchor(method.name)))\">\(HTMLText.escaped(method.name))</a>",
                    method.russianName.map { "<span lang=\"ru\">\(HTMLText.escaped($0))</span>" } ?? "",
                    HTMLText.line(method.summary),
                ]
            }
            return "<h3>\(HTMLText.escaped(group.title))</h3>\n"
                + HTMLText.table(["Method", "Russian name", "What it does"], rows)
        }
        return """
            <details class="contents"><summary>All \(library.methodCount) methods</summary>
            \(groups.joined(separator: "\n"))
            </details>
            """
    }

    private static func method(_ method: MethodReference) -> String {
        let anchor = HTMLText.escaped(HTMLText.anchor(method.name))
        let name = HTMLText.escaped(method.name)
        let russian = method.russianName.map { "<span lang=\"ru\">\(HTMLText.escaped($0))</span> " } ?? ""
        var parts = [
            "<section class=\"method\" id=\"\(anchor)\" aria-labelledby=\"\(anchor)-name\">",
            "<h3 id=\"\(anchor)-name\">\(name) <a class=\"anchor\" href=\"#\(anchor)\" aria-label=\"Link to \(name)\">#</a></h3>",
            "<p class=\"names\">\(russian)<span class=\"effect \(method.effect.rawValue)\">\(method.effect.label)</span></p>",
            "<p>\(HTMLText.line(method.summary))</p>",
        ]
        parts += method.discussion.map { "<p>\(HTMLText.line($0))</p>" }
        if !method.options.isEmpty { parts.append(options(method.options)) }
        parts += ["<p class=\"label\">Shell</p>", HTMLText.block(method.example.line, named: "Shell", isCopied: true)]
        if !method.signature.isEmpty {
            parts += [
                "<p class=\"label\">Swift, on \(HTMLText.code(method.type))</p>",
                HTMLText.block(method.signature, named: "Swift"),
            ]
        }
        switch method.preview {
        case .dryRun(let content):
            parts.append(
                "<details><summary>What it sends (<code>--dry-run</code>)</summary>"
                    + HTMLText.block(content.text(.pretty), named: "Dry run") + "</details>")
        case .answer(let text):
            parts.append(
                "<details><summary>What it prints</summary>" + HTMLText.block(text, named: "Output") + "</details>")
        case .unavailable: break
        }
        if let answer = method.shownAnswer {
            parts.append(
                "<details><summary>What it answers</summary>" + HTMLText.block(answer.text, named: "Answer")
                    + "</details>")
        }
        return (parts + ["</section>"]).joined(separator: "\n")
    }

    private static func options(_ options: [OptionDescription], hasLetters: Bool = true) -> String {
        HTMLText.table(
            ["Option", "Value", "Default", "Meaning"],
            options.map { option in
                let letter = hasLetters ? option.letter.map { " " + HTMLText.code("-\($0)") } ?? "" : ""
                let choices = option.choices.map(HTMLText.code).joined(separator: ", ")
                let standIn = option.isRequired ? "required" : option.defaultText.map(HTMLText.code) ?? ""
                return [
                    HTMLText.code("--\(option.name)") + letter,
                    option.placeholder.isEmpty ? "" : HTMLText.code(option.placeholder), standIn,
                    HTMLText.line(option.summary) + (choices.isEmpty ? "" : " One of \(choices)."),
                ]
            })
    }

    private static func row(_ term: ProgramFacts.Term) -> [String] {
        [HTMLText.code(term.name), HTMLText.line(term.meaning)]
    }

    private static func heading(_ name: String, text: String? = nil) -> String {
        "<h2 id=\"\(HTMLText.escaped(HTMLText.anchor(name)))\">\(HTMLText.escaped(text ?? name))</h2>"
    }
}

extension CommandDescription {
    /// The words that lead to it, without the program's name.
    var words: String { path.joined(separator: " ") }
}

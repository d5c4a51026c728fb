import OIntCore

/// The reference as Markdown: a page for each library, one for the program's own commands, and a start page.
package struct MarkdownPages {
    private let book: ReferenceBook

    /// Renders a reference.
    /// - Parameter book: What it shows.
    /// - Returns: The pages.
    package static func render(_ book: ReferenceBook) -> [Page] {
        let pages = MarkdownPages(book: book)
        return [page("README.md", pages.start), page("commands.md", pages.commands)]
            + book.libraries.map { page("\($0.name).md", pages.library($0)) }
    }

    private static func page(_ name: String, _ blocks: [String]) -> Page {
        Page(name: name, text: (["<!-- \(Page.mark) -->"] + blocks).joined(separator: "\n\n") + "\n")
    }

    private var start: [String] {
        [
            "# Reference",
            "`oint` is \(MarkdownText.line(ProgramFacts.summary))",
            MarkdownText.block("oint LIBRARY METHOD --option value", "console"),
            "## Libraries",
            Self.table(
                ["Library", "What it is for", "Methods"],
                book.libraries.map {
                    ["[\($0.title)](\($0.name).md)", MarkdownText.line($0.summary), "\($0.methodCount)"]
                }),
            "[Commands and options](commands.md) tells what is true of every call: options, values, exit codes, variables; "
                + "and what commands the program has of its own.",
        ]
    }

    private var commands: [String] {
        let program = book.program
        var blocks = ["# Commands and options", "[Reference](README.md)"]
        if !program.commands.isEmpty {
            blocks += ["## Commands"]
            blocks.append(
                Self.table(
                    ["Command", "What it does"],
                    program.commands.map {
                        ["[`\($0.line)`](#\(MarkdownText.anchor($0.line)))", MarkdownText.line($0.summary)]
                    }))
        }
        blocks += ["## Options of every call", Self.options(program.standardOptions)]
        blocks += ["## Values"] + [ProgramFacts.values.map { "- " + MarkdownText.line($0) }.joined(separator: "\n")]
        blocks += ["## Exit codes", Self.table(["Code", "Meaning"], ProgramFacts.exitCodes.map(Self.row))]
        blocks += ["## Environment", Self.table(["Variable", "Meaning"], ProgramFacts.environment.map(Self.row))]
        for command in program.commands { blocks += self.command(command) }
        return blocks
    }

    private func command(_ command: CommandDescription) -> [String] {
        var blocks = ["## \(command.line)", MarkdownText.line(command.summary)]
        blocks += Self.paragraphs(command.discussion)
        blocks.append(MarkdownText.block(command.usage, "console"))
        if !command.operands.isEmpty {
            blocks.append(
                Self.table(
                    ["Argument", "Default", "Meaning"],
                    command.operands.map {
                        ["`\($0.name)`", $0.isRequired ? "required" : "", MarkdownText.line($0.summary)]
                    }))
        }
        if !command.options.isEmpty { blocks.append(Self.options(command.options)) }
        for example in command.examples {
            blocks += [MarkdownText.line(example.meaning), MarkdownText.block(example.line, "console")]
        }
        return blocks
    }

    private func library(_ library: LibraryReference) -> [String] {
        var blocks = ["# \(library.title)", "[Reference](README.md)", MarkdownText.line(library.summary)]
        blocks += library.discussion.map(MarkdownText.line)
        blocks.append(MarkdownText.block("oint \(library.name) METHOD --option value", "console"))
        if !library.clients.isEmpty {
            blocks += ["## Connection", ConnectionText.introduction]
            for client in library.clients {
                if library.clients.count > 1 { blocks.append("Methods of `\(client.type)`:") }
                blocks.append(Self.options(client.options, hasLetters: false))
            }
            blocks.append(ConnectionText.secrets.map(MarkdownText.line).joined(separator: " "))
            blocks += library.login.map(MarkdownText.line)
        }
        blocks.append("## Methods")
        for group in library.groups {
            if library.groups.count > 1 { blocks.append("### \(MarkdownText.line(group.title))") }
            blocks.append(
                Self.table(
                    ["Method", "Russian name", "What it does"],
                    group.methods.map { method in
                        [
                            "[`\(method.name)`](#\(MarkdownText.anchor(method.name)))",
                            method.russianName.map { "`\($0)`" } ?? "", MarkdownText.line(method.summary),
                        ]
                    }))
        }
        for method in library.groups.flatMap(\.methods) { blocks += Self.method(method) }
        return blocks
    }

    private static func method(_ method: MethodReference) -> [String] {
        var blocks = ["## \(method.name)"]
        let names = method.russianName.map { "`\($0)`, " } ?? ""
        blocks.append("\(names)\(method.effect.label).")
        blocks.append(MarkdownText.line(method.summary))
        blocks += method.discussion.map(MarkdownText.line)
        if !method.options.isEmpty { blocks.append(options(method.options)) }
        blocks.append(MarkdownText.block(method.example.line, "console"))
        if !method.signature.isEmpty {
            blocks += ["In Swift, on `\(method.type)`:", MarkdownText.block(method.signature, "swift")]
        }
        switch method.preview {
        case .dryRun(let content):
            blocks += ["With `--dry-run` the call above shows:", MarkdownText.block(content.text(.pretty), "json")]
        case .answer(let text):
            let isJSON = text.hasPrefix("{") || text.hasPrefix("[")
            blocks += ["The call above prints:", MarkdownText.block(text, isJSON ? "json" : "")]
        case .unavailable: break
        }
        if let answer = method.shownAnswer {
            let language = if case .json = answer { "json" } else { "" }
            blocks += ["The answer looks like this:", MarkdownText.block(answer.text, language)]
        }
        return blocks
    }

    private static func options(_ options: [OptionDescription], hasLetters: Bool = true) -> String {
        table(
            ["Option", "Value", "Default", "Meaning"],
            options.map { option in
                let letter = hasLetters ? option.letter.map { ", `-\($0)`" } ?? "" : ""
                return [
                    "`--\(option.name)`\(letter)", option.placeholder.isEmpty ? "" : "`\(option.placeholder)`",
                    option.isRequired ? "required" : option.defaultText.map(MarkdownText.code) ?? "",
                    MarkdownText.line(option.summary) + choices(option),
                ]
            })
    }

    private static func choices(_ option: OptionDescription) -> String {
        option.choices.isEmpty ? "" : " One of " + option.choices.map { "`\($0)`" }.joined(separator: ", ") + "."
    }

    private static func row(_ term: ProgramFacts.Term) -> [String] {
        ["`\(term.name)`", MarkdownText.line(term.meaning)]
    }

    private static func paragraphs(_ text: String) -> [String] {
        text.split(separator: "\n").map { MarkdownText.line(String($0)) }
    }

    private static func table(_ heads: [String], _ rows: [[String]]) -> String {
        let lines = [heads, heads.map { _ in "---" }] + rows.map { $0.map(MarkdownText.cell) }
        return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    }
}

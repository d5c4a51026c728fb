import OIntCore
import OIntReference

/// The help pages: of the program, of a library, of a method.
struct HelpPages {
    let width: Int?
    let isColored: Bool

    /// The start page: what there is, and how to go on.
    func start(_ libraries: [LibraryDescriptor], _ commands: [Command]) -> String {
        var page = HelpText(width: width, isColored: isColored)
        page.paragraph("oint \(Version.number): \(ProgramFacts.summary)")
        page.heading("Usage")
        page.command("oint LIBRARY METHOD --option value …")
        page.heading("Libraries")
        page.rows(libraries.map { ($0.name, $0.summary) })
        if !commands.isEmpty {
            page.heading("Commands")
            page.rows(Self.rows(commands))
        }
        page.heading("Try")
        let example = libraries.first?.name ?? "LIBRARY"
        page.rows([
            ("oint \(example)", "The methods of a library."),
            ("oint \(example) METHOD", "The options of a method."),
            ("oint --version", "The version and the build; hashsum gives its whole hash."),
        ])
        page.heading("Options of every command")
        page.rows(standardRows)
        page.heading("Values")
        for paragraph in ProgramFacts.values { page.paragraph(paragraph) }
        page.heading("Exit codes")
        page.rows(ProgramFacts.exitCodes.map { ($0.name, $0.meaning) })
        return page.text
    }

    /// A row for each command, and one for those that begin with the same word.
    private static func rows(_ commands: [Command]) -> [(left: String, right: String)] {
        var rows: [(left: String, right: String)] = []
        for command in commands {
            guard let word = command.path.first, rows.last?.left != word else { continue }
            rows.append((word, Command.families[word] ?? command.summary))
        }
        return rows
    }

    /// The page of commands that begin with the same word.
    func family(_ commands: [Command]) -> String {
        var page = HelpText(width: width, isColored: isColored)
        let name = commands.first?.path.first ?? ""
        if let summary = Command.families[name] { page.paragraph(summary) }
        page.heading("Usage")
        page.command("oint \(name) COMMAND …")
        page.heading("Commands")
        page.rows(commands.map { ($0.path.dropFirst().joined(separator: " "), $0.summary) })
        page.blank()
        page.paragraph("oint \(name) COMMAND --help shows what a command takes.")
        return page.text
    }

    /// The page of a command.
    func command(_ command: Command) -> String {
        var page = HelpText(width: width, isColored: isColored)
        page.opening(command.summary, command.discussion)
        page.heading("Usage")
        let operands = command.operands.map { operand in
            (operand.isRequired ? operand.name : "[\(operand.name)]") + (operand.isRepeated ? " …" : "")
        }
        let required = command.parameters.filter(\.isRequired).map { "--\($0.name) \($0.kind.placeholder)" }
        let hasOthers = command.parameters.contains { !$0.isRequired } || !command.standardOptions.isEmpty
        page.command(([command.line] + operands + required + (hasOthers ? ["[options]"] : [])).joined(separator: " "))
        let own =
            command.operands.map { ("    \($0.name)", $0.summary) }
            + command.parameters.map { (Self.left($0), Self.right($0)) }
            + command.standardOptions.map { ("    " + Self.left($0), command.summary(of: $0)) }
        if !own.isEmpty {
            page.heading("Options")
            page.rows(own)
        }
        if !command.examples.isEmpty {
            page.heading("Examples")
            page.rows(command.examples.map { ($0.line, $0.meaning) })
        }
        return page.text
    }

    /// The page of a library: its methods by group.
    func library(_ library: LibraryDescriptor) -> String {
        var page = HelpText(width: width, isColored: isColored)
        page.paragraph("\(library.title): \(library.summary)")
        page.heading("Usage")
        page.command("oint \(library.name) METHOD --option value …")
        for group in library.groups {
            page.heading(group.title)
            page.rows(group.methods.map { ($0.name, $0.summary) })
        }
        page.blank()
        page.paragraph("oint \(library.name) METHOD shows the options of a method.")
        return page.text
    }

    /// The page of a method: its options.
    func method(_ method: MethodDescriptor, of library: LibraryDescriptor) -> String {
        var page = HelpText(width: width, isColored: isColored)
        page.opening(method.summary, method.discussion)
        page.heading("Usage")
        page.command(usage(method, library))
        if !method.parameters.isEmpty {
            page.heading("Options")
            page.rows(method.parameters.map { (Self.left($0), Self.right($0)) })
        }
        page.blank()
        var about = method.effect.sentence
        if let name = method.russianName { about += " Russian name: \(name)." }
        if let name = method.vendorName { about += " \(library.title) calls it \(name)." }
        page.paragraph(about)
        if !method.parameters.isEmpty {
            page.paragraph(
                "Any option also takes its value from a file or a variable: --OPTION-file PATH (- is standard input), --OPTION-env NAME."
            )
        }
        page.paragraph("Options of every command, forms of values and exit codes: oint --help")
        return page.text
    }

    private var standardRows: [(left: String, right: String)] {
        StandardOption.allCases.map { option in
            (Self.left(option), option.summary)
        }
    }

    private static func left(_ option: StandardOption) -> String {
        "--\(option.rawValue)" + (option.placeholder.isEmpty ? "" : " \(option.placeholder)")
    }

    private func usage(_ method: MethodDescriptor, _ library: LibraryDescriptor) -> String {
        let required = method.parameters.filter(\.isRequired).map { "--\($0.name) \($0.kind.placeholder)" }
        let hasOthers = method.parameters.contains { !$0.isRequired }
        let parts = ["oint \(library.name) \(method.name)"] + required + (hasOthers ? ["[options]"] : [])
        return parts.joined(separator: " ")
    }

    private static func left(_ parameter: ParameterDescriptor) -> String {
        let short = parameter.short.map { "-\($0), " } ?? "    "
        return "\(short)--\(parameter.name) \(parameter.kind.placeholder)"
    }

    private static func right(_ parameter: ParameterDescriptor) -> String {
        var text = parameter.summary
        if case .choice(let words) = parameter.kind, words.count > 5 {
            text += " One of \(words.joined(separator: ", "))."
        }
        if parameter.isRequired { text += " (required)" }
        if let value = parameter.defaultText, parameter.kind != .boolean || value != "false" {
            text += " (\(value) when not given)"
        }
        return text
    }
}

import OIntCore

/// The help pages: of the program, of a library, of a method.
struct HelpPages {
    let width: Int?
    let isColored: Bool

    /// The start page: what there is, and how to go on.
    func start(_ libraries: [LibraryDescriptor]) -> String {
        var page = HelpText(width: width, isColored: isColored)
        page.paragraph("oint \(Version.number): one command for many services. It prints what they answer, as JSON.")
        page.heading("Usage")
        page.command("oint LIBRARY METHOD --option value …")
        page.heading("Libraries")
        page.rows(libraries.map { ($0.name, $0.summary) })
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
        page.paragraph(Self.aboutValues)
        page.heading("Exit codes")
        page.rows([
            ("0", "The service did it."),
            ("1", "The service refused: its answer is on the output, the meaning on the error output."),
            ("2", "The call is not right as it stands; nothing was sent."),
            ("3", "The service could not be reached, or its answer broke off."),
            ("4", "Something on this machine is missing, unreadable or full."),
            ("130", "Interrupted."),
        ])
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
        page.paragraph(method.summary)
        if !method.discussion.isEmpty {
            page.blank()
            page.paragraph(method.discussion)
        }
        page.heading("Usage")
        page.command(usage(method, library))
        if !method.parameters.isEmpty {
            page.heading("Options")
            page.rows(method.parameters.map { (Self.left($0), Self.right($0)) })
        }
        page.blank()
        var about = "\(Self.effectText(method.effect))"
        if let name = method.russianName { about += " Russian name: \(name)." }
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
            ("--\(option.rawValue)" + (option.placeholder.isEmpty ? "" : " \(option.placeholder)"), option.summary)
        }
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

    private static func effectText(_ effect: Effect) -> String {
        switch effect {
        case .reads: "Only reads."
        case .writes: "Creates or changes something."
        case .destroys: "Removes something, or can't be undone."
        }
    }

    private static let aboutValues = """
        Text is taken as it stands; \\n \\r \\t \\f \\v and \\\\ stand for the characters they name. A bare true/false option means true.
        JSON options take JSON, in single or double quotes, or the path of a JSON file. Lists take a JSON array, or the option several times.
        File options take a path, - for standard input, an http(s) address, or data:;base64,… for the content itself.
        Dates take ISO 8601: 2026-01-31, 2026-01-31T10:00:00+03:00.
        To keep a secret from the list of processes: --token-file PATH, --token-file - or --token-env NAME.
        """
}

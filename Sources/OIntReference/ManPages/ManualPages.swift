import OIntCore

/// The manual of the program: `oint(1)`, and a page for each library.
package struct ManualPages: Sendable {
    /// A page of the manual.
    package struct Page: Sendable {
        /// The name of its file, such as `oint-s3.1`.
        package let fileName: String
        /// Its content, in mdoc.
        package let text: String
    }

    private let program: ProgramDescription
    private let date: DateTime

    /// Creates a manual.
    /// - Parameters:
    ///   - program: What it tells of.
    ///   - date: The day that stands at the foot of the pages.
    package init(of program: ProgramDescription, date: DateTime) {
        self.program = program
        self.date = date
    }

    /// All pages.
    package var pages: [Page] {
        [Page(fileName: "oint.1", text: startPage)]
            + program.libraries.map { Page(fileName: "oint-\($0.name).1", text: page(of: $0)) }
    }

    /// The head of a page, and its first section.
    private func head(_ name: String, _ summary: String) -> MdocText {
        var page = MdocText()
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        page.add("Dd", .macro("\(months[(date.month - 1) % 12]) \(date.day), \(date.year)"))
        page.add("Dt", .text(name.uppercased()), .macro("1"))
        page.add("Os", .macro("oint"), .macro(program.version))
        page.section("NAME")
        page.add("Nm", .text(name))
        page.add("Nd", text: summary.hasSuffix(".") ? String(summary.dropLast()) : summary)
        page.section("SYNOPSIS")
        return page
    }

    private var startPage: String {
        var page = head("oint", "one command for many services")
        page.add("Nm", .macro("oint"))
        page.add("Ar", .text("LIBRARY"), .text("METHOD"))
        page.add("Op", .macro("Ar"), .text("options"))
        page.add("Nm", .macro("oint"))
        page.add("Ar", .text("COMMAND"))
        page.add("Op", .macro("Ar"), .text("options"))
        page.section("DESCRIPTION")
        page.sentences("oint is \(ProgramFacts.summary)")
        page.sentences("Results go to the output, and everything else to the error output.")
        page.sentences("Without a method, the methods of a library are listed; without options, those of a method are.")
        if !program.libraries.isEmpty {
            page.add("Ss", text: "Libraries")
            page.terms { list in
                for library in program.libraries {
                    list.add("It", .macro("Cm"), .text(library.name))
                    list.sentences("\(library.title): \(library.summary)")
                    list.sentences("Its methods are told in")
                    list.add("Xr", .text("oint-\(library.name)"), .macro("1"), .macro("."))
                }
            }
        }
        if !program.commands.isEmpty {
            page.add("Ss", text: "Commands")
            page.terms { list in for command in program.commands { list.command(command) } }
        }
        page.add("Ss", text: "Options of every call")
        page.terms { list in for option in program.standardOptions { list.option(option) } }
        page.add("Ss", text: "Values")
        page.paragraphs(ProgramFacts.values.joined(separator: "\n"))
        page.section("ENVIRONMENT", of: ProgramFacts.environment, macro: "Ev")
        page.section("FILES", of: ProgramFacts.files, macro: "Pa")
        page.section("EXIT STATUS", of: ProgramFacts.exitCodes)
        page.section("EXAMPLES")
        page.examples(ProgramFacts.examples)
        page.seeAlso(program.libraries.map { "oint-\($0.name)" })
        return page.text
    }

    private func page(of library: LibraryDescriptor) -> String {
        var page = head("oint-\(library.name)", "\(library.title): \(library.summary)")
        page.add("Nm", .macro("oint"), .macro("Cm"), .text(library.name))
        page.add("Ar", .text("METHOD"))
        page.add("Op", .macro("Ar"), .text("options"))
        page.section("DESCRIPTION")
        page.sentences("A method is called by its English or its Russian name, in any case.")
        page.sentences("The options that every call has, and how values are written, are told in")
        page.add("Xr", .macro("oint"), .macro("1"), .macro("."))
        page.section("METHODS")
        for group in library.groups {
            page.add("Ss", text: group.title)
            page.terms { list in for method in group.methods { list.method(method) } }
        }
        page.section("EXIT STATUS", of: ProgramFacts.exitCodes)
        page.seeAlso(["oint"])
        return page.text
    }
}

extension MdocText {
    /// Adds a command to a list.
    fileprivate mutating func command(_ command: CommandDescription) {
        var words: [Word] = [.macro("Cm")] + command.path.map { .text($0) }
        for operand in command.operands {
            words +=
                operand.isRequired
                ? [.macro("Ar"), .text(operand.name)] : [.macro("Op"), .macro("Ar"), .text(operand.name)]
        }
        // What is optional swallows the rest of its line, and so every operand behind it is optional too.
        add("It", words)
        sentences(command.summary)
        for paragraph in command.discussion.split(whereSeparator: \.isNewline) {
            add("Pp")
            sentences(String(paragraph))
        }
        if !command.operands.isEmpty || !command.options.isEmpty {
            add("Pp")
            terms(isCompact: true) { list in
                for operand in command.operands {
                    list.add("It", .macro("Ar"), .text(operand.name))
                    list.sentences(operand.summary)
                }
                for option in command.options { list.option(option) }
            }
        }
        if !command.examples.isEmpty {
            add("Pp")
            examples(command.examples)
        }
    }

    /// Adds a method to a list.
    fileprivate mutating func method(_ method: MethodDescriptor) {
        let parameters = method.parameters
        var words: [Word] = [.macro("Cm"), .text(method.name)]
        for parameter in parameters where parameter.isRequired {
            words += [
                .macro("Fl"), .macro("Fl"), .text(parameter.name), .macro("Ar"), .text(parameter.kind.placeholder),
            ]
        }
        if parameters.contains(where: { !$0.isRequired }) { words += [.macro("Op"), .macro("Ar"), .text("options")] }
        add("It", words)
        sentences(method.summary)
        sentences(method.effect.sentence)
        if let name = method.russianName { sentences("Russian name: \(name).") }
        for paragraph in method.discussion.split(whereSeparator: \.isNewline) {
            add("Pp")
            sentences(String(paragraph))
        }
        guard !parameters.isEmpty else { return }
        add("Pp")
        terms(isCompact: true) { list in for parameter in parameters { list.option(OptionDescription(parameter)) } }
    }

    /// Adds an option to a list.
    fileprivate mutating func option(_ option: OptionDescription) {
        var words: [Word] = option.letter.map { [.macro("Fl"), .text(String($0)), .macro(",")] } ?? []
        words += [.macro("Fl"), .macro("Fl"), .text(option.name)]
        if !option.placeholder.isEmpty { words += [.macro("Ar"), .text(option.placeholder)] }
        add("It", words)
        sentences(option.summary)
        if !option.choices.isEmpty { sentences("One of \(option.choices.joined(separator: ", ")).") }
        if option.isRequired { sentences("It has to be given.") }
        if let value = option.defaultText { sentences("When it is not given: \(value).") }
    }

    /// Adds a section of terms, where there are any.
    fileprivate mutating func section(_ title: String, of terms: [ProgramFacts.Term], macro: String? = nil) {
        guard !terms.isEmpty else { return }
        section(title)
        self.terms { list in
            for term in terms {
                list.add("It", (macro.map { [.macro($0)] } ?? []) + [.text(term.name)])
                list.sentences(term.meaning)
            }
        }
    }

    /// Adds calls, each with what it does.
    fileprivate mutating func examples(_ examples: [CommandDescription.Example]) {
        for (index, example) in examples.enumerated() {
            if index > 0 { add("Pp") }
            sentences(example.meaning)
            add("Dl", example.line.split(separator: " ").map { .text(String($0)) })
        }
    }

    /// Adds the section that leads to other pages.
    fileprivate mutating func seeAlso(_ names: [String]) {
        guard !names.isEmpty else { return }
        section("SEE ALSO")
        let sorted = names.sorted()
        for name in sorted {
            add("Xr", [.text(name), .macro("1")] + (name == sorted.last ? [] : [.macro(",")]))
        }
    }
}

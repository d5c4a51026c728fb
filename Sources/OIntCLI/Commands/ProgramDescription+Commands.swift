import OIntCore
import OIntReference

extension ProgramDescription {
    /// Describes the program for documents.
    /// - Parameters:
    ///   - libraries: The libraries it has.
    ///   - commands: The commands it has.
    package init(libraries: [LibraryDescriptor], commands: [Command]) {
        self.init(
            version: Version.number, libraries: libraries, commands: commands.map(CommandDescription.init),
            standardOptions: StandardOption.allCases.map { OptionDescription($0, summary: $0.summary) })
    }
}

extension CommandDescription {
    /// Describes a command for documents.
    init(_ command: Command) {
        self.init(
            path: command.path, summary: command.summary, discussion: command.discussion,
            operands: command.operands.map {
                Operand(name: $0.name, summary: $0.summary, isRequired: $0.isRequired)
            },
            options: command.parameters.map { OptionDescription($0) }
                + command.standardOptions.map { OptionDescription($0, summary: command.summary(of: $0)) },
            examples: command.examples.map { Example(line: $0.line, meaning: $0.meaning) })
    }
}

extension OptionDescription {
    /// Describes an option of every call for documents.
    /// - Parameters:
    ///   - option: The option.
    ///   - summary: What it means where it is described.
    init(_ option: StandardOption, summary: String) {
        self.init(name: option.rawValue, placeholder: option.placeholder, summary: summary)
    }
}

/// A command of the program itself, as documents show it.
package struct CommandDescription: Sendable {
    /// Something that stands behind a command without the name of an option.
    package struct Operand: Sendable {
        /// The word that stands for it, in capitals.
        package let name: String
        /// What it means, in one line.
        package let summary: String
        /// Whether the command can't run without it.
        package let isRequired: Bool

        /// Describes an operand.
        /// - Parameters:
        ///   - name: The word that stands for it, in capitals.
        ///   - summary: What it means, in one line.
        ///   - isRequired: Whether the command can't run without it.
        package init(name: String, summary: String, isRequired: Bool) {
            self.name = name
            self.summary = summary
            self.isRequired = isRequired
        }
    }

    /// A call that shows how a command is used.
    package struct Example: Sendable {
        /// The call, as it is typed.
        package let line: String
        /// What it does.
        package let meaning: String

        /// Describes an example.
        /// - Parameters:
        ///   - line: The call, as it is typed.
        ///   - meaning: What it does.
        package init(line: String, meaning: String) {
            self.line = line
            self.meaning = meaning
        }
    }

    /// The words that lead to it behind the program's name, such as `config`, `set`.
    package let path: [String]
    /// What it does, in one sentence.
    package let summary: String
    /// What else there is to know; may be empty.
    package let discussion: String
    /// What stands behind the path without a name, in its order.
    package let operands: [Operand]
    /// Its options; those of every call that it takes too stand last.
    package let options: [OptionDescription]
    /// Calls that show how it is used.
    package let examples: [Example]

    /// Describes a command.
    /// - Parameters:
    ///   - path: The words that lead to it behind the program's name.
    ///   - summary: What it does, in one sentence.
    ///   - discussion: What else there is to know.
    ///   - operands: What stands behind the path without a name.
    ///   - options: Its options.
    ///   - examples: Calls that show how it is used.
    package init(
        path: [String], summary: String, discussion: String = "", operands: [Operand] = [],
        options: [OptionDescription] = [], examples: [Example] = []
    ) {
        self.path = path
        self.summary = summary
        self.discussion = discussion
        self.operands = operands
        self.options = options
        self.examples = examples
    }

    /// The words that lead to it, with the program's name in front.
    package var line: String { (["oint"] + path).joined(separator: " ") }
}

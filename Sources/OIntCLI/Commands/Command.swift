import OIntCore

/// A command of the program itself, beside the methods of libraries: `oint config set`, `oint batch FILE`.
///
/// Help pages, completions and man pages are made from it.
package struct Command: Sendable {
    /// The words that lead to it behind `oint`, such as `config`, `set`.
    package let path: [String]
    /// What it does, in one sentence.
    package let summary: String
    /// What else there is to know; may be empty.
    package let discussion: String
    /// What stands behind the path without a name, in its order.
    package let operands: [Operand]
    /// Its own options.
    package let parameters: [ParameterDescriptor]
    /// The options of every call that it takes too.
    package let standardOptions: [StandardOption]
    /// What some of these options mean here, where that is not what they mean for calls of methods.
    let meanings: [StandardOption: String]
    /// Calls that show how it is used, each with what it does.
    package let examples: [(line: String, meaning: String)]
    /// Does it.
    let run: @Sendable (CommandCall) async throws -> Void

    /// Creates a command.
    /// - Parameters:
    ///   - path: The words that lead to it behind `oint`.
    ///   - summary: What it does, in one sentence.
    ///   - discussion: What else there is to know.
    ///   - operands: What stands behind the path without a name.
    ///   - parameters: Its own options.
    ///   - standardOptions: The options of every call that it takes too; help is always one.
    ///   - meanings: What some of these options mean here, where that is not what they mean for calls of methods.
    ///   - examples: Calls that show how it is used, each with what it does.
    ///   - run: Does it.
    init(
        _ path: String..., summary: String, discussion: String = "", operands: [Operand] = [],
        parameters: [ParameterDescriptor] = [], standardOptions: [StandardOption] = [],
        meanings: [StandardOption: String] = [:],
        examples: [(line: String, meaning: String)] = [], run: @escaping @Sendable (CommandCall) async throws -> Void
    ) {
        self.path = path
        self.summary = summary
        self.discussion = discussion
        self.operands = operands
        // For commands of the program, -h is help.
        self.parameters = ShortFlags.assign(to: parameters, reserved: ["h"])
        self.standardOptions = standardOptions
        self.meanings = meanings
        self.examples = examples
        self.run = run
    }

    /// What an option of every call means here, in one line.
    func summary(of option: StandardOption) -> String { OptionTable(self).summary(of: option) }

    /// The words that lead to it, with `oint` in front.
    package var line: String { (["oint"] + path).joined(separator: " ") }
}

/// Something that stands behind a command without the name of an option.
package struct Operand: Sendable {
    /// What an operand is; completions offer what fits.
    package enum Kind: Sendable {
        /// Any text.
        case text
        /// The path of a file; `-` for standard input.
        case file
        /// The name of a library.
        case library
        /// One of a few words.
        case choice([String])
        /// The name of a setting: `LIBRARY.OPTION`.
        case setting
        /// The name of a stored profile.
        case profile
    }

    /// The word that stands for it in help, in capitals.
    package let name: String
    /// What it means, in one line.
    package let summary: String
    /// What it is.
    package let kind: Kind
    /// Whether the command can't run without it.
    package let isRequired: Bool
    /// Whether it may stand there several times; only the last operand may.
    package let isRepeated: Bool

    /// Creates an operand.
    /// - Parameters:
    ///   - name: The word that stands for it in help, in capitals.
    ///   - summary: What it means, in one line.
    ///   - kind: What it is.
    ///   - isRequired: Whether the command can't run without it.
    ///   - isRepeated: Whether it may stand there several times.
    init(
        _ name: String, _ summary: String, kind: Kind = .text, isRequired: Bool = true, isRepeated: Bool = false
    ) {
        self.name = name
        self.summary = summary
        self.kind = kind
        self.isRequired = isRequired
        self.isRepeated = isRepeated
    }
}

/// One call of a command: what stood behind it, and what it may use.
struct CommandCall: Sendable {
    /// The operands, in their order; those that were left out are missing at the end.
    let operands: [String]
    /// The values of its options, by name.
    let options: [String: [OptionInput]]
    /// What the options of every call say.
    let settings: CallSettings
    /// The libraries.
    let libraries: [LibraryDescriptor]
    /// The commands.
    let commands: [Command]
    /// What it sees of the process.
    let console: Console

    /// The operand at a place, if it was given.
    func operand(_ index: Int) -> String? { operands.indices.contains(index) ? operands[index] : nil }

    /// Reads an option that may be left out.
    /// - Parameters:
    ///   - name: The option's name.
    ///   - type: The type to read it into.
    /// - Returns: The value, or nil when it is not given.
    /// - Throws: `UsageError` when it can't be read.
    func option<Value: OptionValue>(_ name: String, _ type: Value.Type = Value.self) throws(UsageError) -> Value? {
        guard let inputs = options[name]?.filter({ !$0.isBlank }), !inputs.isEmpty else { return nil }
        do throws(OptionError) {
            return try Value(option: inputs)
        } catch {
            throw UsageError([.unreadable(option: name, reason: error.description)])
        }
    }

    /// Whether a switch is on.
    /// - Parameter name: The option's name.
    /// - Throws: `UsageError` when it is given another word than true or false.
    func isOn(_ name: String) throws(UsageError) -> Bool { try option(name, Bool.self) ?? false }
}

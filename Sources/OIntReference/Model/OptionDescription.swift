import OIntCore

/// An option as documents show it, whether it belongs to a method, to a command or to every call.
package struct OptionDescription: Sendable {
    /// The name, without dashes.
    package let name: String
    /// The one-letter form, where there is one.
    package let letter: Character?
    /// The word that stands for the value; empty for a switch.
    package let placeholder: String
    /// What the option means, in one line.
    package let summary: String
    /// Whether there is no call without it.
    package let isRequired: Bool
    /// What stands for it when it is not given, as it would be typed; nil where that is nothing, or simply "no".
    package let defaultText: String?
    /// The words it takes, where it takes only some; empty where the placeholder names them all.
    package let choices: [String]

    /// Describes an option of every call.
    /// - Parameters:
    ///   - name: The name, without dashes.
    ///   - placeholder: The word that stands for the value; empty for a switch.
    ///   - summary: What the option means, in one line.
    package init(name: String, placeholder: String, summary: String) {
        self.name = name
        self.placeholder = placeholder
        self.summary = summary
        letter = nil
        isRequired = false
        defaultText = nil
        choices = []
    }

    /// Describes an option of a method or of a command.
    /// - Parameter parameter: The option.
    package init(_ parameter: ParameterDescriptor) {
        name = parameter.name
        letter = parameter.short
        placeholder = parameter.kind.placeholder
        summary = parameter.summary
        isRequired = parameter.isRequired
        defaultText = parameter.kind == .boolean && parameter.defaultText == "false" ? nil : parameter.defaultText
        if case .choice(let words) = parameter.kind, placeholder != words.joined(separator: "|") {
            choices = words
        } else {
            choices = []
        }
    }
}

import OIntCore

/// The shells that can complete what is typed.
enum CompletionShell: String, OptionChoice, Sendable {
    case bash, zsh, fish

    /// The value has no role.
    static var optionRoles: OptionRoles { [] }

    /// The script that makes a shell ask the program.
    var script: String {
        switch self {
        case .bash: Self.bashScript
        case .zsh: Self.zshScript
        case .fish: Self.fishScript
        }
    }
}

/// A shell that people use.
enum Shell: String, CaseIterable, Sendable {
    case bash, zsh, fish

    /// What starts it as for a person, with the configuration that is in the home directory.
    var command: [String] {
        switch self {
        case .bash: ["bash", "--noprofile", "-i"]
        case .zsh: ["zsh", "-i"]
        case .fish: ["fish", "-i"]
        }
    }

    /// The file it reads when it starts, below the home directory.
    var startFile: String {
        switch self {
        case .bash: ".bashrc"
        case .zsh: ".zshrc"
        case .fish: ".config/fish/config.fish"
        }
    }

    /// What makes the prompt `ready>`, and says nothing at the start.
    var plainPrompt: String {
        switch self {
        case .bash: "PS1='ready> '\n"
        case .zsh: "PS1='ready> '; unsetopt prompt_sp\n"
        case .fish:
            """
            function fish_prompt; echo -n 'ready> '; end
            function fish_right_prompt; end
            set fish_greeting
            # No greyed-out guesses behind what is typed.
            set -g fish_autosuggestion_enabled 0

            """
        }
    }

    /// What loads the script of `oint completions` anew in each shell.
    var loading: String {
        switch self {
        case .bash: "source <(oint completions bash)\n"
        case .zsh: "autoload -Uz compinit; compinit -u; source <(oint completions zsh)\n"
        case .fish: "oint completions fish | source\n"
        }
    }

    /// What loads what `oint completions install` has written, as its advice says.
    func loadingInstalled(from home: String) -> String {
        switch self {
        case .bash: "source '\(home)/.local/share/bash-completion/completions/oint'\n"
        case .zsh: "fpath=('\(home)/.local/share/zsh/site-functions' $fpath); autoload -Uz compinit; compinit -u\n"
        case .fish: ""
        }
    }
}

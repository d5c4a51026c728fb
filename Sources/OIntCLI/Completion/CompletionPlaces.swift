import OIntCore
import SystemPackage

/// Where a user's own completions and man pages are kept.
///
/// Source: https://specifications.freedesktop.org/basedir-spec/latest/
struct CompletionPlaces {
    private let data: FilePath
    private let configuration: FilePath
    private let bashFolder: String?

    /// Finds the places.
    /// - Parameter environment: The environment.
    /// - Throws: `LocalError` when there is no home directory.
    init(environment: [String: String]) throws(LocalError) {
        // A relative path in a variable means nothing, by the specification.
        func folder(_ name: String, _ usual: String) throws(LocalError) -> FilePath {
            if let path = environment[name], path.hasPrefix("/") { return FilePath(path) }
            guard let home = environment["HOME"], home.hasPrefix("/") else {
                throw LocalError("completions", "neither HOME nor \(name) is set, so there is no place for them")
            }
            return FilePath(home).appending(usual)
        }
        data = try folder("XDG_DATA_HOME", ".local/share")
        configuration = try folder("XDG_CONFIG_HOME", ".config")
        bashFolder = environment["BASH_COMPLETION_USER_DIR"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }

    /// The file of a shell's script.
    func script(for shell: CompletionShell) -> String {
        switch shell {
        case .bash:
            (bashFolder.map { FilePath($0) } ?? data.appending("bash-completion")).appending("completions/oint").string
        case .zsh: data.appending("zsh/site-functions/_oint").string
        case .fish: configuration.appending("fish/completions/oint.fish").string
        }
    }

    /// The folder of man pages.
    var manualFolder: String { data.appending("man/man1").string }

    /// What is left to do by hand before a shell finds its script.
    func advice(for shell: CompletionShell) -> String {
        let script = script(for: shell)
        switch shell {
        case .bash:
            return "New shells find it with the package bash-completion; without that, add to ~/.bashrc:\n"
                + "  source '\(script)'"
        case .zsh:
            let folder = FilePath(script).removingLastComponent().string
            return "Add to ~/.zshrc, in front of compinit:\n  fpath=('\(folder)' $fpath)\n"
                + "or, where there is no compinit yet:\n"
                + "  fpath=('\(folder)' $fpath); autoload -Uz compinit; compinit"
        case .fish: return "New shells find it."
        }
    }
}

import OIntCore

/// Where the passphrase of sealed secrets comes from.
package enum PassphraseSource: Sendable, Hashable {
    /// A command of the shell that prints it.
    case command(String)
    /// The environment variable `OINT_PASSPHRASE`.
    case variable(Secret)
    /// Somebody types it on the terminal.
    case prompt

    /// The name of the environment variable.
    package static let variableName = "OINT_PASSPHRASE"

    /// The first source that is given: the command, the variable, and else the terminal.
    /// - Parameters:
    ///   - command: The command, where one is set.
    ///   - environment: The environment.
    package init(command: String?, environment: [String: String] = ProcessEnvironment.variables) {
        if let command {
            self = .command(command)
        } else if let text = environment[Self.variableName], !text.isEmpty {
            self = .variable(Secret(text))
        } else {
            self = .prompt
        }
    }

    /// Fetches the passphrase.
    /// - Returns: The passphrase.
    /// - Throws: `LocalError` when the command fails, or there is no terminal to ask on; `CancellationError` when the task
    ///   is cancelled.
    package func passphrase() async throws -> Secret {
        switch self {
        case .command(let text): try await ShellCommand(text, name: "password command").firstLine()
        case .variable(let secret): secret
        case .prompt: try await HiddenInput.ask("Passphrase: ")
        }
    }

    /// Fetches a passphrase that is to be set: whoever types it does so twice.
    /// - Returns: The passphrase.
    /// - Throws: `LocalError` as ``passphrase()`` does, and when the two differ.
    package func newPassphrase() async throws -> Secret {
        guard case .prompt = self else { return try await passphrase() }
        let first = try await HiddenInput.ask("New passphrase: ")
        guard try await HiddenInput.ask("Once more: ") == first else {
            throw LocalError("passphrase", "the two differ; nothing was changed")
        }
        return first
    }
}

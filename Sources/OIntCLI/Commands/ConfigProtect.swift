import OIntConfiguration
import OIntCore
import OIntRunning

extension Command {
    static let configProtect = Command(
        "config", "protect", summary: "Encrypt all secrets, or stop doing so.",
        discussion: """
            Without it, nothing but the mode of the files protects secrets. With passphrase they open with a passphrase \
            only: what a command prints (--password-command, kept in the settings), what OINT_PASSPHRASE holds, or what \
            is typed. With keyring the desktop's keyring keeps the key. Either may be changed into the other.
            """,
        operands: [
            Operand("HOW", "What protects them from now on.", kind: .choice(["passphrase", "keyring", "none"]))
        ],
        parameters: [.optional("password-command", String.self, "A shell command that prints the passphrase.")],
        examples: [
            ("oint config protect passphrase", "Encrypt secrets; the passphrase is asked for."),
            (
                "oint config protect passphrase --password-command 'pass show oint'",
                "Encrypt them; a password manager has the passphrase."
            ),
            ("oint config protect keyring", "Encrypt them; the desktop's keyring has the key."),
        ]
    ) { call in
        let configuration = call.configuration
        let secrets = configuration.secrets
        let command = try call.option("password-command", String.self)
        let how = call.operand(0)?.lowercased() ?? ""
        guard how == "passphrase" || command == nil else {
            throw UsageError("--password-command goes with passphrase, not with \(Quote.short(how))")
        }
        switch how {
        case "passphrase":
            // The file of settings has to take the command in the end.
            _ = try configuration.userSettings()
            // What is there is opened first, by the passphrase of before.
            _ = try await secrets.protection.cipher()
            let source = try command.map { PassphraseSource(command: $0) } ?? secrets.protection.passphraseSource()
            let passphrase = try await source.newPassphrase()
            // As long as another passphrase opens them, the command of before has to print it.
            let keepsCommand = if case .passphrase = try secrets.protection.current() { true } else { false }
            if !keepsCommand { try await call.setPasswordCommand(command, configuration) }
            try await secrets.protect(passphrase: passphrase)
            try await call.setPasswordCommand(command, configuration)
            call.console.say("oint: secrets are encrypted, and open with the passphrase")
        case "keyring":
            try await secrets.protectByKeyring()
            call.console.say("oint: secrets are encrypted, and the keyring has the key")
        case "none":
            guard try secrets.protection.current() != .none else {
                return call.console.say("oint: secrets are not encrypted")
            }
            try await secrets.endProtection()
            call.console.say("oint: secrets are not encrypted any more; only the mode of their files protects them")
        default:
            throw UsageError("HOW takes passphrase, keyring, none, not \(Quote.short(how))")
        }
    }
}

extension CommandCall {
    /// Stores the command that prints the passphrase, where one is given.
    fileprivate func setPasswordCommand(_ command: String?, _ configuration: Configuration) async throws {
        guard let command else { return }
        try await configuration.changeSettings { try $0.setting(.string(command), at: UserSettings.passwordCommandKey) }
    }
}

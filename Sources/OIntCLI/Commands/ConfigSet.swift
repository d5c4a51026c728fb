import OIntConfiguration
import OIntCore
import OIntRunning

extension Command {
    static let configSet = Command(
        "config", "set", summary: "Store the value of an option, so that calls need not give it.",
        discussion: """
            The value is kept in a profile: the one in force, or another, which need not exist yet. Without VALUE it is \
            read from standard input, or asked for. Secrets are asked for without being shown, and are kept apart from the \
            other settings, where nobody but you can read them. A secret is not taken from the command line: the shell's \
            history would keep it.
            Besides options there are default-profile, the profile that is in force when none is named, and \
            secrets.password-command, a command that prints the passphrase of encrypted secrets.
            """,
        operands: [
            Operand("NAME", "The option: LIBRARY.OPTION, such as bitrix24.url.", kind: .setting),
            Operand("VALUE", "The value, unless it is a secret.", isRequired: false),
        ],
        parameters: [
            .optional(
                "value", String.self,
                "The value, where it begins with a dash; --value-file and --value-env suit secrets.")
        ],
        standardOptions: [.profile],
        examples: [
            ("pass show bot | oint config set telegram.token", "Store a secret that another program prints."),
            ("oint config set telegram.token --value-file token.txt", "Store a secret out of a file."),
            ("oint config set telegram.token", "Type a secret; it is not shown."),
            (
                "oint config set bitrix24.url example.bitrix24.com --profile work",
                "Store a setting in the profile work."
            ),
            ("oint config set default-profile work", "Let that profile be in force."),
        ]
    ) { call in
        let name = try SettingName(call.operand(0) ?? "", among: call.libraries)
        let configuration = call.configuration
        let input = try await call.settingInput(for: name)
        switch name {
        case .option(let option):
            let profile = try call.profile(in: configuration)
            let value = try option.value(input)
            if case .secret(let secret) = value { call.console.hide([secret]) }
            let isFirst = try configuration.secrets.entries().isEmpty
            try await configuration.set(value, for: option, in: profile)
            switch value {
            case .plain: call.console.say("oint: \(option.description) is set in profile \(profile)")
            case .secret:
                call.console.say("oint: \(option.description) is kept among the secrets of profile \(profile)")
                if isFirst { try call.sayHowToProtect(configuration) }
                if input.source == .commandLine {
                    call.console.say(
                        "oint: it holds a secret, and the shell's history has it now: better leave the value out next time"
                    )
                }
            }
        case .defaultProfile:
            call.announce(try await configuration.use(input.text.trimmed))
        case .passwordCommand:
            try await configuration.changeSettings {
                try $0.setting(.string(input.text.trimmed), at: UserSettings.passwordCommandKey)
            }
            call.console.say("oint: \(name.description) is set; oint config protect passphrase encrypts secrets")
        }
    }

    static let configUse = Command(
        "config", "use", summary: "Let a profile be in force where no other is named.",
        discussion: "--profile, OINT_PROFILE and the file .oint.toml of a project come before it.",
        operands: [Operand("PROFILE", "The name of the profile.")],
        examples: [("oint config use work", "Calls use the profile work from now on.")]
    ) { call in
        call.announce(try await call.configuration.use(call.operand(0) ?? ""))
    }

    static let configUnset = Command(
        "config", "unset", summary: "Remove the value of an option, or all values of a library, from a profile.",
        discussion: "What logging in gave stays; oint logout removes it.",
        operands: [
            Operand("NAME", "The option: LIBRARY.OPTION; or a library, for all its options.", kind: .setting)
        ],
        standardOptions: [.profile],
        examples: [
            ("oint config unset telegram.token --profile work", "Forget a secret."),
            ("oint config unset telegram", "Forget everything about a library."),
        ]
    ) { call in
        let configuration = call.configuration
        let name = call.operand(0) ?? ""
        let profile = try call.profile(in: configuration)
        let isThere: Bool
        if !name.contains("."), name.lowercased() != UserSettings.defaultProfileKey {
            isThere = try await configuration.unsetAll(of: name.lowercased(), in: profile)
        } else {
            do {
                let setting = try SettingName(name, among: call.libraries)
                isThere = try await call.unset(setting, in: profile, configuration)
            } catch let error as UsageError {
                // What a mistake put there can be removed as well.
                let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
                guard parts.count == 2,
                    try await configuration.unset(unknown: parts[1], of: parts[0], in: profile)
                else { throw error }
                isThere = true
            }
        }
        let isOfProgram = (try? SettingName(name, among: []))?.programKey != nil
        guard isThere else {
            let owner = isOfProgram ? "there is" : "profile \(profile) has"
            throw ReportedFailure(exitCode: ExitCode.refused, lines: ["\(owner) no \(Quote.short(name))"])
        }
        call.console.say("oint: \(name.lowercased()) is removed" + (isOfProgram ? "" : " from profile \(profile)"))
    }
}

extension CommandCall {
    /// Says, where the first secret was stored in plain text, what would encrypt it.
    func sayHowToProtect(_ configuration: Configuration) throws(LocalError) {
        guard try configuration.secrets.protection.current() == .none else { return }
        console.say(
            "oint: secrets are stored in plain text, in files for you alone; oint config protect keyring or passphrase encrypts them"
        )
    }

    /// Says that a profile is in force.
    fileprivate func announce(_ profile: ProfileName) {
        console.say("oint: profile \(profile) is in force where no other is named")
    }

    fileprivate func unset(
        _ name: SettingName, in profile: ProfileName, _ configuration: Configuration
    ) async throws -> Bool {
        if case .option(let option) = name { return try await configuration.unset(option, in: profile) }
        return try await configuration.unset(name.programKey ?? [])
    }

    /// The value that is to be stored: what was given, or standard input, or what somebody types.
    fileprivate func settingInput(for name: SettingName) async throws -> OptionInput {
        let given = (options["value"] ?? []) + (operand(1).map { [OptionInput($0, source: .commandLine)] } ?? [])
        guard given.count <= 1 else { throw UsageError("give one value, not \(given.count)") }
        let option: LibraryOption? = if case .option(let option) = name { option } else { nil }
        guard let input = given.first else {
            let mayBeSecret = option.map { $0.isSecret || ($0.mayHoldSecret && $0.isOfClient) } ?? false
            return OptionInput(try await ask(name.description, hidden: mayBeSecret), source: .standardInput)
        }
        guard let option, option.isSecret, input.source == .commandLine else { return input }
        console.hide([Secret(input.text)])
        throw UsageError(
            "\(option.description) is a secret, and nothing was stored: leave it out, and it is asked for without being shown, or give it on standard input or by --value-file. The shell's history has it now, and others may have seen it in the list of processes: change that secret"
        )
    }

    /// Reads a value: what is typed, where standard input is a terminal, or else standard input to its end.
    private func ask(_ name: String, hidden: Bool) async throws -> String {
        guard ConfigTerminal.isInput, !hidden else {
            return try await HiddenInput.read(prompt: "\(name) (not shown): ").exposed
        }
        try? console.errors.sink.write(Array("\(name): ".utf8))
        return try await console.readLine()
    }
}

extension OutputSink {
    fileprivate func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }
}

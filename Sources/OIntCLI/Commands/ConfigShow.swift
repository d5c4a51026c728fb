import OIntConfiguration
import OIntCore
import OIntRunning

extension Command {
    static let configGet = Command(
        "config", "get", summary: "Show the value that calls would get for an option.",
        discussion:
            "It may come from the environment, the project, the settings or the secrets, whichever has it first.",
        operands: [Operand("NAME", "The option: LIBRARY.OPTION, such as bitrix24.url.", kind: .setting)],
        parameters: [.defaulted("reveal", Bool.self, false, "Show a secret too, instead of ***.")],
        standardOptions: [.profile],
        examples: [("oint config get bitrix24.url --profile work", "Show a setting of the profile work.")]
    ) { call in
        let configuration = call.configuration
        let name = try SettingName(call.operand(0) ?? "", among: call.libraries)
        let text: String?
        switch name {
        case .option(let option):
            let profile = try configuration.existing(call.settings.profile)
            let value = try await configuration.value(of: option, in: profile)
            let isShown = try call.isOn("reveal") || value?.isSecret == false
            text = value.map { isShown ? $0.text.exposed : Secret.mask }
        case .defaultProfile: text = try configuration.userSettings().defaultProfile()
        case .passwordCommand: text = try configuration.userSettings().passwordCommand()
        }
        guard let text else {
            throw ReportedFailure(exitCode: ExitCode.refused, lines: ["\(name.description) is not set"])
        }
        try call.console.print(text)
    }

    static let configList = Command(
        "config", "list", summary: "List what is configured, with the place of each value; secrets are masked.",
        discussion: """
            All profiles are listed unless one is named. What stands first counts: variables of the environment, the file \
            .oint.toml of the project, the settings of the profile, its secrets.
            """,
        standardOptions: [.profile, .format],
        examples: [("oint config list --format table", "Show everything as a table.")]
    ) { call in
        let configuration = call.configuration
        let profile = try call.settings.profile.map { try configuration.existing($0) }
        let values = try await configuration.values(for: call.libraries, in: profile)
        try await call.write(
            rows: values.map { value in
                [
                    "profile": value.profile.map { .string($0.description) } ?? .null,
                    "library": .string(value.library),
                    "option": .string(value.option),
                    "value": .string(value.isSecret ? Secret.mask : value.text.exposed),
                    "source": .string(value.source),
                ]
            })
    }

    static let configProfiles = Command(
        "config", "profiles", summary: "List the names of the profiles.", standardOptions: [.format],
        meanings: plainLines
    ) { call in
        let names = try call.configuration.profileNames()
        guard call.settings.format == nil else {
            return try await call.write(rows: names.map { ["profile": .string($0)] })
        }
        for name in names { try call.console.print(name) }
    }

    /// What the form of a result is where it is made for people first.
    private static let plainLines: [StandardOption: String] = [
        .format: OutputFormat.allCases.map(\.rawValue).joined(separator: ", ") + "; plain lines when not given."
    ]

    static let configPath = Command(
        "config", "path", summary: "Show the path of the file of settings; secrets lie in a folder beside it."
    ) { call in
        try call.console.print(call.configuration.places.settingsFile)
    }

    static let configDoctor = Command(
        "config", "doctor", summary: "Check settings, secrets and their files, and say what to mend.",
        discussion: """
            It looks at the files and who may read them, at names and values, at encryption and logins, at variables of \
            the environment and at the project's file. It changes nothing, and ends with 4 when there is a problem.
            """,
        standardOptions: [.profile, .format], meanings: plainLines,
        examples: [("oint config doctor", "Check everything.")]
    ) { call in
        let check = ConfigurationCheck(
            call.configuration, libraries: call.libraries, environment: call.console.environment)
        let findings = try await check.findings(profile: call.settings.profile)
        if call.settings.format == nil {
            for finding in findings { try call.console.print(finding.description.terminalSafe) }
        } else {
            try await call.write(
                rows: findings.map { finding in
                    [
                        "severity": .string(finding.severity.rawValue), "subject": .string(finding.subject),
                        "text": .string(finding.text), "remedy": finding.remedy.map { .string($0) } ?? .null,
                    ]
                })
        }
        guard findings.contains(where: { $0.severity == .problem }) else { return }
        throw ReportedFailure(exitCode: ExitCode.local, lines: [])
    }
}

import OIntCore

/// What is configured: settings in files, variables of the environment, and secrets.
///
/// A value is taken from the first place that has it: the call itself, the environment, the project's file, the user's
/// settings, the user's secrets. Settings and secrets belong to one profile, and are never mixed with those of another.
package struct Configuration: Sendable {
    /// Where everything is kept.
    package let places: ConfigurationPlaces
    /// The secrets.
    package let secrets: SecretFolder
    private let environment: [String: String]
    /// The variables that may give options, without those that are empty.
    private let variables: [String: String]
    private let cache = SettingsCache()
    /// Is told what the user should know besides the result of a call.
    private let notify: @Sendable (String) -> Void

    /// Creates a configuration; nothing is read yet.
    /// - Parameters:
    ///   - environment: The environment.
    ///   - places: Where everything is kept; nil finds them by the environment.
    ///   - notify: Is told what the user should know besides the result of a call.
    package init(
        environment: [String: String], places: ConfigurationPlaces? = nil,
        notify: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.notify = notify
        let places = places ?? ConfigurationPlaces(environment: environment)
        self.places = places
        self.environment = environment
        variables = environment.filter { $0.key.hasPrefix(Self.prefix) && !$0.value.isEmpty }
        secrets = SecretFolder(places: places, environment: environment)
    }

    /// The user's settings.
    /// - Throws: `LocalError` when the file can't be read.
    package func userSettings() throws(LocalError) -> UserSettings { try cache.user(places) }

    /// The settings of the project that the command is called in, if the user trusts them.
    ///
    /// Of others the user is told, once in the life of the configuration.
    /// - Parameter library: The library of the call, which the settings may have nothing to do with; nil for any.
    /// - Returns: The settings, or nil where there are none that count.
    /// - Throws: `LocalError` when the user trusts the file, and it has changed since or can't be used any more.
    package func projectSettings(for library: String? = nil) throws(LocalError) -> ProjectSettings? {
        switch try cache.project(places) {
        case .none: return nil
        case .trusted(let settings): return settings
        case .untrusted(let project):
            if !project.isRefused, project.settings?.concerns(library) ?? true, cache.isFirstWordOnProject() {
                notify("\(project.path): \(project.text). \(UntrustedProject.remedy)")
            }
            return nil
        }
    }

    /// What the file of the project comes to.
    /// - Throws: `LocalError` as ``projectSettings(for:)`` does.
    func projectStanding() throws(LocalError) -> ProjectStanding { try cache.project(places) }

    /// The names of the profiles that have settings or secrets, in alphabetical order.
    /// - Throws: `LocalError` when they can't be read.
    package func profileNames() throws(LocalError) -> [String] {
        let names = try userSettings().profiles + secrets.entries().map(\.profile.description)
        return Set(names).sorted()
    }

    /// The profile in force.
    /// - Parameter asked: The name that the call gives, if it gives one.
    /// - Returns: That one, or the one that `OINT_PROFILE`, the project or the user's settings name, or `default`.
    /// - Throws: `UsageError` when the name can't be one; `LocalError` when a file can't be read.
    package func profile(_ asked: String? = nil) throws -> ProfileName {
        try profile(asked, project: try projectSettings(), user: try cache.user(places)).name
    }

    /// The profile in force, if it exists; `default` always does.
    /// - Parameter asked: The name that the call gives, if it gives one.
    /// - Returns: The profile, as ``profile(_:)`` finds it.
    /// - Throws: `UsageError` when it does not exist; `LocalError` when a file can't be read.
    package func existing(_ asked: String? = nil) throws -> ProfileName {
        let name = try profile(asked)
        try require(name)
        return name
    }

    /// Refuses a profile that does not exist; `default` always does.
    /// - Parameter name: The profile.
    /// - Throws: `UsageError` that names the nearest one; `LocalError` when a file can't be read.
    package func require(_ name: ProfileName) throws { try requireProfile(name, try userSettings()) }

    /// Looks up what a call does not give.
    /// - Parameters:
    ///   - method: The method.
    ///   - library: Its library.
    ///   - given: The names of the options that the call gives.
    ///   - options: The values that it gives, by option; they decide whether stored secrets may go where it goes.
    ///   - asked: The profile that the call names, if it names one.
    ///   - hosts: The hosts that get stored secrets also where these belong elsewhere.
    /// - Returns: What was found.
    /// - Throws: `UsageError` when the profile does not exist; `LocalError` when a file can't be read.
    package func complete(
        _ method: MethodDescriptor, of library: LibraryDescriptor, given: Set<String>,
        options: [String: [OptionInput]] = [:], profile asked: String? = nil, allowing hosts: [String] = []
    ) async throws -> ConfiguredCall {
        let user = try userSettings()
        let project = try projectSettings(for: library.name)
        let (name, isNamed) = try profile(asked, project: project, user: user)
        if isNamed { try requireProfile(name, user) }
        var call = ConfiguredCall(profile: name)
        let stored = try await secrets.secrets(of: library.name, in: name)
        let tokens = try await secrets.tokens(for: library, in: name, knowing: stored)
        let (projectValues, userValues) = (
            project?.values(of: library.name) ?? [], user.values(of: library.name, in: name)
        )
        var binding = SecretBinding(
            library: library, profile: name, given: options, stored: stored, tokens: tokens, allowedHosts: hosts)
        for parameter in method.parameters {
            let setting = Self.value(for: parameter, among: userValues).map { value in
                Self.inputs(value, for: parameter.kind, source: .setting("\(user.path), profile \(name)"))
            }
            let variable = variable(for: parameter.name, of: library).map { name, value in
                [OptionInput(value, source: .environment(name))]
            }
            binding.note(parameter, variable: variable, setting: setting)
            guard !given.contains(parameter.name) else { continue }
            if let variable {
                call.options[parameter.name] = variable
            } else if let project, let value = Self.value(for: parameter, among: projectValues) {
                let input = Self.inputs(value, for: parameter.kind, source: .setting(project.path))
                if let refusal = Self.refusal(of: parameter, input, project.path, library) {
                    call.problems.append(.other(refusal))
                } else {
                    call.options[parameter.name] = input
                }
            } else if let setting {
                if Self.isSecret(parameter, setting) {
                    call.problems.append(.other(Self.plainSecret(parameter, user.path, library, name)))
                }
                call.options[parameter.name] = setting
            } else if let secret = stored?.options[parameter.name] {
                let place = OptionInput.Source.setting("the secrets of profile \(name)")
                call.options[parameter.name] = [OptionInput(secret.exposed, source: place)]
                call.storedSecrets.insert(parameter.name)
            }
        }
        call.tokens = tokens
        binding.apply(to: &call)
        return call
    }

    /// The variable that gives an option of a library.
    /// - Parameters:
    ///   - library: The name of the library.
    ///   - option: The name of the option.
    /// - Returns: The name of the variable, such as `OINT_BITRIX24_URL`.
    package static func variable(_ library: String, _ option: String) -> String {
        let name = (library + "_" + option).uppercased().utf8.map { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
            default: UInt8(ascii: "_")
            }
        }
        return prefix + String(decoding: name, as: UTF8.self)
    }

    /// What the names of all variables of the program begin with.
    private static let prefix = "OINT_"

    /// The variable that gives an option, with its value; nil when there is none.
    private func variable(for option: String, of library: LibraryDescriptor) -> (name: String, value: String)? {
        guard !variables.isEmpty else { return nil }
        let name = Self.variable(library.name, option)
        return variables[name].map { (name, $0) }
    }

    /// The options that variables of the environment give.
    func variables(of libraries: [LibraryDescriptor]) -> [StoredValue] {
        guard !variables.isEmpty else { return [] }
        return libraries.flatMap { library in
            LibraryOption.all(of: library).compactMap { option in
                guard let (name, value) = variable(for: option.name, of: library) else { return nil }
                return StoredValue(
                    profile: nil, library: library.name, option: option.name, text: Secret(value),
                    isSecret: option.holdsSecret(OptionInput(value, source: .environment(name))), source: name)
            }
        }
    }

    private func profile(
        _ asked: String?, project: ProjectSettings?, user: UserSettings
    ) throws -> (name: ProfileName, isNamed: Bool) {
        let variable = environment["OINT_PROFILE"].flatMap { $0.isEmpty ? nil : $0 }
        let named = try asked ?? variable ?? project?.profile() ?? user.defaultProfile()
        guard let named else { return (.fallback, false) }
        return (try ProfileName(named), true)
    }

    /// Refuses a profile that does not exist.
    func requireProfile(_ name: ProfileName, _ user: UserSettings) throws {
        guard name != .fallback else { return }
        let names = Set(user.profiles + (try secrets.entries().map(\.profile.description)))
        guard !names.contains(name.description) else { return }
        let nearest = Suggestion.nearest(to: name.description, among: names.sorted())
        let known = names.isEmpty ? "there are none yet" : "known: \(names.sorted().joined(separator: ", "))"
        throw UsageError(
            "there is no profile \(Quote.short(name.description))"
                + (nearest.map { ", did you mean \($0)?" } ?? "; \(known)"))
    }

    /// What a file says for an option; where it says several things, the last one.
    private static func value(
        for parameter: ParameterDescriptor, among values: [(option: String, value: TOMLValue)]
    ) -> TOMLValue? {
        values.last { entry in
            let option = entry.option.lowercased()
            return option == parameter.name || parameter.aliases.contains(option)
        }?.value
    }

    /// What an option is given by a value of a file.
    package static func inputs(
        _ value: TOMLValue, for kind: OptionKind, source: OptionInput.Source
    ) -> [OptionInput] {
        if case .array(let elements) = value, case .list = kind, !kind.isJSON, !elements.isEmpty {
            return elements.map { OptionInput($0.optionText, source: source) }
        }
        return [OptionInput(value.optionText, source: source)]
    }

    /// Whether values must be kept from sight.
    package static func isSecret(_ parameter: ParameterDescriptor, _ inputs: [OptionInput]) -> Bool {
        if parameter.kind == .secret { return true }
        return (try? parameter.secrets(in: inputs))?.isEmpty == false
    }

    /// Why a project must not give an option; nil when it may.
    static func refusal(
        of parameter: ParameterDescriptor, _ inputs: [OptionInput], _ path: String, _ library: LibraryDescriptor
    ) -> String? {
        let option = "\(library.name).\(parameter.name)"
        if isSecret(parameter, inputs) {
            return
                "\(path) holds \(parameter.name) of \(library.name), a secret, where everybody who has the project sees it: take it out, and run oint config set \(option)"
        }
        return roleRefusal(parameter.roles).map {
            "\(path) gives \(parameter.name) of \(library.name), which \($0), and that is not for a project to say: take it out, and run oint config set \(option)"
        }
    }

    /// What an option decides that a project must not, as a clause; nil for one without roles.
    static func roleRefusal(_ roles: OptionRoles) -> String? {
        let clauses: [(role: OptionRoles, text: String)] = [
            (.runsCode, "runs code"), (.destination, "says where calls and secrets go"),
            (.protection, "says how connections are protected"), (.readsFiles, "names files that are read and sent"),
            (.writesFiles, "names files that are written"),
        ]
        return clauses.first { roles.contains($0.role) }?.text
    }

    private static func plainSecret(
        _ parameter: ParameterDescriptor, _ path: String, _ library: LibraryDescriptor, _ profile: ProfileName
    ) -> String {
        "\(path) holds \(parameter.name) of \(library.name), a secret, among plain settings: take it out, and run oint config set \(library.name).\(parameter.name) --profile \(profile)"
    }
}

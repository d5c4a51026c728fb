import OIntCore

/// One value that is configured, and where it stands.
package struct StoredValue: Sendable {
    /// The profile it belongs to; nil where it counts for every one.
    package let profile: ProfileName?
    /// The name of the library.
    package let library: String
    /// The name of the option.
    package let option: String
    /// The value, as it would be typed.
    package let text: Secret
    /// Whether it must be kept from sight.
    package let isSecret: Bool
    /// Where it stands, in words.
    package let source: String
}

extension Configuration {
    /// What is configured, each value with its place; those that win stand first.
    /// - Parameters:
    ///   - libraries: The libraries there are.
    ///   - profile: The profile; nil for all.
    /// - Returns: The values.
    /// - Throws: `LocalError` when a file can't be read; `CancellationError` when the task is cancelled.
    package func values(for libraries: [LibraryDescriptor], in profile: ProfileName?) async throws -> [StoredValue] {
        var values = variables(of: libraries)
        if let project = try projectSettings() {
            for name in project.libraries {
                values += Self.values(
                    project.values(of: name), of: name, among: libraries, profile: nil, source: project.path)
            }
        }
        let user = try userSettings()
        for name in try profile.map({ [$0.description] }) ?? profileNames() {
            guard let profile = try? ProfileName(name) else { continue }
            for library in user.libraries(in: profile) {
                values += Self.values(
                    user.values(of: library, in: profile), of: library, among: libraries, profile: profile,
                    source: user.path)
            }
            values += try await secretValues(in: profile)
        }
        return values
    }

    /// The value of an option that calls would get.
    /// - Parameters:
    ///   - option: The option.
    ///   - profile: The profile.
    /// - Returns: The value, or nil when none is configured.
    /// - Throws: `LocalError` when a file can't be read; `CancellationError` when the task is cancelled.
    package func value(of option: LibraryOption, in profile: ProfileName) async throws -> StoredValue? {
        try await values(for: [option.library], in: profile).first {
            $0.library == option.library.name && option.isMeant(by: $0.option)
        }
    }

    private func secretValues(in profile: ProfileName) async throws -> [StoredValue] {
        var values: [StoredValue] = []
        for entry in try secrets.entries() where entry.profile == profile {
            guard let stored = try await secrets.secrets(of: entry.library, in: profile) else { continue }
            values += stored.options.sorted { $0.key < $1.key }.map { option, secret in
                StoredValue(
                    profile: profile, library: entry.library, option: option, text: secret, isSecret: true,
                    source: "secrets")
            }
            if let tokens = stored.tokens {
                values.append(
                    StoredValue(
                        profile: profile, library: entry.library, option: "token", text: tokens.access, isSecret: true,
                        source: "login"))
            }
        }
        return values
    }

    private static func values(
        _ members: [(option: String, value: TOMLValue)], of library: String, among libraries: [LibraryDescriptor],
        profile: ProfileName?, source: String
    ) -> [StoredValue] {
        let descriptor = libraries.first { $0.name == library }
        return members.map { member in
            let option = descriptor.flatMap { try? LibraryOption(named: member.option, of: $0) }
            return StoredValue(
                profile: profile, library: library, option: option?.name ?? member.option,
                text: Secret(member.value.optionText),
                // What nobody knows may be a secret under a wrong name.
                isSecret: option?.holdsSecret(member.value) ?? true, source: source)
        }
    }
}

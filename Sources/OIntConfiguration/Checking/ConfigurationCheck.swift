import OIntCore

/// Looks at everything that is configured, and tells what to mend; it changes nothing.
package struct ConfigurationCheck: Sendable {
    let configuration: Configuration
    let libraries: [LibraryDescriptor]
    let environment: [String: String]
    let now: Int

    /// Creates a check.
    /// - Parameters:
    ///   - configuration: What is looked at.
    ///   - libraries: The libraries there are.
    ///   - environment: The environment.
    ///   - now: The present, in seconds since the beginning of 1970.
    package init(
        _ configuration: Configuration, libraries: [LibraryDescriptor], environment: [String: String],
        now: Int = DateTime.now.unixTime
    ) {
        self.configuration = configuration
        self.libraries = libraries
        self.environment = environment
        self.now = now
    }

    /// Looks at everything.
    /// - Parameter profile: The profile that the call names, if it names one.
    /// - Returns: What was found, in the order in which it should be mended.
    /// - Throws: `CancellationError` when the task is cancelled while somebody is asked for the passphrase.
    package func findings(profile: String? = nil) async throws -> [Finding] {
        let places = configuration.places
        var findings = PlaceCheck(places: places).findings
        let settings = Result { () throws(LocalError) in try configuration.userSettings() }
        let project = Result { () throws(LocalError) in try configuration.projectStanding() }
        switch settings {
        case .failure(let error): findings.append(.problem(error.subject, error.reason, "Mend it: oint config edit"))
        case .success(let settings):
            if let document = settings.document {
                let found = SettingsCheck(libraries: libraries).findings(in: document)
                findings += found.isEmpty ? [.ok(settings.path, "its settings can be read")] : found
                let name = (try? configuration.profile(profile)) ?? .fallback
                findings += NotifyGroups(settings, profile: name).problems.map { .problem(settings.path, $0) }
            }
        }
        switch project {
        case .failure(let error): findings.append(.problem(error.subject, error.reason))
        case .success(.none): break
        case .success(.trusted(let project)): findings += check(project)
        case .success(.untrusted(let project)):
            findings.append(
                project.isRefused
                    ? .ok(project.path, "it is not used, as you said")
                    : .warning(
                        project.path, project.text, project.settings == nil ? nil : UntrustedProject.remedy))
        }
        if case .success(let settings) = settings, case .success(let project) = project {
            let trusted: ProjectSettings? = if case .trusted(let project) = project { project } else { nil }
            findings += try checkProfiles(asked: profile, trusted, settings)
        }
        findings += try await SecretCheck(
            folder: configuration.secrets, libraries: libraries, environment: environment, now: now
        ).findings()
        return findings + EnvironmentCheck(libraries: libraries, environment: environment).findings
    }

    /// Looks at the profiles that are named.
    private func checkProfiles(
        asked: String?, _ project: ProjectSettings?, _ user: UserSettings
    ) throws -> [Finding] {
        let names: [(place: String, name: String?)] = [
            ("--profile", asked), ("OINT_PROFILE", environment["OINT_PROFILE"].flatMap { $0.isEmpty ? nil : $0 }),
            (project?.path ?? "", try? project?.profile()), (user.path, try? user.defaultProfile()),
        ]
        var findings: [Finding] = []
        var inForce: String?
        for (place, name) in names {
            guard let name else { continue }
            do {
                try configuration.requireProfile(try ProfileName(name), user)
                if inForce == nil { findings.append(.ok("profile", "\(name) is in force, by \(place)")) }
            } catch let error as UsageError {
                findings.append(.problem(place, error.description, "Make it with oint config set, or name another one"))
            } catch let error as LocalError {
                return [.problem(error.subject, error.reason)]
            }
            inForce = inForce ?? name
        }
        return inForce == nil ? [.ok("profile", "\(ProfileName.fallback) is in force")] : findings
    }

    /// Looks at the settings of a project.
    private func check(_ project: ProjectSettings) -> [Finding] {
        var findings: [Finding] = []
        do {
            if let profile = try project.profile() { _ = try ProfileName(profile) }
        } catch {
            findings.append(.problem(project.path, "\((error as? LocalError)?.reason ?? "\(error)")"))
        }
        findings += SettingsCheck(libraries: libraries).findings(in: project)
        guard findings.isEmpty else { return findings }
        let profile = try? project.profile().map { "profile \($0)" }
        let settings = project.libraries.flatMap { library in
            project.values(of: library).map { "\(library).\($0.option)" }
        }
        return [.ok(project.path, "it gives " + ([profile].compactMap(\.self) + settings).joined(separator: ", "))]
    }
}

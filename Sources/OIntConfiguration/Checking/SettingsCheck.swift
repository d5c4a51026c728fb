import OIntCore

/// Looks at what stands in files of plain settings: names, values, and secrets that don't belong there.
package struct SettingsCheck: Sendable {
    private let libraries: [LibraryDescriptor]

    /// Creates a check.
    /// - Parameter libraries: The libraries there are.
    package init(libraries: [LibraryDescriptor]) { self.libraries = libraries }

    /// What is wrong with the user's settings.
    /// - Parameter document: The file.
    /// - Returns: What was found, in the order of the file; empty when all is as it should be.
    package func findings(in document: TOMLDocument) -> [Finding] {
        var findings: [Finding] = []
        for (key, value) in document.members(at: []) {
            switch (key, value) {
            case ("profile", .table(let profiles)):
                for profile in profiles.entries { findings += self.findings(in: document, profile) }
            case (UserSettings.defaultProfileKey, .string), (UserSettings.notifyKey, .table): break
            case ("secrets", .table(let table)):
                for entry in table.entries {
                    if entry.key != UserSettings.passwordCommandKey.last {
                        findings.append(unknown(document, [key, entry.key], among: ["password-command"]))
                    } else if entry.value.string == nil {
                        findings.append(problem(document, [key, entry.key], "it has to be a text in quotes"))
                    }
                }
            case ("profile", _), ("secrets", _), (UserSettings.defaultProfileKey, _), (UserSettings.notifyKey, _):
                findings.append(problem(document, [key], "it is not of the right kind"))
            default:
                findings.append(
                    unknown(
                        document, [key],
                        among: ["profile", "secrets", UserSettings.defaultProfileKey, UserSettings.notifyKey]))
            }
        }
        return findings
    }

    /// What is wrong with the settings of a project.
    /// - Parameter project: The settings.
    /// - Returns: What was found.
    package func findings(in project: ProjectSettings) -> [Finding] {
        project.libraries.flatMap { name in
            findings(project.document, [name], library: name, profile: nil)
        }
    }

    private func findings(in document: TOMLDocument, _ profile: TOMLTable.Entry) -> [Finding] {
        let path = ["profile", profile.key]
        guard (try? ProfileName(profile.key)) != nil else {
            return [problem(document, path, "\(Quote.short(profile.key)) can't be the name of a profile")]
        }
        guard let table = profile.value.table else { return [problem(document, path, "it has to be a table")] }
        return table.keys.filter { $0 != UserSettings.notifyKey }
            .flatMap { findings(document, path + [$0], library: $0, profile: profile.key) }
    }

    /// What is wrong with the settings of one library.
    private func findings(
        _ document: TOMLDocument, _ path: [String], library name: String, profile: String?
    ) -> [Finding] {
        guard let library = libraries.first(where: { $0.name == name }) else {
            return [unknown(document, path, among: libraries.map(\.name))]
        }
        guard let table = document.value(at: path)?.table else {
            return [problem(document, path, "it has to be a table of options")]
        }
        return table.entries.compactMap { entry in
            let place = path + [entry.key]
            let option: LibraryOption
            do throws(UsageError) {
                option = try LibraryOption(named: entry.key, of: library)
            } catch {
                return problem(document, place, error.description)
            }
            if option.holdsSecret(entry.value) {
                let remedy = profile.map { " --profile \($0)" } ?? ""
                return problem(
                    document, place, "it is a secret, and this is no place for one",
                    "Take it out, and run oint config set \(option.description)\(remedy)")
            }
            if profile == nil, let refusal = Configuration.roleRefusal(option.roles) {
                return problem(
                    document, place, "it \(refusal), and that is not for a project to say",
                    "Take it out, and run oint config set \(option.description)")
            }
            return option.problem(with: entry.value).map { problem(document, place, "it \($0)") }
        }
    }

    private func unknown(_ document: TOMLDocument, _ path: [String], among known: [String]) -> Finding {
        let nearest = Suggestion.nearest(to: path.last ?? "", among: known)
        return problem(
            document, path, "nothing has this name" + (nearest.map { ", did you mean \($0)?" } ?? ""))
    }

    private func problem(
        _ document: TOMLDocument, _ path: [String], _ text: String, _ remedy: String? = nil
    ) -> Finding {
        let line = document.line(of: path).map { "line \($0), " } ?? ""
        return .problem(document.name, "\(line)\(path.joined(separator: ".")): \(text)", remedy)
    }
}

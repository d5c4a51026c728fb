import OIntCore

/// Looks at the files of secrets: whether they open, are encrypted as they should be, and are still good.
struct SecretCheck {
    let folder: SecretFolder
    let libraries: [LibraryDescriptor]
    let environment: [String: String]
    let now: Int

    func findings() async throws -> [Finding] {
        let protection: KeyFile.Protection
        let entries: [SecretFolder.Entry]
        do throws(LocalError) {
            protection = try folder.protection.current()
            entries = try folder.entries()
        } catch {
            return [.problem(error.subject, error.reason)]
        }
        var findings = try await self.findings(about: protection, entries)
        let isOpen = !findings.contains { $0.severity != .ok }
        for entry in entries {
            findings += encryption(of: entry, protection)
            findings += journal(of: entry)
            // What can't be opened has been told of once already.
            if isOpen || protection == .none { findings += try await content(of: entry) }
        }
        return findings
    }

    /// Whether the key can be had.
    private func findings(
        about protection: KeyFile.Protection, _ entries: [SecretFolder.Entry]
    ) async throws -> [Finding] {
        let subject = "protection"
        switch protection {
        case .none:
            let text = "secrets are not encrypted; only the mode of their files protects them"
            return entries.isEmpty ? [] : [.ok(subject, text)]
        case .passphrase:
            do throws(LocalError) {
                if try folder.protection.passphraseSource() == .prompt, !HiddenInput.isPossible {
                    return [
                        .warning(
                            subject, "a passphrase protects secrets, and there is no terminal to ask for it",
                            "Where nobody can type it, give a command: oint config set secrets.password-command CMD")
                    ]
                }
            } catch {
                return [.problem(subject, "\(error)")]
            }
        case .keyring: break
        }
        do {
            _ = try await folder.protection.cipher()
            let keeper = if case .keyring = protection { "the keyring" } else { "the passphrase" }
            return [.ok(subject, "secrets are encrypted, and \(keeper) opens them")]
        } catch let error as LocalError {
            return [.problem(subject, "secrets can't be opened: \(error)")]
        }
    }

    /// Whether a file is encrypted as it should be.
    private func encryption(of entry: SecretFolder.Entry, _ protection: KeyFile.Protection) -> [Finding] {
        let path = folder.file(of: entry.library, in: entry.profile)
        // A file that may not be read is told of where the modes are.
        guard let bytes = try? PrivateFile.read(path) else { return [] }
        switch (protection, DataKey.isSealed(bytes)) {
        case (.none, true):
            return [
                .problem(
                    path, "it is encrypted, and its key is gone",
                    "Restore \(folder.protection.path), or remove the file and enter its secrets again")
            ]
        case (.passphrase, false), (.keyring, false):
            let word = if case .keyring = protection { "keyring" } else { "passphrase" }
            return [
                .problem(path, "it is not encrypted, though secrets should be", "Run oint config protect \(word)")
            ]
        default: return []
        }
    }

    private func journal(of entry: SecretFolder.Entry) -> [Finding] {
        let path = folder.journal(of: entry.library, in: entry.profile)
        guard let bytes = try? PrivateFile.read(path) else { return [] }
        let text =
            bytes.isEmpty || bytes[0] == 0
            ? "a refresh is under way, or was broken off before its answer came"
            : "a refresh was broken off before its tokens were stored; the next call stores them"
        return [.warning(path, text)]
    }

    /// Whether the secrets of a file can be used.
    private func content(of entry: SecretFolder.Entry) async throws -> [Finding] {
        let path = folder.file(of: entry.library, in: entry.profile)
        let secrets: LibrarySecrets
        do {
            guard let stored = try await folder.secrets(of: entry.library, in: entry.profile) else { return [] }
            secrets = stored
        } catch let error as LocalError {
            return PrivateFile.problem(path) == nil && !isLost(path) ? [.problem(error.subject, error.reason)] : []
        }
        guard let library = libraries.first(where: { $0.name == entry.library }) else {
            // A family may be called otherwise than any of its libraries; it has tokens, and no options.
            if let tokens = secrets.tokens, secrets.options.isEmpty, libraries.family(named: entry.library) != nil {
                let findings = findings(about: tokens, entry)
                return findings.isEmpty ? [.ok(path, "its secrets can be read")] : findings
            }
            let nearest = Suggestion.nearest(to: entry.library, among: libraries.map(\.name))
            return [
                .warning(
                    path, "there is no library \(entry.library)" + (nearest.map { ", did you mean \($0)?" } ?? ""),
                    "Remove it if it is of no use: rm \(path)")
            ]
        }
        var findings: [Finding] = []
        for (name, value) in secrets.options.sorted(by: { $0.key < $1.key }) {
            let setting = "\(library.name).\(name)"
            do throws(UsageError) {
                let option = try LibraryOption(named: name, of: library)
                let input = OptionInput(value.exposed, source: .setting(path))
                if let problem = option.problem({ _ in [input] }) {
                    findings.append(
                        .problem(
                            path, "\(setting) \(problem)",
                            "Enter it again: oint config set \(setting) --profile \(entry.profile)"))
                }
            } catch {
                findings.append(
                    .problem(
                        path, error.description, "Remove it: oint config unset \(setting) --profile \(entry.profile)"))
            }
        }
        if let tokens = secrets.tokens { findings += self.findings(about: tokens, entry) }
        return findings.isEmpty ? [.ok(path, "its secrets can be read")] : findings
    }

    private func findings(
        about tokens: OAuthTokens, _ entry: SecretFolder.Entry
    ) -> [Finding] {
        guard !tokens.isRenewable, let end = tokens.expiresAt, end <= now else { return [] }
        return [
            .problem(
                "\(entry.library), profile \(entry.profile)", "its login expired on \(DateTime(unixTime: end).rfc3339)",
                "Log in again: oint login \(entry.library) --profile \(entry.profile)")
        ]
    }

    /// Whether a file is encrypted with a key that is gone, which is told of by itself.
    private func isLost(_ path: String) -> Bool {
        guard case .some(.none) = try? folder.protection.current(), let bytes = try? PrivateFile.read(path) else {
            return false
        }
        return DataKey.isSealed(bytes)
    }
}

import OIntCore

/// The groups of targets in the user's settings.
///
/// ```toml
/// [notify]
/// ops = ["telegram:@alerts", "slack:C0123", {to = ["ntfy:ops", "bitrix24:chat7"], optional = true}]
/// all = ["ops", "telegram:42"]
/// ```
///
/// An entry is a target, the name of another group, or a table: of its targets the next one is tried where one has failed.
/// Groups of a profile, below `[profile.NAME.notify]`, come before those of all.
package struct NotifyGroups: Sendable {
    private let path: String
    private let groups: [(name: String, entries: TOMLValue)]

    /// Takes the groups out of the settings.
    /// - Parameters:
    ///   - settings: The settings.
    ///   - profile: The profile in force.
    package init(_ settings: UserSettings, profile: ProfileName) {
        path = settings.path
        groups =
            settings.values(of: UserSettings.notifyKey, in: profile).map { ($0.option, $0.value) }
            + (settings.document?.members(at: [UserSettings.notifyKey]) ?? []).map { ($0.option, $0.value) }
    }

    /// The names of the groups.
    package var names: [String] {
        groups.map(\.name).reduce(into: []) { names, name in if !names.contains(name) { names.append(name) } }
    }

    /// The entries that names and targets stand for, in their order; the same one twice counts once.
    /// - Parameter words: Names of groups, or targets.
    /// - Throws: `UsageError` when there is no such group, or something in it can't be read; all of it is read before
    ///   anything is sent.
    package func routes(for words: [String]) throws(UsageError) -> [NotifyRoute] {
        var found: [NotifyRoute] = []
        for word in words {
            for route in try routes(word, inside: []) where !found.contains(route) { found.append(route) }
        }
        return found
    }

    /// What is wrong with the groups, a sentence each.
    package var problems: [String] {
        names.compactMap { name in
            do throws(UsageError) {
                _ = try routes(name, inside: [])
                return nil
            } catch {
                return error.description
            }
        }
    }

    private func routes(_ word: String, inside outer: [String]) throws(UsageError) -> [NotifyRoute] {
        if let target = NotifyTarget(word) { return [NotifyRoute([target])] }
        guard !outer.contains(word) else {
            throw UsageError("\(path): the group \(Quote.short(word)) of [notify] holds itself")
        }
        guard let entries = groups.first(where: { $0.name == word })?.entries else { throw unknown(word, outer.last) }
        guard let entries = entries.array, !entries.isEmpty else {
            throw UsageError(
                "\(path): the group \(Quote.short(word)) of [notify] has to be a list of targets, such as [\"telegram:@alerts\"]"
            )
        }
        var found: [NotifyRoute] = []
        for (index, entry) in entries.enumerated() {
            found += try routes(entry, "\(path): entry \(index + 1) of the group \(word) in [notify]", outer + [word])
        }
        return found
    }

    private func routes(
        _ entry: TOMLValue, _ place: String, _ outer: [String]
    ) throws(UsageError) -> [NotifyRoute] {
        if let text = entry.string { return try routes(text.trimmed, inside: outer) }
        guard let table = entry.table else {
            throw UsageError("\(place) has to be a target in quotes, or {to = [\"…\"], optional = true}")
        }
        if let other = table.keys.first(where: { !["to", "optional"].contains($0) }) {
            throw UsageError("\(place) knows to and optional, not \(Quote.short(other))")
        }
        let texts = table["to"]?.array?.compactMap(\.string) ?? (table["to"]?.string.map { [$0] } ?? [])
        let targets = texts.compactMap { NotifyTarget($0.trimmed) }
        guard !targets.isEmpty, targets.count == texts.count, targets.count == (table["to"]?.array?.count ?? 1) else {
            throw UsageError("\(place): to takes one or more targets, such as \"telegram:@alerts\"")
        }
        switch table["optional"] {
        case nil: return [NotifyRoute(targets)]
        case .boolean(let isOptional)?: return [NotifyRoute(targets, isOptional: isOptional)]
        default: throw UsageError("\(place): optional takes true or false")
        }
    }

    private func unknown(_ name: String, _ outer: String?) -> UsageError {
        let nearest = Suggestion.nearest(to: name, among: names)
        let known = names.isEmpty ? "\(path) has no groups in [notify]" : "known: \(names.joined(separator: ", "))"
        return UsageError(
            "there is no group \(Quote.short(name))" + (outer.map { ", which \($0) names" } ?? "")
                + (nearest.map { ", did you mean \($0)?" } ?? "; \(known)"))
    }
}

extension LibraryDescriptor {
    /// The methods that the vendor calls by a name.
    /// - Parameter name: The vendor's own name, in any case, such as `crm.deal.list` or `sendMessage`.
    /// - Returns: The methods; none where the vendor has no such name.
    public func methods(withVendorName name: String) -> [MethodDescriptor] {
        let wanted = name.lowercased()
        return groups.flatMap(\.methods).filter { $0.vendorName?.lowercased() == wanted }
    }

    /// What to say to a name that is none of a method: the vendor's name for one, or a slip of the pen.
    /// - Parameter name: What was typed.
    /// - Returns: The end of a sentence, with its punctuation; empty where nothing is near.
    public func hint(for name: String) -> String {
        let meant = methods(withVendorName: name).map(\.name)
        guard meant.isEmpty else { return ": \(meant.prefix(3).joined(separator: " or ")) calls it" }
        let nearest = MethodSuggestion.nearest(to: name, among: groups.flatMap(\.methods))
        return nearest.map { ", did you mean \($0)?" } ?? ""
    }
}

/// Finds the method that was meant by a mistyped name.
///
/// It never proposes one that does something else: who wanted to send something, and slipped, must not be led to deleting
/// it. What a method does is the first word of its name.
enum MethodSuggestion {
    /// The name nearest to a mistyped one, among those that do the same.
    /// - Parameters:
    ///   - name: What was typed.
    ///   - methods: The methods there are.
    /// - Returns: The name of a method, English or Russian; nil where none is near, or several that do different things
    ///   are equally near.
    static func nearest(to name: String, among methods: [MethodDescriptor]) -> String? {
        let names = methods.flatMap { [$0.name, $0.russianName].compactMap(\.self) }
        let actions = Set(names.map(action)).union(knownActions)
        let near = names.filter { isSameAction($0, as: name, among: actions) }
        guard let nearest = Suggestion.nearest(to: name, among: near) else { return nil }
        let typed = Array(name.lowercased())
        let distance = Suggestion.distance(typed, Array(nearest.lowercased()))
        let rivals = near.filter { Suggestion.distance(typed, Array($0.lowercased())) <= distance }
        return Set(rivals.map(action)).count > 1 ? nil : nearest
    }

    /// Whether a method does what a mistyped name says.
    private static func isSameAction(_ candidate: String, as typed: String, among actions: Set<String>) -> Bool {
        let wanted = action(candidate)
        if let said = said(by: typed, among: actions) { return said == wanted }
        // The slip is in the word itself.
        let slips = wanted.count >= 5 ? 2 : 1
        let letters = Array(typed.lowercased())
        let lengths = max(1, wanted.count - slips)...(wanted.count + slips)
        return lengths.contains { length in
            Suggestion.distance(Array(letters.prefix(length)), Array(wanted)) <= slips
        }
    }

    /// The action that a name begins with, where it is one that is known.
    private static func said(by typed: String, among actions: Set<String>) -> String? {
        let first = action(typed)
        if actions.contains(first) { return first }
        // Without capital letters nothing shows where the first word ends.
        guard typed == typed.lowercased() else { return nil }
        return actions.filter { typed.hasPrefix($0) }.max { $0.count < $1.count }
    }

    /// The first word of a name in camel case, in small letters.
    private static func action(_ name: String) -> String {
        let rest = name.dropFirst().prefix { !$0.isUppercase && $0 != "_" && $0 != "-" && $0 != "." }
        return (name.prefix(1) + rest).lowercased()
    }

    /// What methods do, whether or not a library has such a method.
    private static let knownActions: Set<String> = [
        "add", "ban", "clear", "close", "complete", "copy", "create", "delete", "disable", "download", "edit", "enable",
        "execute", "get", "hide", "leave", "like", "list", "lock", "move", "mute", "open", "pin", "put", "read", "remove",
        "rename", "restore", "send", "set", "show", "start", "stop", "unban", "unlike", "unlock", "unmute", "unpin",
        "update", "upload", "write", "включить", "добавить", "закрепить", "закрыть", "изменить", "обновить", "отключить",
        "открепить", "открыть", "отправить", "получить", "скачать", "скрыть", "создать", "удалить", "установить",
        "загрузить", "показать", "очистить",
    ]
}

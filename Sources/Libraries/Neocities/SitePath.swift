import OIntCore

/// The path of a file or folder on a site.
struct SitePath: Hashable {
    /// The path, without slashes around it.
    let text: String

    /// Checks a path.
    /// - Throws: `UsageError` when the server would refuse it, or read another one.
    init(_ path: String) throws(UsageError) {
        var text = path.replacing("\\", with: "/")[...]
        while text.first == "/" { text.removeFirst() }
        while text.last == "/" { text.removeLast() }
        let parts = text.isEmpty ? [] : text.split(separator: "/", omittingEmptySubsequences: false)
        let isFine = parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
        guard isFine, !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0 == "%" || $0.value == 0x7F }) else {
            throw UsageError(
                "\(Quote.short(path)) can't be a path on the site: leave out %, control characters, empty parts, . and .."
            )
        }
        self.text = String(text)
    }

    /// Whether a path is this one or lies below it.
    func covers(_ path: String) -> Bool { path == text || path.hasPrefix(text + "/") }
}

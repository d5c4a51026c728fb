import OIntCore

/// Where a notification goes: a library, the profile with its credentials, and an address there, such as
/// `telegram/work:@alerts`.
///
/// It holds no secret: these belong to the profile.
package struct NotifyTarget: Sendable, Hashable, CustomStringConvertible {
    /// The library.
    package let library: String
    /// The profile; nil for the one in force.
    package let profile: String?
    /// The address, as the library takes it.
    package let address: String

    /// Reads a target.
    /// - Parameter text: `LIBRARY:ADDRESS` or `LIBRARY/PROFILE:ADDRESS`.
    /// - Returns: Nil for a text without a colon, which is the name of a group.
    package init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let place = text[..<colon].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        library = String(place.first ?? "").trimmed.lowercased()
        profile = place.count > 1 ? String(place[1]).trimmed : nil
        address = String(text[text.index(after: colon)...]).trimmed
    }

    /// As it is written.
    package var description: String { library + (profile.map { "/\($0)" } ?? "") + ":\(address)" }
}

/// An entry of a group: a target, and others that take its place where it fails.
package struct NotifyRoute: Sendable, Hashable {
    /// The targets; each after the first is tried only where all before it have failed.
    package let targets: [NotifyTarget]
    /// Whether a failure does not count.
    package let isOptional: Bool

    /// Creates an entry.
    /// - Parameters:
    ///   - targets: The targets, in the order they are tried in.
    ///   - isOptional: Whether a failure does not count.
    package init(_ targets: [NotifyTarget], isOptional: Bool = false) {
        self.targets = targets
        self.isOptional = isOptional
    }
}

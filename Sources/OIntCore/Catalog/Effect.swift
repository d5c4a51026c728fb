/// What a method does to the world, so that agents, dry runs and confirmations can tell methods apart.
public enum Effect: String, Sendable, Hashable, CaseIterable {
    /// Only looks: calling it twice, or by mistake, changes nothing.
    case reads
    /// Creates or changes something that can be put back.
    case writes
    /// Removes something, or does what can't be undone.
    case destroys
    /// Does what it is told to do, such as running a statement or sending any request: only the options of a call tell what
    /// that is, and often not even they.
    case general
}

extension Effect {
    /// What a request over HTTP does to the world, as far as its method tells.
    ///
    /// Source: https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1
    /// - Parameter verb: The method, such as `GET`, in any case.
    /// - Returns: ``general`` for a method that is not one of the usual ones.
    public static func ofRequest(_ verb: String) -> Effect {
        switch verb.uppercased() {
        case "GET", "HEAD", "OPTIONS": .reads
        case "POST", "PUT", "PATCH": .writes
        case "DELETE": .destroys
        default: .general
        }
    }

    /// How bad it can be, for comparisons.
    package var severity: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

import OIntCore
import OIntRunning

/// What a login is for: a library, or all libraries of a family.
struct LoginTarget {
    /// The authorization server.
    let family: OAuthFamily
    /// The libraries whose scopes are asked for.
    let libraries: [LibraryDescriptor]

    /// Finds what a name means.
    /// - Parameters:
    ///   - name: The name of a library or of a family, in any case.
    ///   - all: The libraries there are.
    /// - Throws: `UsageError` when there is none of that name, or it has no such thing as logging in.
    init(_ name: String, among all: [LibraryDescriptor]) throws(UsageError) {
        let name = name.lowercased()
        if let family = all.family(named: name) {
            self.family = family
            libraries = all.sharing(family: name)
            return
        }
        let library = try all.library(named: name)
        guard let oauth = library.oauth else {
            let known = Set(all.compactMap { $0.oauth?.family.name }).sorted().joined(separator: ", ")
            let secrets = library.groups.first?.methods.first?.parameters.first { $0.kind == .secret }?.name
            let remedy =
                secrets.map { "store its secret with oint config set \(library.name).\($0)" } ?? "it needs none"
            throw UsageError("\(library.name) has no login (\(known) has): \(remedy)")
        }
        family = oauth.family
        libraries = [library]
    }

    /// The scopes that the libraries need, each once.
    var scopes: [String] {
        var scopes: [String] = []
        for scope in libraries.flatMap({ $0.oauth?.scopes ?? [] }) where !scopes.contains(scope) {
            scopes.append(scope)
        }
        return scopes
    }

    /// The method that says who is logged in; nil where none of the libraries has one.
    var identity: (library: LibraryDescriptor, method: MethodDescriptor)? {
        for library in libraries {
            if let name = library.oauth?.identityMethod, let method = library.method(named: name) {
                return (library, method)
            }
        }
        return nil
    }
}

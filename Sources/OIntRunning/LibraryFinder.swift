import OIntCore

extension [LibraryDescriptor] {
    /// The library of a name.
    /// - Parameter name: The name, in any case.
    /// - Returns: The library.
    /// - Throws: `UsageError` that names the nearest one, when there is none of that name.
    package func library(named name: String) throws(UsageError) -> LibraryDescriptor {
        if let library = first(where: { $0.name == name.lowercased() }) { return library }
        let nearest = Suggestion.nearest(to: name, among: map(\.name))
        throw UsageError("there is no library \(Quote.short(name))" + (nearest.map { ", did you mean \($0)?" } ?? ""))
    }
}

extension LibraryDescriptor {
    /// The method of a name, or an error that helps.
    /// - Parameter name: The name, English or Russian, in any case.
    /// - Returns: The method.
    /// - Throws: `UsageError` that names the nearest one, when there is none of that name.
    package func existingMethod(named name: String) throws(UsageError) -> MethodDescriptor {
        if let method = method(named: name) { return method }
        throw UsageError("\(self.name) has no method \(Quote.short(name))\(hint(for: name))")
    }
}

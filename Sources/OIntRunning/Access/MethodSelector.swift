import OIntCore

/// Names a method, or all methods of a library: `s3.PutObject`, `telegram`.
package struct MethodSelector: Sendable, Hashable {
    /// The library's name.
    package let library: String
    /// The method's English name; nil for all of them.
    package let method: String?

    /// Reads a selector.
    /// - Parameters:
    ///   - text: The library's name, and behind a dot the method's, in either language and any case.
    ///   - libraries: The libraries there are.
    /// - Throws: `UsageError` when there is no such library or method.
    package init(_ text: String, in libraries: [LibraryDescriptor]) throws(UsageError) {
        let parts = text.trimmed.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let library = try libraries.library(named: String(parts.first ?? ""))
        self.library = library.name
        method = parts.count > 1 ? try library.existingMethod(named: String(parts[1])).name : nil
    }

    /// Reads lists of selectors, separated by commas.
    /// - Parameters:
    ///   - texts: The lists.
    ///   - libraries: The libraries there are.
    /// - Returns: The selectors, in their order.
    /// - Throws: `UsageError` that names everything that does not exist.
    package static func list(
        _ texts: [String], in libraries: [LibraryDescriptor]
    ) throws(UsageError) -> [MethodSelector] {
        var selectors: [MethodSelector] = []
        var problems: [UsageProblem] = []
        for text in texts.flatMap({ $0.split(separator: ",") }) where !text.allSatisfy(\.isWhitespace) {
            do throws(UsageError) {
                selectors.append(try MethodSelector(String(text), in: libraries))
            } catch {
                problems += error.problems
            }
        }
        guard problems.isEmpty else { throw UsageError(problems) }
        return selectors
    }

    /// Whether a method is meant.
    package func covers(_ library: LibraryDescriptor, _ method: MethodDescriptor) -> Bool {
        self.library == library.name && (self.method ?? method.name) == method.name
    }
}

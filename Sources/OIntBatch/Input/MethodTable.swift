import OIntCore
import OIntRunning
import Synchronization

/// Finds libraries and methods by name, and remembers them: a library builds its table anew for each look-up.
package final class MethodTable: Sendable {
    /// What a name leads to.
    package struct Entry: Sendable {
        /// The library.
        package let library: LibraryDescriptor
        /// The method.
        package let method: MethodDescriptor
    }

    /// As written; another spelling of the same name is looked up for itself.
    private struct Name: Hashable {
        let library: String
        let method: String
    }

    private let libraries: [LibraryDescriptor]
    private let known = Mutex<[Name: Entry]>([:])

    /// Creates a table.
    /// - Parameter libraries: The libraries there are.
    package init(_ libraries: [LibraryDescriptor]) { self.libraries = libraries }

    /// Looks a method up.
    /// - Parameters:
    ///   - library: The library's name.
    ///   - method: The method's name, English or Russian, in any case.
    /// - Returns: The library and the method.
    /// - Throws: `UsageError` that names the nearest one, when there is none of that name.
    package func entry(library: String, method: String) throws(UsageError) -> Entry {
        let name = Name(library: library, method: method)
        if let entry = known.withLock({ $0[name] }) { return entry }
        let library = try libraries.library(named: library)
        let entry = Entry(library: library, method: try library.existingMethod(named: method))
        known.withLock { known in
            // Upper and lower case can be mixed in many ways: nobody does so on purpose.
            if known.count < Self.room { known[name] = entry }
        }
        return entry
    }

    private static let room = 4096
}

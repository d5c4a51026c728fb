import OIntCore
import OIntRunning
import Synchronization

/// The methods that an agent may call; the table of a library is built when it is first asked for, and kept.
final class MethodCatalog: Sendable {
    /// A method with where it belongs.
    struct Entry: Sendable {
        let library: LibraryDescriptor
        let group: String
        let method: MethodDescriptor
        /// The method's options; it works them out each time it is asked.
        let parameters: [ParameterDescriptor]
    }

    private struct Table {
        let entries: [Entry]
        var byName: [String: Int] = [:]
    }

    /// The libraries, whether or not their methods may be called.
    let libraries: [LibraryDescriptor]
    private let policy: AccessPolicy
    private let tables = Mutex<[String: Table]>([:])

    /// Creates a catalogue.
    /// - Parameters:
    ///   - libraries: The libraries.
    ///   - policy: Which of their methods may be called.
    init(libraries: [LibraryDescriptor], policy: AccessPolicy) {
        self.libraries = libraries
        self.policy = policy
    }

    /// The methods of a library that may be called.
    func entries(of library: LibraryDescriptor) -> [Entry] { table(library).entries }

    /// The libraries that have methods that may be called.
    var openLibraries: [LibraryDescriptor] { libraries.filter { !entries(of: $0).isEmpty } }

    /// All methods that may be called.
    var entries: [Entry] { libraries.flatMap { entries(of: $0) } }

    /// The method of a name.
    /// - Parameters:
    ///   - name: The method's name, in either language and any case.
    ///   - library: The library's name, in any case.
    /// - Throws: `UsageError` when there is none of that name, or it may not be called.
    func entry(_ name: String, in library: String) throws(UsageError) -> Entry {
        let library = try libraries.library(named: library.trimmed)
        let table = table(library)
        let name = name.trimmed
        if let index = table.byName[name.lowercased()] { return table.entries[index] }
        let method = try library.existingMethod(named: name)
        // A name kept for old scripts is not in the table.
        if let index = table.byName[method.name.lowercased()] { return table.entries[index] }
        let reason = policy.refusal(of: method, in: library) ?? "this server does not allow it"
        throw UsageError("\(library.name) \(method.name) may not be called: \(reason)")
    }

    private func table(_ library: LibraryDescriptor) -> Table {
        tables.withLock { tables in
            if let table = tables[library.name] { return table }
            let entries = library.groups.flatMap { group in
                group.methods.filter { policy.refusal(of: $0, in: library) == nil }
                    .map { Entry(library: library, group: group.title, method: $0, parameters: $0.parameters) }
            }
            var table = Table(entries: entries)
            for (index, entry) in entries.enumerated() {
                for name in [entry.method.name, entry.method.russianName].compactMap(\.self) {
                    table.byName[name.lowercased()] = index
                }
            }
            tables[library.name] = table
            return table
        }
    }
}

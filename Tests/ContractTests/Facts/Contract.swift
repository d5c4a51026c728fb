import Foundation
import OIntCore
import OIntRegistry
import Testing

/// A library together with everything that is known about it from elsewhere.
struct Contract: Sendable {
    /// What is published.
    let facts: LibraryFacts
    /// Where the library knowingly does otherwise.
    let exceptions: Exceptions
    /// What the vendor says, where that is at hand.
    let vendor: VendorTable?
    /// The library.
    let library: LibraryDescriptor

    /// All published methods that are commands, and those that are ours alone.
    var methods: [MethodFacts] {
        let absent = Set(exceptions.absent.flatMap(\.methods))
        return facts.methods.filter { !absent.contains($0.name) } + exceptions.addedMethods
    }

    /// All libraries that there are facts about.
    static func all() throws -> [Contract] { try loaded.get() }

    /// All methods that there are facts about.
    static func allMethods() throws -> [MethodCase] { try loadedMethods.get() }

    private static let loaded = Result { try load() }

    private static let loadedMethods = Result {
        try all().flatMap { contract in contract.methods.map { MethodCase(contract: contract, facts: $0) } }
    }

    /// Whether some libraries were left out of the registry by OINT_LIBRARIES.
    static var isPartial: Bool {
        #if SOME_LIBRARIES
            true
        #else
            false
        #endif
    }

    private static func load() throws -> [Contract] {
        guard let folder = Bundle.module.resourceURL?.appending(path: "Catalog") else {
            throw FactsError("the catalogue is not among the resources")
        }
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "yaml" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        return try files.compactMap { file in
            let name = file.deletingPathExtension().lastPathComponent
            guard let library = Registry.libraries.first(where: { $0.name == name }) else {
                if isPartial { return nil }
                throw FactsError("there are facts about \(name), but the registry has no such library")
            }
            let exceptions = folder.appending(path: "Exceptions/\(name).yaml")
            let vendor = folder.appending(path: "Vendor/\(name).json")
            return Contract(
                facts: try LibraryFacts(YAMLDocument.read(String(contentsOf: file, encoding: .utf8))),
                exceptions: try Exceptions(YAMLDocument.read(String(contentsOf: exceptions, encoding: .utf8))),
                vendor: FileManager.default.fileExists(atPath: vendor.path)
                    ? try VendorTable(JSON(parsing: String(contentsOf: vendor, encoding: .utf8))) : nil,
                library: library)
        }
    }
}

/// One method with the facts about it.
struct MethodCase: Sendable {
    let contract: Contract
    let facts: MethodFacts
    /// The method, or nil when the library lacks it.
    let descriptor: MethodDescriptor?

    init(contract: Contract, facts: MethodFacts) {
        self.contract = contract
        self.facts = facts
        descriptor = contract.library.method(named: facts.name)
    }

    /// The options that are published or ours alone, as exceptions want them.
    /// - Parameter ignored: The exception to leave out.
    func options(ignoring ignored: Int? = nil) -> [OptionFacts] {
        let added = contract.exceptions.addedOptions.filter { $0.methods.contains(facts.name) }.map(\.facts)
        return (facts.options + added).compactMap { option in
            let rules = rules(for: option.name, ignoring: ignored)
            return rules.contains(where: \.isStandard) ? nil : rules.reduce(option) { $1.applied(to: $0) }
        }
    }

    /// The exceptions for an option.
    func rules(for option: String, ignoring ignored: Int? = nil) -> [OptionRule] {
        contract.exceptions.options.enumerated()
            .filter { $0.offset != ignored && $0.element.option == option && $0.element.methods.contains(facts.name) }
            .map(\.element)
    }

    /// How the requests differ from the templates of the catalogue.
    var changes: [Change] { contract.exceptions.requestRules(for: facts.name).flatMap(\.changes) }

    /// The templates of the requests in a round.
    /// - Parameter changes: The differences to make; nil for all.
    func calls(in round: Round, changes: [Change]? = nil) throws -> [JSON] {
        try (changes ?? self.changes).filter { ($0.round ?? round.name) == round.name }
            .reduce(facts.calls) { try $1.applied(to: $0) }
    }
}

extension Contract: CustomTestStringConvertible {
    var testDescription: String { facts.name }
}

extension MethodCase: CustomTestStringConvertible {
    var testDescription: String { "\(contract.facts.name) \(facts.name)" }
}

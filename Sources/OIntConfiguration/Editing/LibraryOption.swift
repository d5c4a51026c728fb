import OIntCore

/// An option of a library, in whichever of its methods it stands.
package struct LibraryOption: Sendable {
    /// The library.
    package let library: LibraryDescriptor
    /// The name of the option.
    package let name: String
    /// The option in each method that has it; methods may read it differently.
    let descriptors: [ParameterDescriptor]
    /// Whether it says where calls go, and as whom.
    package let isOfClient: Bool
    /// The option in the methods that decide how it is read: where some call a place by it, those.
    let readers: [ParameterDescriptor]

    /// What people call it: `bitrix24.url`.
    package var description: String { "\(library.name).\(name)" }

    /// Whether nothing but secrets is given by it.
    package var isSecret: Bool { descriptors.contains { $0.kind == .secret } }

    /// What its values decide, in any of the methods.
    package var roles: OptionRoles { descriptors.reduce(into: []) { $0.formUnion($1.roles) } }

    /// Whether a value of it may hold a secret, as the address of a webhook does.
    package var mayHoldSecret: Bool {
        descriptors.contains { descriptor in
            switch descriptor.kind {
            case .secret, .text, .json, .object: true
            case .list(let element): element == .text || element == .secret || element.isJSON
            default: false
            }
        }
    }

    /// Finds the option of a name.
    /// - Parameters:
    ///   - name: The name, in any case, without dashes.
    ///   - library: The library.
    /// - Throws: `UsageError` that names the nearest one when no method has such an option.
    package init(named name: String, of library: LibraryDescriptor) throws(UsageError) {
        let options = Self.all(of: library)
        let wanted = name.lowercased()
        let found = options.first { $0.name == wanted } ?? options.first { $0.aliases.contains(wanted) }
        guard let found else {
            let nearest = Suggestion.nearest(to: name, among: options.map(\.name))
            throw UsageError(
                "no method of \(library.name) has an option \(Quote.short(name))"
                    + (nearest.map { ", did you mean \(library.name).\($0)?" } ?? ""))
        }
        self = found
    }

    private init(library: LibraryDescriptor, name: String, uses: [Use]) {
        self.library = library
        self.name = name
        descriptors = uses.map(\.descriptor)
        let ofClient = uses.filter(\.isOfClient).map(\.descriptor)
        isOfClient = !ofClient.isEmpty
        readers = isOfClient ? ofClient : descriptors
    }

    /// The option in one method.
    private struct Use {
        let descriptor: ParameterDescriptor
        let isOfClient: Bool
    }

    /// The options of a library, each once, in the order of its methods.
    package static func all(of library: LibraryDescriptor) -> [LibraryOption] {
        var places: [String: Int] = [:]
        var options: [(name: String, uses: [Use])] = []
        for method in library.groups.flatMap(\.methods) {
            let client = method.clientOptionNames
            for parameter in method.parameters {
                let use = Use(descriptor: parameter, isOfClient: client.contains(parameter.name))
                if let place = places[parameter.name] {
                    options[place].uses.append(use)
                } else {
                    places[parameter.name] = options.count
                    options.append((parameter.name, [use]))
                }
            }
        }
        return options.map { LibraryOption(library: library, name: $0.name, uses: $0.uses) }
    }

    /// Names that hold a slip of the pen, and work all the same.
    private var aliases: [String] { descriptors.flatMap(\.aliases) }

    /// Whether a key of a file means this option.
    func isMeant(by key: String) -> Bool { key.lowercased() == name || aliases.contains(key.lowercased()) }

    /// Whether a value in a file must be kept from sight.
    package func holdsSecret(_ value: TOMLValue) -> Bool {
        descriptors.contains { descriptor in
            Configuration.isSecret(
                descriptor, Configuration.inputs(value, for: descriptor.kind, source: .setting("")))
        }
    }

    /// Whether a value from the environment must be kept from sight.
    package func holdsSecret(_ input: OptionInput) -> Bool {
        descriptors.contains { Configuration.isSecret($0, [input]) }
    }

    /// Why no method can read a value of a file; nil when one can.
    func problem(with value: TOMLValue) -> String? {
        problem { Configuration.inputs(value, for: $0.kind, source: .setting("")) }
    }

    /// Why no method can read some values; nil when one can.
    func problem(_ inputs: (ParameterDescriptor) -> [OptionInput]) -> String? {
        var reason: String?
        for descriptor in readers {
            do throws(OptionError) {
                _ = try descriptor.secrets(in: inputs(descriptor))
                return nil
            } catch {
                reason = reason ?? error.description
            }
        }
        return reason
    }
}

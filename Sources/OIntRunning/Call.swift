import OIntCore

/// A call of a method, as somebody asks for it: nothing is looked up or decoded yet.
package struct Call: Sendable {
    /// The library.
    package var library: LibraryDescriptor
    /// The method.
    package var method: MethodDescriptor
    /// The values given, by option name.
    package var options: [String: [OptionInput]]
    /// What was already found wrong with the call; reported together with what decoding finds.
    package var problems: [UsageProblem]
    /// The profile that fills in what is not given; nil for the one that is in force.
    package var profile: String?
    /// The values of options that were read already.
    package let readOptions: ReadOptions
    /// Keeps objects that stay open between calls; the one that keeps none where there is no such place.
    package var objects = ObjectStore.shared

    /// Creates a call.
    /// - Parameters:
    ///   - library: The library.
    ///   - method: The method.
    ///   - options: The values given, by option name.
    ///   - problems: What was already found wrong with the call.
    ///   - profile: The profile that fills in what is not given; nil for the one that is in force.
    ///   - readOptions: The values of options that were read already.
    package init(
        library: LibraryDescriptor, method: MethodDescriptor, options: [String: [OptionInput]] = [:],
        problems: [UsageProblem] = [], profile: String? = nil, readOptions: ReadOptions = ReadOptions()
    ) {
        self.library = library
        self.method = method
        self.options = options
        self.problems = problems
        self.profile = profile
        self.readOptions = readOptions
    }

    /// Creates a call whose options are JSON values, as programs hand them over.
    ///
    /// A text is the option's value as it stands; any other value is written as JSON, a list of texts becomes the
    /// option given several times, and null counts as not given. Names that the method does not know are problems.
    /// - Parameters:
    ///   - library: The library.
    ///   - method: The method.
    ///   - options: The values by option name, in any case, or by letter; with or without leading dashes.
    ///   - profile: The profile that fills in what is not given.
    package init(
        library: LibraryDescriptor, method: MethodDescriptor, json options: JSONObject, profile: String? = nil
    ) {
        self.init(library: library, method: method, profile: profile)
        // Asked for once: a method works them out anew each time.
        let parameters = method.parameters
        for member in options {
            let name = String(member.key.drop { $0 == "-" })
            let wanted = name.lowercased()
            let named = parameters.first { $0.name == wanted || $0.aliases.contains(wanted) }
            guard let parameter = named ?? parameters.first(where: { name.count == 1 && $0.short == name.first }) else {
                let nearest = Suggestion.nearest(to: name, among: parameters.map(\.name))
                problems.append(.unknownOption(name, suggestion: nearest))
                continue
            }
            self.options[parameter.name, default: []] += Self.inputs(member.value, for: parameter.kind)
        }
    }

    private static func inputs(_ value: JSON, for kind: OptionKind) -> [OptionInput] {
        switch value {
        case .null: return []
        case .string(let text): return [OptionInput(text)]
        case .array(let elements):
            // Texts stay texts: one that looks like a number, or like JSON, is not to be read again.
            guard case .list = kind, !kind.isJSON, !elements.isEmpty else { break }
            return elements.map { OptionInput($0.string ?? $0.text(.compact)) }
        default: break
        }
        return [OptionInput(value.text(.compact))]
    }
}

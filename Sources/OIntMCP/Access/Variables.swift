import OIntCore

/// Values that whoever starts the server gives names to, so that an agent can use them without knowing them.
///
/// A value goes only into the options that it is for. In the published form, which names none, those are secrets.
package struct Variables: Sendable {
    private struct Variable {
        let value: JSON
        /// The options that the value is for, as `library.option`; nil for all that are secrets.
        let options: Set<String>?
    }

    private static let mark = "@@"
    private let variables: [(name: String, variable: Variable)]

    /// Creates variables.
    /// - Parameter configuration: An object whose member `vars` holds the values by name: as they are, or as
    ///   `{"value": …, "for": ["library.option", …]}`.
    /// - Throws: `UsageError` when it is no such object.
    package init(_ configuration: JSON = [:]) throws(UsageError) {
        guard let object = configuration.object, let values = object["vars"].map(\.object) ?? [:] else {
            throw UsageError("the configuration has to be an object such as {\"vars\": {\"Name\": \"value\"}}")
        }
        var variables: [(name: String, variable: Variable)] = []
        for member in values { variables.append((member.key, try Self.variable(member))) }
        self.variables = variables
    }

    private static func variable(_ member: JSONObject.Member) throws(UsageError) -> Variable {
        guard let object = member.value.object, object["for"] != nil else {
            return Variable(value: member.value, options: nil)
        }
        let names = object["for"]?.array?.compactMap { $0.string?.trimmed.lowercased() } ?? []
        guard let value = object["value"], object.count == 2, !names.isEmpty,
            names.count == object["for"]?.array?.count, names.allSatisfy({ $0.split(separator: ".").count == 2 })
        else {
            throw UsageError(
                "the variable \(Quote.short(member.key)) has to be {\"value\": …, \"for\": [\"library.option\", …]}, as in \"bitrix24.url\""
            )
        }
        return Variable(value: value, options: Set(names))
    }

    /// The names as an agent writes them.
    var names: [String] { variables.map { Self.mark + $0.name } }

    /// The options that values are for, by the variables' names; nil where all of them are for secrets.
    var uses: JSONObject? {
        let bound = variables.compactMap { name, variable in
            variable.options.map { (Self.mark + name, JSON.array($0.sorted().map { .string($0) })) }
        }
        return bound.isEmpty ? nil : JSONObject(bound)
    }

    /// The values, which must not be shown.
    var secrets: [Secret] {
        variables.flatMap { Self.texts(in: $0.variable.value) }.filter { !$0.isEmpty }.map { Secret($0) }
    }

    /// A value of an option with names replaced by what they stand for, wherever a text is nothing but a name.
    /// - Parameters:
    ///   - value: What an agent gave.
    ///   - parameter: The option; nil where the method has none of that name.
    ///   - library: The library.
    /// - Returns: What is meant, and whether anything was replaced.
    /// - Throws: `UsageError` when there is no variable of a name, or it is for other options.
    func replaced(
        in value: JSON, for parameter: ParameterDescriptor?, of library: LibraryDescriptor
    ) throws(UsageError) -> (value: JSON, isReplaced: Bool) {
        switch value {
        case .string(let text) where text.hasPrefix(Self.mark) && text.count > Self.mark.count:
            guard let variable = variables.last(where: { Self.mark + $0.name == text })?.variable else {
                // A text may well begin like this where there are no variables at all.
                if variables.isEmpty { return (value, false) }
                let nearest = Suggestion.nearest(to: text, among: names).map { ", did you mean \($0)?" } ?? ""
                throw UsageError("there is no variable \(Quote.short(text))\(nearest)")
            }
            try Self.check(text, variable, for: parameter, of: library)
            return (variable.value, true)
        case .array(let elements):
            var replaced: [JSON] = []
            var isReplaced = false
            for element in elements {
                let (value, isNew) = try self.replaced(in: element, for: parameter, of: library)
                replaced.append(value)
                isReplaced = isReplaced || isNew
            }
            return (.array(replaced), isReplaced)
        case .object(let object):
            var replaced = JSONObject()
            var isReplaced = false
            for member in object {
                let (value, isNew) = try self.replaced(in: member.value, for: parameter, of: library)
                replaced.append(member.key, value)
                isReplaced = isReplaced || isNew
            }
            return (.object(replaced), isReplaced)
        default:
            return (value, false)
        }
    }

    private static func check(
        _ name: String, _ variable: Variable, for parameter: ParameterDescriptor?, of library: LibraryDescriptor
    ) throws(UsageError) {
        // What the method does not know is told as that.
        guard let parameter else { return }
        let option = "\(library.name).\(parameter.name)"
        if let options = variable.options {
            guard !options.contains(option) else { return }
            throw UsageError([
                .unreadable(
                    option: parameter.name,
                    reason: "can't take \(name), which is for \(options.sorted().joined(separator: ", "))")
            ])
        }
        guard parameter.kind != .secret else { return }
        throw UsageError([
            .unreadable(
                option: parameter.name,
                reason: "can't take \(name): a variable goes into secrets only, unless whoever started the server says "
                    + "{\"value\": …, \"for\": [\"\(option)\"]}")
        ])
    }

    private static func texts(in value: JSON) -> [String] {
        switch value {
        case .string(let text): [text]
        case .number(let number): [number.text]
        case .array(let elements): elements.flatMap { texts(in: $0) }
        case .object(let object): object.flatMap { texts(in: $0.value) }
        case .null, .bool: []
        }
    }
}

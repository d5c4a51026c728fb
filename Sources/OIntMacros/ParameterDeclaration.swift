import SwiftSyntax
import SwiftSyntaxMacros

/// A parameter of a method or of a client's initialiser, and the option it becomes.
struct ParameterDeclaration {
    /// How the parameter gets its value.
    enum Presence {
        /// The option has to be given.
        case required
        /// The parameter is nil when the option is not given.
        case optional
        /// The option is optional; an empty collection stands for it.
        case emptyByDefault(ExprSyntax)
        /// The option has a default.
        case defaulted(ExprSyntax)
        /// It is no option: whoever makes the call hands the value over.
        case service
    }

    /// What the parameters are for.
    enum User {
        /// A client: each of its options counts for all its methods.
        case client
        /// A method that may reach something.
        case method
        /// A function that has neither a client nor a service, and so reaches nothing.
        case computation
    }

    /// Types whose values are handed over by whoever makes the call.
    private static let serviceTypes: Set<String> = ["HTTP", "CallContext", "Credentials"]

    /// The label at the call.
    let label: String
    /// The name of the option.
    let option: String
    /// Published names of the option that hold a slip of the pen.
    let aliases: [String]
    /// The type, without the question mark.
    let type: String
    /// Letters for what a value decides besides itself, where the mark says so.
    let roles: String
    /// How the parameter gets its value.
    let presence: Presence
    /// What its documentation says.
    let summary: String

    /// The type that the parameter has in a descriptor's closure: one that is nil where an option is not given.
    var parameterType: String {
        switch presence {
        case .required, .service: type
        case .optional, .emptyByDefault, .defaulted: type + "?"
        }
    }

    /// Whether the parameter becomes an option.
    var isOption: Bool { if case .service = presence { false } else { true } }

    /// Whether a function takes a service.
    static func takesService(_ clause: FunctionParameterClauseSyntax) -> Bool {
        clause.parameters.contains { serviceTypes.contains($0.type.trimmedDescription) }
    }

    /// Reads all parameters of a function, and reports what is wrong with them.
    static func all(
        of clause: FunctionParameterClauseSyntax, documentation: DocComment, marks: OptionMarks, user: User,
        in context: some MacroExpansionContext
    ) -> [Self] {
        var options: Set<String> = []
        var result: [Self] = []
        for parameter in clause.parameters {
            guard let declaration = Self(parameter, documentation: documentation, marks: marks, in: context) else {
                continue
            }
            if declaration.lacksRoles(for: user) { context.report(.rolesNeeded(declaration.label), at: parameter) }
            for name in declaration.isOption ? [declaration.option] + declaration.aliases : [] {
                if name == "help" { context.report(.reservedOption(name), at: parameter) }
                if !options.insert(name).inserted { context.report(.equalOptions(name), at: parameter) }
            }
            result.append(declaration)
        }
        let names = Set(clause.parameters.map(Self.name))
        for name in documentation.parameters.keys.sorted() where !names.contains(name) {
            context.report(.documentedButMissing(name), at: clause)
        }
        let labels = Set(result.map(\.label))
        for label in marks.labels.sorted() where !labels.contains(label) {
            context.report(.unknownLabel(label), at: clause)
        }
        return result
    }

    private init?(
        _ parameter: FunctionParameterSyntax, documentation: DocComment, marks: OptionMarks,
        in context: some MacroExpansionContext
    ) {
        let name = Self.name(of: parameter)
        label = parameter.firstName.text.filter { $0 != "`" }
        guard label != "_" else {
            context.report(.unlabelled(name), at: parameter)
            return nil
        }
        let attributed = parameter.type.as(AttributedTypeSyntax.self)
        guard parameter.ellipsis == nil, attributed?.specifiers.isEmpty ?? true,
            !(attributed?.baseType ?? parameter.type).is(FunctionTypeSyntax.self)
        else {
            context.report(.unsupportedParameter(name), at: parameter)
            return nil
        }
        option = (marks.names[label] ?? label).lowercased()
        aliases = (marks.aliases[label] ?? []).map { $0.lowercased() }
        roles = marks.roles[label] ?? ""
        summary = documentation.parameters[name] ?? ""
        let wrapped = Self.wrappedType(parameter.type)
        type = (wrapped ?? parameter.type).trimmedDescription
        presence =
            if Self.serviceTypes.contains(type) {
                .service
            } else if let value = parameter.defaultValue?.value.trimmed, !value.is(NilLiteralExprSyntax.self) {
                Self.isEmptyCollection(value) ? .emptyByDefault(value) : .defaulted(value)
            } else {
                wrapped == nil ? .required : .optional
            }
        if summary.isEmpty, isOption { context.report(.undocumentedParameter(name), at: parameter) }
    }

    /// Types that say nothing about what a value decides.
    private static let plainTypes: Set<String> = ["String", "[String]", "JSON", "JSONObject", "[JSONObject]"]
    /// Words in the names of options that may decide where something goes.
    private static let wordsOfPlaces = [
        "url", "uri", "host", "server", "endpoint", "domain", "webhook", "proxy", "address",
    ]

    /// Whether the mark has to say what a value decides: a plain text of a client, or one that is named like a place.
    private func lacksRoles(for user: User) -> Bool {
        guard isOption, roles.isEmpty, Self.plainTypes.contains(type) else { return false }
        return switch user {
        case .client: true
        case .method: Self.wordsOfPlaces.contains { option.contains($0) }
        case .computation: false
        }
    }

    /// The name that the function and its documentation use.
    private static func name(of parameter: FunctionParameterSyntax) -> String {
        (parameter.secondName ?? parameter.firstName).text.filter { $0 != "`" }
    }

    private static func wrappedType(_ type: TypeSyntax) -> TypeSyntax? {
        if let optional = type.as(OptionalTypeSyntax.self) { return optional.wrappedType.trimmed }
        if let named = type.as(IdentifierTypeSyntax.self), named.name.text == "Optional",
            let argument = named.genericArgumentClause?.arguments.first?.argument.as(TypeSyntax.self)
        {
            return argument.trimmed
        }
        return nil
    }

    private static func isEmptyCollection(_ value: ExprSyntax) -> Bool {
        if let array = value.as(ArrayExprSyntax.self) { return array.elements.isEmpty }
        if let dictionary = value.as(DictionaryExprSyntax.self) { return dictionary.content.is(TokenSyntax.self) }
        return false
    }
}

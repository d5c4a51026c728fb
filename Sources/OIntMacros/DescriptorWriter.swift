import SwiftSyntax
import SwiftSyntaxBuilder

/// Writes the Swift code of descriptors.
enum DescriptorWriter {
    /// The property that holds the descriptor of a group.
    static func group(property: String, title: String, methods: [MethodDeclaration]) -> DeclSyntax {
        """
        public static var \(raw: property): GroupDescriptor {
            GroupDescriptor(
                title: \(raw: literal(title)),
                methods: [
        \(raw: methods.map { indented(method($0), 12) }.joined(separator: ",\n"))
                ])
        }
        """
    }

    /// The property that lists the options of a client.
    static func clientParameters(_ parameters: [ParameterDeclaration]) -> DeclSyntax {
        """
        public static var clientParameters: [ParameterDescriptor] {
            \(raw: list(parameters.filter(\.isOption).map(descriptor)))
        }
        """
    }

    /// The function that makes a client out of options.
    static func clientDecoder(type: String, parameters: [ParameterDeclaration], canThrow: Bool) -> DeclSyntax {
        let values = parameters.enumerated().filter(\.element.isOption)
        let reads = values.map { "let p\($0.offset) = \(decoding($0.element))" }
        let call = "\(type)(\(arguments(parameters)))"
        return """
            public static func decode(from options: inout OptionDecoder) -> Decoded<\(raw: type)> {
            \(raw: (reads + services(parameters)).map { "    \($0)\n" }.joined())    return options.client {
                    \(raw: values.isEmpty && !canThrow ? "" : "try ")\(raw: call)
                }
            }
            """
    }

    private static func method(_ method: MethodDeclaration) -> String {
        """
        MethodDescriptor(
            name: \(literal(method.name)), russianName: \(method.mark.russianName.map(literal) ?? "nil"),
            aliases: \(list(method.mark.aliases.map(literal))),
            summary: \(literal(method.documentation.summary)),
            discussion: \(literal(method.documentation.discussion)),
            signature: \(literal(method.signature)), type: String(describing: Self.self),
            \(method.answer.map(answer) ?? "")effect: \(method.mark.effect), isPaged: \(method.isPaged),
            client: \(method.isStatic ? "[]" : "Self.clientParameters"),
            parameters: \(list(method.parameters.filter(\.isOption).map(descriptor))),
            body: { invocation in
        \(indented(body(method), 8))
            })
        """
    }

    private static func answer(_ answer: AnswerBlock) -> String {
        "answer: .\(answer.language.rawValue)(\(literal(answer.text))),\n    "
    }

    private static func body(_ method: MethodDeclaration) -> String {
        let values = method.parameters.enumerated().filter(\.element.isOption)
        let isDecoding = !method.isStatic || !values.isEmpty || method.isPaged
        var lines = ["\(isDecoding ? "var" : "let") options = OptionDecoder(invocation)"]
        if !method.isStatic { lines.append("let client = Self.decode(from: &options)") }
        lines += values.map { "let p\($0.offset) = \(decoding($0.element))" }
        lines += services(method.parameters)
        if method.isPaged { lines.append("let all = options.defaulted(\"all\", Bool.self, false)") }
        lines.append("try options.finish()")
        let callee = method.isStatic ? "Self" : "client()"
        let call = "\(callee).\(method.function)(\(arguments(method.parameters)))"
        if method.isPaged {
            lines.append("return try await Output(\(call), all: all())")
        } else {
            let canThrow = !method.isStatic || !values.isEmpty || method.canThrow
            lines.append("return \(canThrow ? "try " : "")\(method.isAsync ? "await " : "")Output(\(call))")
        }
        return lines.joined(separator: "\n")
    }

    private static func descriptor(_ parameter: ParameterDeclaration) -> String {
        let aliases = parameter.aliases.isEmpty ? "" : "aliases: \(list(parameter.aliases.map(literal))), "
        let name = "\(literal(parameter.option)), \(aliases)\(parameter.type).self"
        let summary = literal(parameter.summary)
        return switch parameter.presence {
        case .required: ".required(\(name), \(summary))"
        case .optional, .emptyByDefault: ".optional(\(name), \(summary))"
        case .defaulted(let value): ".defaulted(\(name), \(value), \(summary))"
        case .service: ""
        }
    }

    private static func decoding(_ parameter: ParameterDeclaration) -> String {
        let name = "\(literal(parameter.option)), \(parameter.type).self"
        return switch parameter.presence {
        case .required: "options.required(\(name))"
        case .optional: "options.optional(\(name))"
        case .emptyByDefault(let value), .defaulted(let value): "options.defaulted(\(name), \(value))"
        case .service: ""
        }
    }

    private static func services(_ parameters: [ParameterDeclaration]) -> [String] {
        parameters.enumerated().filter { !$0.element.isOption }
            .map { "let p\($0.offset) = options.service(\($0.element.type).self)" }
    }

    private static func arguments(_ parameters: [ParameterDeclaration]) -> String {
        parameters.enumerated()
            .map { "\($0.element.label): \($0.element.isOption ? "p\($0.offset)()" : "p\($0.offset)")" }
            .joined(separator: ", ")
    }

    private static func list(_ elements: [String]) -> String { "[" + elements.joined(separator: ", ") + "]" }

    private static func literal(_ text: String) -> String {
        StringLiteralExprSyntax(content: text).description
    }

    private static func indented(_ text: String, _ width: Int) -> String {
        let margin = String(repeating: " ", count: width)
        return text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { margin + $0 }.joined(separator: "\n")
    }
}

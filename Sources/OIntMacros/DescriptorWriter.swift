import SwiftSyntax
import SwiftSyntaxBuilder

/// Writes the Swift code of descriptors.
///
/// All texts of a declaration go into one literal, in the lines that OIntCore's `DeclarationTexts` reads.
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

    /// The property that describes a client.
    static func client(
        type: String, mark: ClientMark, page: String?, parameters: [ParameterDeclaration], canThrow: Bool
    ) -> DeclSyntax {
        let options = parameters.filter(\.isOption)
        let texts = ([folded(page ?? "")] + optionLines(options)).joined(separator: "\n")
        let dryRun = mark.dryRun.map { ", dryRun: \($0)" } ?? ""
        let takes = parameters.enumerated().map { "p\($0.offset): \($0.element.parameterType)" }.joined(separator: ", ")
        let arguments = arguments(parameters)
        return """
            public static let clientDescriptor = ClientDescriptor<\(raw: type)>(\(raw: literal(texts))\(raw: dryRun)\(raw: defaults(options))) { (\(raw: takes)) in
                \(raw: canThrow ? "try " : "")\(raw: type)(\(raw: arguments))
            }
            """
    }

    private static func method(_ method: MethodDeclaration) -> String {
        let options = method.parameters.filter(\.isOption)
        var lines = [
            method.name, method.mark.russianName ?? "", method.mark.aliases.joined(separator: ","),
            method.vendorName ?? "",
            method.documentation.source ?? "", method.mark.rows ?? "", method.signature, method.documentation.summary,
            method.documentation.discussion, method.answer.map { "\($0.language.rawValue) \($0.text)" } ?? "",
        ].map(folded)
        lines += optionLines(options)
        let isUnnamed = !method.isStatic && method.vendorName == nil
        let texts = (isUnnamed ? "unnamed: " : "") + literal(lines.joined(separator: "\n"))
        let owner = method.isStatic ? ", of: Self.self" : ""
        let scope = method.mark.scope.map { ", in: \($0)" } ?? ""
        let head = "MethodDescriptor(\(texts), \(method.mark.effect)\(owner)\(scope)\(defaults(options)))"
        let client = method.isStatic ? [] : ["client: Self"]
        let takes = client + method.parameters.enumerated().map { "p\($0.offset): \($0.element.parameterType)" }
        let marks = (method.canThrow ? "try " : "") + (method.isAsync ? "await " : "")
        let call = "\(marks)\(method.isStatic ? "Self" : "client").\(method.function)(\(arguments(method.parameters)))"
        let body = method.returnsNothing ? "\(call)\n    return NoAnswer()" : call
        return "\(head) { (\(takes.joined(separator: ", "))) in\n    \(body)\n}"
    }

    /// A line for each option: name, other names, what it decides, default, summary.
    private static func optionLines(_ parameters: [ParameterDeclaration]) -> [String] {
        var computed = 0
        return parameters.map { parameter in
            var written = ""
            if case .defaulted(let value) = parameter.presence {
                if let text = literalText(value) {
                    written = "=" + text
                } else {
                    written = "@\(computed)"
                    computed += 1
                }
            }
            let texts = [
                parameter.option, parameter.aliases.joined(separator: ","), parameter.roles, written, parameter.summary,
            ]
            return texts.map(folded).joined(separator: "\u{1F}")
        }
    }

    /// The defaults that are no literals, computed when they are asked for.
    private static func defaults(_ parameters: [ParameterDeclaration]) -> String {
        let values = parameters.compactMap { parameter -> String? in
            guard case .defaulted(let value) = parameter.presence, literalText(value) == nil else { return nil }
            return "(\(value) as \(parameter.type)).optionText"
        }
        return values.isEmpty ? "" : ", defaults: [\(values.joined(separator: ", "))]"
    }

    /// A literal as it would be typed; nil for everything that has to be computed.
    private static func literalText(_ value: ExprSyntax) -> String? {
        if let text = value.literalText { return text }
        if value.is(BooleanLiteralExprSyntax.self) || value.is(IntegerLiteralExprSyntax.self)
            || value.is(FloatLiteralExprSyntax.self)
        {
            return value.trimmedDescription.filter { $0 != "_" }
        }
        return nil
    }

    private static func arguments(_ parameters: [ParameterDeclaration]) -> String {
        parameters.enumerated().map { index, parameter in
            switch parameter.presence {
            case .emptyByDefault(let value), .defaulted(let value): "\(parameter.label): p\(index) ?? \(value)"
            default: "\(parameter.label): p\(index)"
            }
        }.joined(separator: ", ")
    }

    /// A text on one line.
    private static func folded(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\u{1E}")
    }

    private static func literal(_ text: String) -> String {
        StringLiteralExprSyntax(content: text).description
    }

    private static func indented(_ text: String, _ width: Int) -> String {
        let margin = String(repeating: " ", count: width)
        return text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { margin + $0 }.joined(separator: "\n")
    }
}

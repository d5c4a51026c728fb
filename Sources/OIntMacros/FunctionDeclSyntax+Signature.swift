import SwiftSyntax

extension FunctionDeclSyntax {
    /// The function as it is declared, on one line, without attributes, access level and body.
    var signatureText: String {
        let isStatic = modifiers.contains { $0.name.text == "static" }
        let parameters = signature.parameterClause.parameters.map { parameter in
            var parameter = parameter
            parameter.trailingComma = nil
            return parameter.oneLine
        }
        let head = (isStatic ? "static func " : "func ") + name.text + (genericParameterClause?.oneLine ?? "")
        let rest = [
            signature.effectSpecifiers?.oneLine, signature.returnClause?.oneLine, genericWhereClause?.oneLine,
        ]
        return ([head + "(" + parameters.joined(separator: ", ") + ")"] + rest.compactMap(\.self))
            .joined(separator: " ")
    }
}

extension SyntaxProtocol {
    /// The text of the node on one line, without what stands around it.
    fileprivate var oneLine: String {
        trimmedDescription.split(whereSeparator: \.isNewline).map(\.trimmed).joined(separator: " ")
    }
}

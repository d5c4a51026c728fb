import SwiftSyntax

/// What a function's body calls at the vendor: the first call with the name of a vendor's method as its first argument, as in
/// `read("tasks.task.get", …)`, or with a verb and a path, as in `json(.get, "files/\(id)")`.
struct VendorCall {
    /// The name, such as `tasks.task.get` or `GET /files/{id}`.
    let name: String

    /// Looks for the call.
    init?(in body: CodeBlockSyntax) {
        let finder = Finder(viewMode: .sourceAccurate)
        finder.walk(body)
        guard let name = finder.name else { return nil }
        self.name = name
    }

    private final class Finder: SyntaxVisitor {
        private(set) var name: String?

        override func visit(_ call: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
            if name == nil { name = VendorCall.name(in: call) }
            return name == nil ? .visitChildren : .skipChildren
        }
    }

    /// Verbs by their names in Swift.
    private static let verbs: Set<String> = ["get", "head", "post", "put", "patch", "delete"]
    /// Functions by which clients call methods of vendors.
    private static let callers: Set<String> = [
        "read", "write", "call", "send", "json", "list", "pages", "file", "upload", "download", "page", "reply",
        "request",
    ]

    private static func name(in call: FunctionCallExprSyntax) -> String? {
        let function =
            call.calledExpression.as(MemberAccessExprSyntax.self)?.declName.baseName.text
            ?? call.calledExpression.as(DeclReferenceExprSyntax.self)?.baseName.text
        guard let function else { return nil }
        let arguments = Array(call.arguments)
        if let verb = arguments.first?.expression.as(MemberAccessExprSyntax.self), verb.base == nil,
            verbs.contains(verb.declName.baseName.text), arguments.count > 1, let path = text(arguments[1].expression)
        {
            return
                "\(verb.declName.baseName.text.uppercased()) \(path.hasPrefix("/") || path.contains("://") ? path : "/" + path)"
        }
        guard callers.contains(function) || verbs.contains(function), let first = arguments.first, first.label == nil,
            let text = text(first.expression), text.count > 1
        else { return nil }
        return verbs.contains(function) ? "\(function.uppercased()) \(text.hasPrefix("/") ? text : "/" + text)" : text
    }

    /// A text of the characters that names and paths have, with the names of what is interpolated in braces.
    private static func text(_ expression: ExprSyntax) -> String? {
        guard let literal = expression.as(StringLiteralExprSyntax.self) else { return nil }
        var text = ""
        for segment in literal.segments {
            switch segment {
            case .stringSegment(let segment): text += segment.content.text
            case .expressionSegment(let segment):
                let expression = segment.expressions.first?.expression
                let word =
                    expression?.as(DeclReferenceExprSyntax.self)?.baseName.text
                    ?? expression?.as(MemberAccessExprSyntax.self)?.declName.baseName.text ?? "value"
                text += "{\(word)}"
            }
        }
        return text.isEmpty || text.contains { !($0.isASCII && ($0.isLetter || $0.isNumber || "._-/{}:".contains($0))) }
            ? nil : text
    }
}

import SwiftParser
import SwiftSyntax

@testable import OIntMacros

/// A descriptor that a macro wrote, taken apart.
struct WrittenDescriptor {
    /// The lines of its texts; a line break inside of a text is shown as ⏎, what separates texts of a line as |.
    let lines: [String]
    /// The arguments behind the texts, with their labels.
    let arguments: [String]
    /// Whether the descriptor says that it names no method of the vendor.
    let isUnnamed: Bool
    /// What the closure takes, and what it does, each on one line.
    let closure: String

    /// The descriptors in an expansion, in their order.
    static func all(in expansion: Expansion) -> [WrittenDescriptor] {
        let finder = Finder(viewMode: .sourceAccurate)
        finder.walk(Parser.parse(source: expansion.text))
        return finder.found
    }

    private final class Finder: SyntaxVisitor {
        private(set) var found: [WrittenDescriptor] = []

        override func visit(_ call: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
            let name = call.calledExpression.trimmedDescription
            guard name == "MethodDescriptor" || name.hasPrefix("ClientDescriptor<"), let first = call.arguments.first,
                let text = first.expression.literalText
            else { return .visitChildren }
            let shown = text.map { $0 == "\u{1E}" ? "⏎" : $0 == "\u{1F}" ? "|" : $0 }
            let lines = String(shown).split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
            let arguments = call.arguments.dropFirst().map { argument in
                (argument.label.map { "\($0.text): " } ?? "") + argument.expression.trimmedDescription
            }
            let closure = call.trailingClosure?.trimmedDescription ?? ""
            found.append(
                WrittenDescriptor(
                    lines: lines, arguments: arguments, isUnnamed: first.label?.text == "unnamed",
                    closure: closure.split(whereSeparator: \.isWhitespace).joined(separator: " ")))
            return .skipChildren
        }
    }
}

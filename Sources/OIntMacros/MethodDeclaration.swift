import SwiftSyntax
import SwiftSyntaxMacros

/// A function that is a method of a library.
struct MethodDeclaration {
    /// The function's own name.
    let function: String
    /// The Swift type that the function extends.
    let type: String
    /// The function as it is declared, on one line, without `public` and the body.
    let signature: String
    /// The name on the command line.
    let name: String
    /// What `@Method` says.
    let mark: MethodMark
    /// What the documentation says.
    let documentation: DocComment
    /// What the method answers, where the documentation shows it.
    let answer: AnswerBlock?
    /// The parameters in their order.
    let parameters: [ParameterDeclaration]
    /// Whether the function belongs to the type rather than to a client.
    let isStatic: Bool
    /// Whether the function has to be awaited.
    let isAsync: Bool
    /// Whether the function can throw.
    let canThrow: Bool
    /// Whether the function gives a listing, page by page.
    let isPaged: Bool
    /// Whether the function gives events.
    let givesEvents: Bool

    /// Reads a function, and reports what is wrong with it; nil when it is no method.
    init?(_ declaration: FunctionDeclSyntax, of type: String, in context: some MacroExpansionContext) {
        self.type = type
        signature = declaration.signatureText
        function = declaration.name.text.filter { $0 != "`" }
        let isPublic = declaration.modifiers.contains { $0.name.text == "public" }
        guard let mark = MethodMark(of: declaration, in: context) else {
            if isPublic { context.report(.unmarked(function), at: declaration.name) }
            return nil
        }
        if !isPublic { context.report(.notPublic(function), at: declaration.name) }
        self.mark = mark
        name = mark.name ?? function.prefix(1).uppercased() + function.dropFirst()
        documentation = DocComment(of: declaration)
        if documentation.summary.isEmpty {
            context.report(.undocumented(function), at: declaration.name)
        } else if !documentation.summary.hasSuffix(".") {
            context.report(.noSentence(function), at: declaration.name)
        }
        answer = AnswerBlock(of: declaration, documentation: documentation, in: context)
        parameters = ParameterDeclaration.all(
            of: declaration.signature.parameterClause, documentation: documentation, marks: mark, in: context)
        isStatic = declaration.modifiers.contains { $0.name.text == "static" }
        let effects = declaration.signature.effectSpecifiers
        isAsync = effects?.asyncSpecifier != nil
        canThrow = effects?.throwsClause != nil
        let answerType = declaration.signature.returnClause?.type.trimmedDescription
        isPaged = answerType == "Pages"
        givesEvents = answerType == "Events"
        if isPaged, parameters.contains(where: { $0.isOption && ([$0.option] + $0.aliases).contains("all") }) {
            context.report(.equalOptions("all"), at: declaration.name)
        }
    }
}

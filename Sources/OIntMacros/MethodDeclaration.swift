import SwiftSyntax
import SwiftSyntaxMacros

/// A function that is a method of a library.
struct MethodDeclaration {
    /// The function's own name.
    let function: String
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
    /// Whether the function returns nothing.
    let returnsNothing: Bool
    /// The vendor's own name of what the method calls.
    let vendorName: String?

    /// Reads a function, and reports what is wrong with it; nil when it is no method.
    init?(_ declaration: FunctionDeclSyntax, in context: some MacroExpansionContext) {
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
        let clause = declaration.signature.parameterClause
        isStatic = declaration.modifiers.contains { $0.name.text == "static" }
        parameters = ParameterDeclaration.all(
            of: clause, documentation: documentation, marks: mark.options,
            user: isStatic && !ParameterDeclaration.takesService(clause) ? .computation : .method, in: context)
        let effects = declaration.signature.effectSpecifiers
        isAsync = effects?.asyncSpecifier != nil
        canThrow = effects?.throwsClause != nil
        let result = declaration.signature.returnClause?.type.trimmedDescription
        returnsNothing = ["Void", "()", nil].contains(result)
        vendorName = mark.vendorName ?? declaration.body.flatMap { VendorCall(in: $0)?.name }
        if result == "Pages", parameters.contains(where: { $0.isOption && ([$0.option] + $0.aliases).contains("all") })
        {
            context.report(.equalOptions("all"), at: declaration.name)
        }
    }
}

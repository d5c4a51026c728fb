import SwiftSyntax
import SwiftSyntaxMacros

/// `@Method`: marks a function for `@Methods`; it adds nothing by itself.
struct MethodMacro: PeerMacro {
    static func expansion(
        of node: AttributeSyntax, providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        if !declaration.is(FunctionDeclSyntax.self) { context.report(.methodNeedsFunction, at: node) }
        return []
    }
}

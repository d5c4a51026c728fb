import SwiftSyntax
import SwiftSyntaxBuilder
import SwiftSyntaxMacros

/// `@Client`: turns the parameters of a type's initialiser into options of its methods.
struct ClientMacro: MemberMacro, ExtensionMacro {
    static func expansion(
        of node: AttributeSyntax, providingMembersOf declaration: some DeclGroupSyntax,
        conformingTo protocols: [TypeSyntax], in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        guard let type = declaration.as(StructDeclSyntax.self) else {
            context.report(.clientNeedsStruct, at: node)
            return []
        }
        let initializer = declaration.memberBlock.members.lazy
            .compactMap { $0.decl.as(InitializerDeclSyntax.self) }
            .first { $0.modifiers.contains { $0.name.text == "public" } }
        guard let initializer else {
            context.report(.clientNeedsInitializer, at: type.name)
            return []
        }
        let mark = ClientMark(node, in: context)
        let parameters = ParameterDeclaration.all(
            of: initializer.signature.parameterClause, documentation: DocComment(of: initializer), marks: mark.options,
            user: .client, in: context)
        if mark.dryRun == nil, parameters.contains(where: { $0.type == "CallContext" }) {
            context.report(.dryRunNeeded, at: node)
        }
        let canThrow = initializer.signature.effectSpecifiers?.throwsClause != nil
        let descriptor = DescriptorWriter.client(
            type: type.name.text, mark: mark, page: DocComment(of: type).source, parameters: parameters,
            canThrow: canThrow)
        guard mark.namesVendorMethods else { return [descriptor] }
        return [descriptor, "public typealias VendorNames = VendorNameIsMissing"]
    }

    static func expansion(
        of node: AttributeSyntax, attachedTo declaration: some DeclGroupSyntax,
        providingExtensionsOf type: some TypeSyntaxProtocol,
        conformingTo protocols: [TypeSyntax], in context: some MacroExpansionContext
    ) throws -> [ExtensionDeclSyntax] {
        // Mistakes are reported once, by the other role.
        guard declaration.is(StructDeclSyntax.self) else { return [] }
        return [try ExtensionDeclSyntax("extension \(type.trimmed): LibraryClient {}")]
    }
}

import SwiftSyntax
import SwiftSyntaxMacros

/// `@Client`: turns the parameters of a type's initialiser into options of its methods.
struct ClientMacro: MemberMacro {
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
        let parameters = ParameterDeclaration.all(
            of: initializer.signature.parameterClause, documentation: DocComment(of: initializer), marks: nil,
            in: context)
        let canThrow = initializer.signature.effectSpecifiers?.throwsClause != nil
        return [
            DescriptorWriter.clientParameters(parameters),
            DescriptorWriter.clientDecoder(type: type.name.text, parameters: parameters, canThrow: canThrow),
        ]
    }
}

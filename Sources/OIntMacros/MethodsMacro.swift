import SwiftParser
import SwiftSyntax
import SwiftSyntaxMacros

/// `@Methods`: turns the functions of an extension into the descriptor of a group.
struct MethodsMacro: MemberMacro {
    static func expansion(
        of node: AttributeSyntax, providingMembersOf declaration: some DeclGroupSyntax,
        conformingTo protocols: [TypeSyntax], in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        guard declaration.is(ExtensionDeclSyntax.self) else {
            context.report(.methodsNeedsExtension, at: node)
            return []
        }
        guard let argument = node.arguments?.as(LabeledExprListSyntax.self)?.first,
            let title = argument.expression.literalText, let property = propertyName(title)
        else {
            context.report(.titleMustBeLiteral, at: node)
            return []
        }
        var names: Set<String> = []
        let methods = declaration.memberBlock.members.compactMap { member -> MethodDeclaration? in
            guard let function = member.decl.as(FunctionDeclSyntax.self),
                let method = MethodDeclaration(function, in: context)
            else { return nil }
            for name in [method.name] + method.mark.aliases + (method.mark.russianName.map { [$0] } ?? [])
            where !names.insert(name.lowercased()).inserted {
                context.report(.equalMethods(name), at: function.name)
            }
            return method
        }
        return [DescriptorWriter.group(property: property, title: title, methods: methods)]
    }

    /// The words of a title in lower camel case.
    private static func propertyName(_ title: String) -> String? {
        let words = title.split { !$0.isLetter && !$0.isNumber }
        guard let first = words.first, first.first?.isLetter == true else { return nil }
        let name = first.lowercased() + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        return name.isValidSwiftIdentifier(for: .variableName) ? name : "`\(name)`"
    }
}

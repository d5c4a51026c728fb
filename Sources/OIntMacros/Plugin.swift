import SwiftCompilerPlugin
import SwiftSyntaxMacros

/// The compiler plug-in that holds the macros of OIntCore.
@main
struct OIntMacrosPlugin: CompilerPlugin {
    let providingMacros: [any Macro.Type] = [ClientMacro.self, MethodsMacro.self, MethodMacro.self]
}

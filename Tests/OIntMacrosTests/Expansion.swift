import SwiftDiagnostics
import SwiftParser
import SwiftSyntax
import SwiftSyntaxMacroExpansion
import SwiftSyntaxMacros
import SwiftSyntaxMacrosGenericTestSupport
import Testing

@testable import OIntMacros

private let macros = [
    "Client": MacroSpec(type: ClientMacro.self),
    "Methods": MacroSpec(type: MethodsMacro.self),
    "Method": MacroSpec(type: MethodMacro.self),
]

/// Expects that a source expands to another one, without a complaint.
func expectExpansion(
    of source: String, to expanded: String, fileID: StaticString = #fileID, filePath: StaticString = #filePath,
    line: UInt = #line, column: UInt = #column
) {
    assertMacroExpansion(
        source, expandedSource: expanded, macroSpecs: macros,
        failureHandler: { failure in
            let place = failure.location
            Issue.record(
                Comment(rawValue: failure.message),
                sourceLocation: Testing.SourceLocation(
                    fileID: place.fileID, filePath: place.filePath, line: place.line, column: place.column))
        }, fileID: fileID, filePath: filePath, line: line, column: column)
}

/// A source after its macros did their work.
struct Expansion {
    /// The expanded source.
    let text: String
    /// The complaints in the order of their places, as `line:column: severity: message`.
    let complaints: [String]

    /// Expands the macros of a source.
    init(of source: String) {
        let file = Parser.parse(source: source)
        let context = BasicMacroExpansionContext(
            sourceFiles: [file: .init(moduleName: "Tests", fullFilePath: "Test.swift")])
        let expanded = file.expand(
            macroSpecs: macros,
            contextGenerator: {
                BasicMacroExpansionContext(sharingWith: context, lexicalContext: $0.allMacroLexicalContexts())
            },
            indentationWidth: .spaces(4))
        text = expanded.description
        let located = context.diagnostics.map { diagnostic in
            let place = context.location(for: diagnostic.position, anchoredAt: diagnostic.node, fileName: "Test.swift")
            return (place, "\(diagnostic.diagMessage.severity): \(diagnostic.message)")
        }
        complaints = located.sorted { ($0.0.line, $0.0.column) < ($1.0.line, $1.0.column) }
            .map { "\($0.line):\($0.column): \($1)" }
    }

    /// The expanded source with every run of white space as one space, so that a piece of it can be looked for.
    var flatText: String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

/// Expects complaints about a source, in this order, each at the place that a `👉` marks.
func expectMistakes(
    _ messages: String..., in marked: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
    var places: [String] = []
    var source = ""
    var (line, column) = (1, 1)
    for character in marked {
        switch character {
        case "👉":
            places.append("\(line):\(column)")
            continue
        case "\n":
            (line, column) = (line + 1, 1)
        default:
            column += character.utf8.count
        }
        source.append(character)
    }
    let expected = zip(places, messages).map { "\($0): error: \($1)" }
    #expect(places.count == messages.count, "each message needs its mark", sourceLocation: sourceLocation)
    #expect(Expansion(of: source).complaints == expected, sourceLocation: sourceLocation)
}

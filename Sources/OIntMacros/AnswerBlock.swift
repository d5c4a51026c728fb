#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import SwiftSyntax
import SwiftSyntaxMacros

/// The sample of an answer in the documentation of a function: the block of code that belongs to `- Returns:`.
struct AnswerBlock {
    /// What a sample can be written in.
    enum Language: String, CaseIterable {
        /// One JSON value, laid out in any way.
        case json
        /// What is printed where that is no JSON.
        case text
    }

    /// What the sample is written in.
    let language: Language
    /// The sample.
    let text: String

    /// Reads the sample, and reports what is wrong with it; nil when there is none that could be used.
    init?(of function: FunctionDeclSyntax, documentation: DocComment, in context: some MacroExpansionContext) {
        var samples: [Self] = []
        for block in documentation.blocks {
            do throws(DeclarationMistake) {
                samples.append(try Self(block, of: function.name.text))
            } catch {
                context.report(error, at: function.name)
            }
        }
        guard let sample = samples.first else { return nil }
        if samples.count > 1 { context.report(.severalAnswers(function.name.text), at: function.name) }
        self = sample
    }

    private init(_ block: DocComment.CodeBlock, of function: String) throws(DeclarationMistake) {
        guard block.isInReturns else { throw .misplacedBlock(function) }
        guard block.isClosed else { throw .openAnswer(function) }
        guard let language = Language(rawValue: block.language) else {
            throw .unknownAnswerLanguage(function, block.language)
        }
        let text = block.lines.joined(separator: "\n").trimmed
        guard !text.isEmpty else { throw .emptyAnswer(function) }
        guard language != .json || Self.looksLikeJSON(text) else { throw .unreadableAnswer(function) }
        self.language = language
        self.text = text
    }

    /// Whether brackets, commas and quotes are where JSON has them; what stands inside of them is not looked at.
    private static func looksLikeJSON(_ text: String) -> Bool {
        (try? JSONDecoder().decode(AnyValue.self, from: Data(text.utf8))) != nil
    }

    /// A value that takes whatever there is, so that decoding fails only where no document could be read.
    private struct AnyValue: Decodable {
        init(from decoder: any Decoder) {}
    }
}

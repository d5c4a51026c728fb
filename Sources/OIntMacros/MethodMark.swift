import SwiftParser
import SwiftSyntax
import SwiftSyntaxMacros

/// What `@Method` says about a function.
struct MethodMark {
    /// The effect, as it is written: `.reads`.
    let effect: String
    /// The Russian name.
    private(set) var russianName: String?
    /// The English name, where it is given.
    private(set) var name: String?
    /// Published names of the method that hold a slip of the pen.
    private(set) var aliases: [String] = []
    /// Names of options, by label.
    private(set) var options: [String: String] = [:]
    /// Published names of options that hold a slip of the pen, by label.
    private(set) var optionAliases: [String: [String]] = [:]

    /// Where the method makes sense, as it is written: `.session`; nil where nothing is said.
    private(set) var scope: String?

    /// The labels that the mark speaks of.
    var labels: Set<String> { Set(options.keys).union(optionAliases.keys) }

    /// Reads the mark of a function, and reports what can't be read; nil when the function has none.
    init?(of function: FunctionDeclSyntax, in context: some MacroExpansionContext) {
        let mark = function.attributes.lazy.compactMap { $0.as(AttributeSyntax.self) }
            .first { $0.attributeName.trimmedDescription == "Method" }
        guard let mark, let arguments = mark.arguments?.as(LabeledExprListSyntax.self),
            let first = arguments.first, first.label == nil
        else { return nil }
        effect = first.expression.trimmedDescription
        for argument in arguments.dropFirst() {
            read(argument, in: context)
        }
        let hasCyrillic = russianName?.unicodeScalars.contains { (0x0400...0x04FF).contains($0.value) } ?? false
        if !hasCyrillic { context.report(.russianNameNeeded, at: mark) }
    }

    private mutating func read(_ argument: LabeledExprSyntax, in context: some MacroExpansionContext) {
        let label = argument.label?.text ?? ""
        let value = argument.expression
        let isRead: Bool
        switch label {
        case "ru":
            russianName = value.literalText
            isRead = russianName != nil
        case "name":
            name = value.literalText
            isRead = name != nil
        case "aliases":
            aliases = value.literalTexts ?? []
            isRead = value.literalTexts != nil
        case "options":
            let pairs = value.literalPairs?.compactMap { key, value in value.literalText.map { (key, $0) } }
            options = Dictionary(pairs ?? [], uniquingKeysWith: { $1 })
            isRead = pairs?.count == value.literalPairs?.count && pairs != nil
        case "optionAliases":
            let pairs = value.literalPairs?.compactMap { key, value in value.literalTexts.map { (key, $0) } }
            optionAliases = Dictionary(pairs ?? [], uniquingKeysWith: { $1 })
            isRead = pairs?.count == value.literalPairs?.count && pairs != nil
        case "in":
            scope = value.trimmedDescription
            isRead = true
        default:
            isRead = true
        }
        if !isRead { context.report(.mustBeLiteral(label), at: value) }
    }
}

extension ExprSyntax {
    /// The text of a literal without interpolation; nil when the expression is none.
    var literalText: String? {
        `as`(StringLiteralExprSyntax.self)?.representedLiteralValue
    }

    /// The texts of an array literal; nil when the expression is none.
    fileprivate var literalTexts: [String]? {
        guard let array = `as`(ArrayExprSyntax.self) else { return nil }
        let texts = array.elements.compactMap(\.expression.literalText)
        return texts.count == array.elements.count ? texts : nil
    }

    /// The pairs of a dictionary literal with texts as keys; nil when the expression is none.
    fileprivate var literalPairs: [(String, ExprSyntax)]? {
        guard let elements = `as`(DictionaryExprSyntax.self)?.content.as(DictionaryElementListSyntax.self) else {
            return nil
        }
        let pairs = elements.compactMap { element in element.key.literalText.map { ($0, element.value) } }
        return pairs.count == elements.count ? pairs : nil
    }
}

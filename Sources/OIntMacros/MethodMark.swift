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
    /// The vendor's own name of what the method calls, where it is given.
    private(set) var vendorName: String?
    /// Keys that lead to the rows of an answer, separated by full stops.
    private(set) var rows: String?
    /// Where the method makes sense, as it is written: `.session`.
    private(set) var scope: String?
    /// What is said about options.
    private(set) var options = OptionMarks()

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
        case "calls":
            vendorName = value.literalText
            isRead = vendorName != nil
        case "rows":
            rows = value.literalText
            isRead = rows != nil
        case "in":
            scope = value.trimmedDescription
            isRead = true
        default: isRead = options.read(label, value) ?? true
        }
        if !isRead { context.report(.mustBeLiteral(label), at: value) }
    }
}

/// What `@Client` says about a type.
struct ClientMark {
    /// How a dry run shows what methods would do, as it is written: `.announcements`.
    private(set) var dryRun: String?
    /// Whether each method names the vendor's own method.
    private(set) var namesVendorMethods = false
    /// What is said about options.
    private(set) var options = OptionMarks()

    /// Reads the mark, and reports what can't be read.
    init(_ mark: AttributeSyntax, in context: some MacroExpansionContext) {
        for argument in mark.arguments?.as(LabeledExprListSyntax.self) ?? [] {
            let label = argument.label?.text ?? ""
            switch label {
            case "dryRun": dryRun = argument.expression.trimmedDescription
            case "namesVendorMethods": namesVendorMethods = argument.expression.trimmedDescription == "true"
            default:
                if options.read(label, argument.expression) == false {
                    context.report(.mustBeLiteral(label), at: argument.expression)
                }
            }
        }
    }
}

/// What a mark says about options, by the labels of their parameters.
struct OptionMarks {
    /// Names of options.
    private(set) var names: [String: String] = [:]
    /// Published names of options that hold a slip of the pen.
    private(set) var aliases: [String: [String]] = [:]
    /// What values decide besides themselves, as letters.
    private(set) var roles: [String: String] = [:]

    /// The labels that the mark speaks of.
    var labels: Set<String> { Set(names.keys).union(aliases.keys).union(roles.keys) }

    /// Reads an argument of a mark.
    /// - Returns: Whether it could be read; nil when it is no argument about options.
    mutating func read(_ label: String, _ value: ExprSyntax) -> Bool? {
        switch label {
        case "options":
            let pairs = value.literalPairs?.compactMap { key, value in value.literalText.map { (key, $0) } }
            names = Dictionary(pairs ?? [], uniquingKeysWith: { $1 })
            return pairs != nil && pairs?.count == value.literalPairs?.count
        case "optionAliases":
            let pairs = value.literalPairs?.compactMap { key, value in value.literalTexts.map { (key, $0) } }
            aliases = Dictionary(pairs ?? [], uniquingKeysWith: { $1 })
            return pairs != nil && pairs?.count == value.literalPairs?.count
        case "roles":
            let pairs = value.literalPairs?.compactMap { key, value in Self.letters(value).map { (key, $0) } }
            roles = Dictionary(pairs ?? [], uniquingKeysWith: { $1 })
            return pairs != nil && pairs?.count == value.literalPairs?.count
        default: return nil
        }
    }

    private static let letters = [
        "destination": "d", "protection": "p", "runsCode": "c", "readsFiles": "r", "writesFiles": "w", "data": "-",
    ]

    /// The letters for `.destination` or `[.destination, .protection]`; nil for anything else.
    private static func letters(_ value: ExprSyntax) -> String? {
        let members = value.as(ArrayExprSyntax.self)?.elements.map(\.expression) ?? [value]
        let names = members.compactMap { $0.as(MemberAccessExprSyntax.self)?.declName.baseName.text }
        let letters = names.compactMap { Self.letters[$0] }
        return letters.count == members.count ? letters.joined() : nil
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

import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxMacros

/// A mistake in a declaration, as its author reads it.
struct DeclarationMistake: DiagnosticMessage, Error {
    let message: String
    let identifier: String

    var diagnosticID: MessageID { MessageID(domain: "OIntMacros", id: identifier) }
    var severity: DiagnosticSeverity { .error }

    /// `@Client` stands on something that is no struct.
    static let clientNeedsStruct = Self(message: "'@Client' belongs on a struct", identifier: "clientNeedsStruct")

    /// A client has no initialiser that its options could be read from.
    static let clientNeedsInitializer = Self(
        message: "a client needs a public initializer: its parameters become options",
        identifier: "clientNeedsInitializer")

    /// `@Methods` stands on something that is no extension.
    static let methodsNeedsExtension = Self(
        message: "'@Methods' belongs on an extension", identifier: "methodsNeedsExtension")

    /// The title of a group is not written out, or empty.
    static let titleMustBeLiteral = Self(
        message: "the title of a group must be a text in quotes, and not empty", identifier: "titleMustBeLiteral")

    /// `@Method` stands on something that is no function.
    static let methodNeedsFunction = Self(
        message: "'@Method' belongs on a function", identifier: "methodNeedsFunction")

    /// A public function of the group is not marked.
    static func unmarked(_ function: String) -> Self {
        Self(
            message: """
                '\(function)' does not say what it does to the world: mark it '@Method(.reads, …)', '@Method(.writes, …)' or \
                '@Method(.destroys, …)', or make it private
                """, identifier: "unmarked")
    }

    /// A marked function is not public, so that Swift users could not call it.
    static func notPublic(_ function: String) -> Self {
        Self(message: "'\(function)' is marked as a method and must be public", identifier: "notPublic")
    }

    /// A function has no documentation.
    static func undocumented(_ function: String) -> Self {
        Self(
            message: "'\(function)' needs a documentation comment: its first line is the help of the command",
            identifier: "undocumented")
    }

    /// The first line of the documentation is no sentence.
    static func noSentence(_ function: String) -> Self {
        Self(
            message:
                "the first line of the documentation of '\(function)' must be one sentence that ends in a full stop",
            identifier: "noSentence")
    }

    /// A block of code in the documentation belongs to nothing that is shown.
    static func misplacedBlock(_ function: String) -> Self {
        Self(
            message: """
                the documentation of '\(function)' has a block of code that does not belong to '- Returns:': indent it by two \
                blanks below that line
                """, identifier: "misplacedBlock")
    }

    /// A function shows more than one sample of its answer.
    static func severalAnswers(_ function: String) -> Self {
        Self(
            message: "the documentation of '\(function)' shows several answers; leave one of them",
            identifier: "severalAnswers")
    }

    /// The fence at the end of a sample is missing.
    static func openAnswer(_ function: String) -> Self {
        Self(
            message: "the answer in the documentation of '\(function)' has no closing ```", identifier: "openAnswer")
    }

    /// A sample is written in something that nobody could show.
    static func unknownAnswerLanguage(_ function: String, _ language: String) -> Self {
        let found = language.isEmpty ? "no language" : "the language '\(language)'"
        let known = AnswerBlock.Language.allCases.map { "'\($0.rawValue)'" }.joined(separator: " or ")
        return Self(
            message: "the answer in the documentation of '\(function)' has \(found): write \(known) behind the ```",
            identifier: "unknownAnswerLanguage")
    }

    /// There is nothing between the fences of a sample.
    static func emptyAnswer(_ function: String) -> Self {
        Self(
            message: "the answer in the documentation of '\(function)' is empty: show what the method answers",
            identifier: "emptyAnswer")
    }

    /// A sample is to be JSON, and is not.
    static func unreadableAnswer(_ function: String) -> Self {
        Self(
            message: "the answer in the documentation of '\(function)' is not valid JSON",
            identifier: "unreadableAnswer")
    }

    /// A parameter has no documentation.
    static func undocumentedParameter(_ parameter: String) -> Self {
        Self(
            message: "parameter '\(parameter)' needs a line of documentation: it is the help of the option",
            identifier: "undocumentedParameter")
    }

    /// The documentation describes a parameter that does not exist.
    static func documentedButMissing(_ parameter: String) -> Self {
        Self(
            message: "the documentation describes a parameter '\(parameter)', and there is none of that name",
            identifier: "documentedButMissing")
    }

    /// A parameter has no label, and so would be an option without a name.
    static func unlabelled(_ parameter: String) -> Self {
        Self(
            message: "parameter '\(parameter)' needs a label: it is the name of the option", identifier: "unlabelled")
    }

    /// Two parameters would be the same option.
    static func equalOptions(_ option: String) -> Self {
        Self(message: "two parameters would both be the option '--\(option)'", identifier: "equalOptions")
    }

    /// An option would hide one that every command has.
    static func reservedOption(_ option: String) -> Self {
        Self(
            message: "'--\(option)' is an option of every command: name the parameter otherwise",
            identifier: "reservedOption")
    }

    /// Two functions of a group would be the same method.
    static func equalMethods(_ method: String) -> Self {
        Self(message: "two functions would both be the method '\(method)'", identifier: "equalMethods")
    }

    /// A name in `options` or `optionAliases` belongs to no parameter.
    static func unknownLabel(_ label: String) -> Self {
        Self(message: "there is no parameter with the label '\(label)'", identifier: "unknownLabel")
    }

    /// A value given to a macro is not written out.
    static func mustBeLiteral(_ argument: String) -> Self {
        Self(message: "'\(argument)' must be written out, as texts in quotes", identifier: "mustBeLiteral")
    }

    /// The Russian name of a method is missing or holds no Cyrillic letter.
    static let russianNameNeeded = Self(
        message: "'ru' must be the Russian name of the method, in Cyrillic letters", identifier: "russianNameNeeded")

    /// A plain text does not say whether it decides where something goes.
    static func rolesNeeded(_ label: String) -> Self {
        Self(
            message: """
                '\(label)' is plain text: say what it decides besides itself, as in 'roles: ["\(label)": .destination]', or \
                '.data' where it decides nothing of the kind
                """, identifier: "rolesNeeded")
    }

    /// A client that does not go over HTTP does not say how its methods are previewed.
    static let dryRunNeeded = Self(
        message: """
            say what a dry run of this client's methods does: '@Client(dryRun: .announcements)', '.computes', '.requests' or \
            '.refused'
            """, identifier: "dryRunNeeded")

    /// A function is generic or takes parameters of a kind that no option can be.
    static func unsupportedParameter(_ parameter: String) -> Self {
        Self(
            message: "parameter '\(parameter)' can't be an option: it is variadic, inout or a function",
            identifier: "unsupportedParameter")
    }
}

extension MacroExpansionContext {
    /// Reports a mistake at the place where it stands.
    func report(_ mistake: DeclarationMistake, at node: some SyntaxProtocol) {
        diagnose(Diagnostic(node: node, message: mistake))
    }
}

import OIntCore
import OIntHTTP
import Testing

@testable import OIntCLI

@Suite("Names for variables")
struct VariableNamesTests {
    private static let method = MethodDescriptor(
        name: "Call", russianName: nil, summary: "Calls.", effect: .reads,
        client: [.required("token", Secret.self, "Token."), .optional("account", Account.self, "Account.")],
        parameters: [.optional("text", String.self, "Text.")]
    ) { _ in .none }

    /// A JSON object with a secret in it, or a text that ends in one.
    private struct Account: OptionValue {
        static var optionKind: OptionKind { .object }
        static var optionRoles: OptionRoles { [] }
        var optionText: String { "" }
        let secrets: [Secret]

        init(option inputs: [OptionInput]) throws(OptionError) {
            secrets = [Secret("inner"), Secret("tail")]
        }
    }

    @Test func `A secret is named after its option, or the member that it stands under`() {
        let names = VariableNames(Self.method)
        #expect(names.name(of: "whole") == nil)
        names.options = [
            "token": [OptionInput(" whole\n")], "account": [OptionInput(#"{"Id": "x", "Key": "Bearer inner"}"#)],
            "text": [OptionInput("plain")],
        ]
        #expect(names.name(of: "whole") == VariableName("token", origin: "--token"))
        #expect(names.name(of: "inner") == VariableName("Key", origin: "Key in --account"))
        #expect(names.name(of: "tail") == VariableName("account_secret", origin: "the secret in --account"))
        #expect(names.name(of: "plain") == nil)
    }
}

import OIntCore
import OIntHTTP
import OIntRunning

/// Names secrets after the options they came with, for commands in which variables stand in their place.
struct VariableNames: Sendable {
    private let names: [Secret: VariableName]

    /// Collects the secrets of a call.
    /// - Parameter call: The call.
    init(_ call: Call) {
        var names: [Secret: VariableName] = [:]
        for parameter in call.method.parameters {
            guard let inputs = call.options[parameter.name], let secrets = try? parameter.secrets(in: inputs) else {
                continue
            }
            let option = "--\(parameter.name)"
            for secret in secrets where names[secret] == nil {
                let isWhole = inputs.contains { $0.text.trimmed == secret.exposed }
                names[secret] =
                    isWhole
                    ? VariableName(parameter.name, origin: option)
                    : Self.part(secret, of: inputs).map {
                        VariableName($0, origin: "\($0) in \(option)")
                    } ?? VariableName("\(parameter.name)_secret", origin: "the secret in \(option)")
            }
        }
        self.names = names
    }

    /// The member of a JSON object that a secret is, or is in.
    private static func part(_ secret: Secret, of inputs: [OptionInput]) -> String? {
        guard inputs.count == 1, let object = try? JSONObject(option: inputs) else { return nil }
        return object.first { $0.value.string?.contains(secret.exposed) == true }?.key
    }

    /// The name for a secret.
    /// - Parameter secret: The secret.
    /// - Returns: Nil when no option holds it.
    func name(of secret: Secret) -> VariableName? { names[secret] }
}

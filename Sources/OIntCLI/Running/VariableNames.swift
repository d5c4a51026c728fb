import OIntCore
import OIntHTTP
import Synchronization

/// Names secrets after the options they came with, for commands in which variables stand in their place.
///
/// Options are read only when somebody asks for a name, which most calls never do.
final class VariableNames: Sendable {
    private let method: MethodDescriptor
    private let values = Mutex<[String: [OptionInput]]>([:])

    /// Prepares names for the call of a method.
    /// - Parameter method: The method.
    init(_ method: MethodDescriptor) { self.method = method }

    /// The values of the options by name, once they are known.
    var options: [String: [OptionInput]] {
        get { values.withLock { $0 } }
        set { values.withLock { $0 = newValue } }
    }

    /// The name for a secret.
    /// - Parameter secret: The secret.
    /// - Returns: Nil when no option holds it.
    func name(of secret: Secret) -> VariableName? {
        let options = options
        for parameter in method.parameters {
            guard let inputs = options[parameter.name], let secrets = try? parameter.secrets(in: inputs),
                secrets.contains(secret)
            else { continue }
            let option = "--\(parameter.name)"
            if inputs.contains(where: { $0.text.trimmed == secret.exposed }) {
                return VariableName(parameter.name, origin: option)
            }
            if let member = Self.member(of: inputs, holding: secret) {
                return VariableName(member, origin: "\(member) in \(option)")
            }
            return VariableName("\(parameter.name)_secret", origin: "the secret in \(option)")
        }
        return nil
    }

    /// The member of a JSON object that a secret is, or is in.
    private static func member(of inputs: [OptionInput], holding secret: Secret) -> String? {
        guard inputs.count == 1, let object = try? JSONObject(option: inputs) else { return nil }
        return object.first { $0.value.string?.contains(secret.exposed) == true }?.key
    }
}

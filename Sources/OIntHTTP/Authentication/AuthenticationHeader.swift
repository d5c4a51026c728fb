import OIntCore

/// One challenge in a header `WWW-Authenticate`: a scheme with its parameters.
///
/// Source: https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1
struct AuthenticationHeader {
    /// The scheme, as it is written.
    let scheme: String
    private var parameters: [String: String] = [:]

    private init(scheme: String) { self.scheme = scheme }

    /// The value of a parameter, without quotes; nil where it is not given.
    subscript(name: String) -> String? { parameters[name] }

    /// The challenges in the value of a header, which may hold several.
    static func challenges(in value: String) -> [AuthenticationHeader] {
        var result: [AuthenticationHeader] = []
        var rest = value.utf8[...]
        while true {
            rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: ",") }
            let word = rest.prefix { !" \t,=\"".utf8.contains($0) }
            guard !word.isEmpty else { return result }
            rest = rest[word.endIndex...]
            let blanks = rest.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            let behind = rest[blanks.endIndex...]
            // A word with an equals sign is a parameter of the scheme before it; without one it is a scheme.
            guard behind.first == UInt8(ascii: "="), !result.isEmpty else {
                result.append(AuthenticationHeader(scheme: text(word)))
                // Some schemes have a single word in place of parameters; equals signs at its end are part of it.
                rest = blanks.isEmpty ? behind.drop { $0 == UInt8(ascii: "=") } : behind
                continue
            }
            rest = behind.dropFirst().drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            result[result.count - 1].parameters[text(word).lowercased()] = takeValue(from: &rest)
        }
    }

    private static func takeValue(from rest: inout Substring.UTF8View) -> String {
        guard rest.first == UInt8(ascii: "\"") else {
            let value = rest.prefix { !" \t,".utf8.contains($0) }
            rest = rest[value.endIndex...]
            return text(value)
        }
        rest.removeFirst()
        var bytes: [UInt8] = []
        while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
            // A backslash makes the next character stand for itself.
            bytes.append(byte == UInt8(ascii: "\\") ? rest.popFirst() ?? byte : byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func text(_ bytes: Substring.UTF8View) -> String { String(Substring(bytes)) }
}

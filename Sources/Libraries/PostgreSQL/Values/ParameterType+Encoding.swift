import OIntCore
import OIntSQL

extension ParameterType {
    /// A value in the type's text form; bytes of the types BYTEA and "CHAR" go as they are.
    /// - Parameter parameter: The value, which is not null.
    /// - Throws: `UsageError` when it does not fit.
    func encoded(_ parameter: SQLParameter) throws(UsageError) -> EncodedValue {
        if isArray {
            guard parameter.value.array != nil else { throw parameter.misfit }
            return .text(try ArrayText.literal(parameter.value, of: kind, parameter))
        }
        switch kind {
        case .bytes: return .binary(try parameter.bytes())
        case .byte:
            guard
                let byte = (parameter.value.int ?? parameter.value.string.flatMap { Int($0) }).flatMap({
                    Int8(exactly: $0)
                })
            else { throw parameter.misfit }
            return .binary([UInt8(bitPattern: byte)])
        default: return .text(try text(parameter.value, parameter))
        }
    }

    /// A value in the type's text form, alone or in an array.
    func text(_ value: JSON, _ parameter: SQLParameter) throws(UsageError) -> String {
        let scalar = value.string ?? value.number?.text
        switch kind {
        case .bool:
            if let flag = value.bool ?? scalar.flatMap({ Bool($0.lowercased()) }) { return flag ? "true" : "false" }
        case .integer(let range):
            if let scalar, let number = Int64(scalar.trimmed), range.contains(number) { return String(number) }
        case .float, .numeric:
            if let scalar, JSONNumber(scalar) != nil || Double(scalar) != nil { return scalar }
        case .text: if let scalar { return scalar }
        case .uuid:
            if let scalar, scalar.count(where: \.isHexDigit) == 32,
                scalar.allSatisfy({ $0.isHexDigit || "-{}".contains($0) })
            {
                return scalar
            }
        case .json: return value.text(.compact)
        case .hstore:
            if let object = value.object { return try Self.hstore(object, parameter) }
            if let scalar { return scalar }
        case .byte:
            // Behind ASCII, only the number in octal stands for a byte.
            if let scalar, let byte = Int8(scalar) {
                return byte > 0 ? String(Unicode.Scalar(UInt8(byte))) : Self.octal(UInt8(bitPattern: byte))
            }
        case .bytes:
            let bytes = SQLParameter(value).typed { ["BLOB", "BYTEA", "BYTES"].contains($0) }.value
            if let text = bytes.string, let bytes = Base64.decoded(text) { return "\\x" + Hexadecimal.encoded(bytes) }
        }
        throw parameter.misfit
    }

    private static func octal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 8)
        return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }

    /// Keys and values in the text form of the type hstore.
    static func hstore(_ object: JSONObject, _ parameter: SQLParameter) throws(UsageError) -> String {
        var pairs: [String] = []
        for member in object {
            let value: String
            switch member.value {
            case .null: value = "NULL"
            case .string(let text): value = QuotedText.quoted(text)
            case .number, .bool: value = QuotedText.quoted(member.value.text(.compact))
            case .array, .object: throw parameter.misfit
            }
            pairs.append(QuotedText.quoted(member.key) + "=>" + value)
        }
        return pairs.joined(separator: ", ")
    }
}

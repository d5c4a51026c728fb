import CLibPQ
import OIntCore
import OIntSQL

extension PostgreSQLSession {
    /// The values of a statement's parameters.
    /// - Parameters:
    ///   - statement: The statement.
    ///   - isDescribed: Whether the server is asked about the statement in any case.
    /// - Throws: `UsageError` when a value does not fit its type.
    func encode(_ statement: SQLStatement, isDescribed: Bool) throws -> EncodedParameters {
        let statement = SQLStatement(statement.text, statement.parameters.map { $0.typed(in: .postgreSQL) })
        let named = try statement.parameters.map { try $0.type.map { try ParameterType.named($0) } }
        // What does not fit is told before anything is sent.
        for case (let parameter, let type?) in zip(statement.parameters, named) where !parameter.value.isNull {
            _ = try type.encoded(parameter)
        }
        let types = try named.map { try $0.map { try id(of: $0) } ?? 0 }
        var expected: [Oid] = []
        if isDescribed || statement.parameters.contains(where: { $0.type == nil && $0.value.array != nil }) {
            let description = try describe(statement.text, types: types)
            try learn(description.columnTypes + description.parameterTypes)
            expected = description.parameterTypes
        }
        return try encode(statement.parameters, named, types, expected: expected)
    }

    /// The values of parameters whose types the server has told.
    func encode(_ parameters: [SQLParameter], expected: [Oid]) throws -> EncodedParameters {
        let parameters = parameters.map { $0.typed(in: .postgreSQL) }
        let named = try parameters.map { try $0.type.map { try ParameterType.named($0) } }
        return try encode(parameters, named, try named.map { try $0.map { try id(of: $0) } ?? 0 }, expected: expected)
    }

    private func encode(
        _ parameters: [SQLParameter], _ named: [ParameterType?], _ types: [Oid], expected: [Oid]
    ) throws -> EncodedParameters {
        var result = EncodedParameters()
        for (index, parameter) in parameters.enumerated() {
            let form = index < expected.count ? catalog.form(of: expected[index]) : .text
            try result.append(Self.encoded(parameter, named[index], form), type: types[index])
        }
        return result
    }

    private static func encoded(
        _ parameter: SQLParameter, _ type: ParameterType?, _ form: ValueForm
    ) throws(UsageError) -> EncodedValue {
        if let type { return parameter.value.isNull ? .null : try type.encoded(parameter) }
        switch parameter.value {
        case .null: return .null
        case .bool(let flag): return .text(flag ? "true" : "false")
        case .number(let number): return .text(number.text)
        case .string(let text): return .text(text)
        case .array: return .text(try ArrayText.literal(parameter.value, as: form, parameter))
        case .object: return .text(parameter.value.text(.compact))
        }
    }

    private func id(of type: ParameterType) throws -> Oid {
        switch type.identity {
        case .id(let id, let arrayID): type.isArray ? arrayID : id
        case .name(let name): try typeID(type.isArray ? name + "[]" : name)
        }
    }
}

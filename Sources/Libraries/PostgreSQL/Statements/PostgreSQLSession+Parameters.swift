import CLibPQ
import OIntCore
import OIntDrivers
import OIntSQL

extension PostgreSQLSession {
    /// The values of a statement's parameters.
    ///
    /// What a value means depends on where it goes: any JSON is a document in a column for documents, and a list is an array
    /// only in one for arrays. So the server is asked for the types that it expects, wherever that matters.
    /// - Parameters:
    ///   - statement: The statement.
    ///   - isDescribed: Whether the server is asked about the statement in any case.
    /// - Throws: `UsageError` when a value does not fit its type.
    func encode(_ statement: SQLStatement, isDescribed: Bool) throws -> EncodedParameters {
        let parameters = statement.parameters
        try checkNamedTypes(parameters)
        var expected: [Oid] = []
        if parameters.count <= Self.describedLimit,
            isDescribed || parameters.contains(where: Self.dependsOnPlace)
        {
            let description = try description(of: statement)
            try learn(description.columnTypes + description.parameterTypes)
            expected = description.parameterTypes
        }
        return try encode(parameters, expected: expected)
    }

    /// The values of parameters for which the server has told what it expects.
    func encode(_ parameters: [SQLParameter], expected: [Oid]) throws -> EncodedParameters {
        var result = EncodedParameters()
        for (index, parameter) in parameters.enumerated() {
            let (value, type) = try encoded(parameter, for: index < expected.count ? expected[index] : 0)
            try result.append(value, type: type)
        }
        return result
    }

    /// Whether it depends on the type that is expected what a value means.
    static func dependsOnPlace(_ parameter: SQLParameter) -> Bool {
        switch parameter.value {
        case .null, .bool: false
        // A number in the type "char" is the number of a byte.
        case .number, .string, .array, .object: true
        }
    }

    /// How many parameters a statement may have that the server is asked about: older libpqs take a longer description for
    /// a broken connection.
    private static let describedLimit = 7000

    /// Tells what does not fit the type that a value itself gives, before anything is sent.
    private func checkNamedTypes(_ parameters: [SQLParameter]) throws {
        for parameter in parameters {
            let parameter = parameter.typed(in: .postgreSQL)
            guard let name = parameter.type, !parameter.value.isNull, let type = try ParameterType.wellKnown(name)
            else {
                continue
            }
            _ = try type.encoded(parameter)
        }
    }

    /// What the server makes of a statement, whose values may give types.
    private func description(of statement: SQLStatement) throws -> StatementDescription {
        let named = try statement.parameters.map { try namedType($0)?.id ?? 0 }
        guard named.contains(where: { $0 != 0 }) else { return try describe(statement.text, types: []) }
        // A mistake would end a transaction; and what values say is right most of the time.
        if isInTransaction { return try describe(statement.text, types: named) }
        do {
            return try describe(statement.text, types: [])
        } catch let error as ServiceError {
            guard error.code?.hasPrefix("42") == true else { throw error }
            return try describe(statement.text, types: named)
        }
    }

    private var isInTransaction: Bool { connection.pq.f.PQtransactionStatus(connection.handle) == PQTRANS_INTRANS }

    /// The type that a value gives.
    private func namedType(_ parameter: SQLParameter) throws -> (name: String, type: ParameterType, id: Oid)? {
        guard let name = parameter.type ?? parameter.possibleType else { return nil }
        guard let type = try parameterType(name, key: parameter.value.object?.first?.key ?? name) else { return nil }
        return (name, type, try id(of: type))
    }

    /// A value as it goes to the server.
    /// - Parameters:
    ///   - parameter: The value.
    ///   - expected: The type that the server expects; 0 where it was not asked.
    /// - Returns: The value, and the type that it gives; 0 for the one that is expected.
    func encoded(_ parameter: SQLParameter, for expected: Oid) throws -> (EncodedValue, type: Oid) {
        if parameter.isText { return (parameter.value.string.map { .text($0) } ?? .null, 0) }
        let form = expected == 0 ? .text : catalog.form(of: expected)
        if let name = parameter.type ?? parameter.possibleType {
            switch form {
            case .json where !["JSON", "JSONB"].contains(name), .hstore where name != "HSTORE": break
            default:
                guard let (_, type, id) = try namedType(parameter) else { break }
                let typed = parameter.typed { _ in true }
                return (typed.value.isNull ? .null : try type.encoded(typed), id)
            }
        }
        return (try Self.encoded(parameter.value, as: form), 0)
    }

    /// A value without a type of its own, as one of the type that is expected.
    private static func encoded(_ value: JSON, as form: ValueForm) throws(UsageError) -> EncodedValue {
        switch (form, value) {
        case (_, .null): return .null
        case (.json, _): return .text(value.text(.compact))
        case (.hstore, .object(let object)):
            return .text(try ParameterType.hstore(object, SQLParameter(value, type: "HSTORE")))
        case (.byte, .number(let number)):
            guard let byte = Int8(number.text) else { throw SQLParameter(value, type: "\"CHAR\"").misfit }
            return .binary([UInt8(bitPattern: byte)])
        case (_, .bool(let flag)): return .text(flag ? "true" : "false")
        case (_, .number(let number)): return .text(number.text)
        case (_, .string(let text)): return .text(text)
        case (_, .array): return .text(try ArrayText.literal(value, as: form, SQLParameter(value)))
        case (_, .object): return .text(value.text(.compact))
        }
    }

    private func id(of type: ParameterType) throws -> Oid {
        switch type.identity {
        case .id(let id, let arrayID): type.isArray ? arrayID : id
        case .name(let name): try typeID(type.isArray ? name + "[]" : name)
        }
    }
}

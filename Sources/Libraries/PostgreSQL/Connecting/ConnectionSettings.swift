import OIntCore

/// Reads a connection string in the form `name=value name='a value'`, by the rules of libpq.
struct ConnectionSettings {
    private var rest: Substring

    init(_ text: String) { rest = text[...] }

    mutating func settings() throws(ConnectionStringError) -> [ConnectionString.Setting] {
        var found: [ConnectionString.Setting] = []
        skipBlanks()
        while !rest.isEmpty {
            let name = rest.prefix { $0 != "=" && !$0.isWhitespace }
            rest = rest.dropFirst(name.count)
            skipBlanks()
            guard !name.isEmpty, rest.popFirst() == "=" else { throw .noSettings }
            skipBlanks()
            found.append(ConnectionString.Setting(name: String(name), value: try value()))
            skipBlanks()
        }
        return found
    }

    private mutating func value() throws(ConnectionStringError) -> String {
        let isQuoted = rest.first == "'"
        if isQuoted { rest.removeFirst() }
        var value = ""
        while let character = rest.first, isQuoted || !character.isWhitespace {
            rest.removeFirst()
            if isQuoted, character == "'" { return value }
            if character == "\\" {
                if let escaped = rest.popFirst() { value.append(escaped) }
            } else {
                value.append(character)
            }
        }
        guard !isQuoted else { throw .unclosed }
        return value
    }

    private mutating func skipBlanks() { rest = rest.drop(while: \.isWhitespace) }
}

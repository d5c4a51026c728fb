import OIntCore

/// Reads a connection string in the form of an address, by the rules of libpq.
struct ConnectionAddress {
    private var rest: Substring
    private var found: [ConnectionString.Setting] = []

    /// - Parameter text: What stands behind `postgresql://`.
    init(_ text: Substring) { rest = text }

    mutating func settings() throws(ConnectionStringError) -> [ConnectionString.Setting] {
        try readLogin()
        try readHosts()
        if rest.first == "/" {
            rest.removeFirst()
            try add("dbname", take(until: "?"))
        }
        if rest.first == "?" {
            rest.removeFirst()
            try readParameters()
        }
        guard rest.isEmpty else { throw .unencoded }
        return found
    }

    private mutating func readLogin() throws(ConnectionStringError) {
        // A password may hold an @ that is not encoded: the last one before the path ends it.
        let place = rest.prefix { $0 != "/" && $0 != "?" }
        guard let end = place.lastIndex(of: "@") else { return }
        let login = rest[..<end]
        rest = rest[rest.index(after: end)...]
        let user = login.prefix { $0 != ":" }
        try add("user", user)
        if user.endIndex < login.endIndex { try add("password", login[login.index(after: user.endIndex)...]) }
    }

    private mutating func readHosts() throws(ConnectionStringError) {
        var hosts: [Substring] = []
        var ports: [Substring] = []
        repeat {
            hosts.append(try takeHost())
            var port: Substring = ""
            if rest.first == ":" {
                rest.removeFirst()
                port = take(until: ",/?")
                guard port.allSatisfy(\.isNumber) else { throw .unencoded }
            }
            ports.append(port)
        } while takeComma()
        if hosts.contains(where: { !$0.isEmpty }) { try add("host", hosts.joined(separator: ",")[...]) }
        if ports.contains(where: { !$0.isEmpty }) { try add("port", ports.joined(separator: ",")[...]) }
    }

    private mutating func takeHost() throws(ConnectionStringError) -> Substring {
        guard rest.first == "[" else { return take(until: ":,/?") }
        rest.removeFirst()
        let host = take(until: "]")
        guard rest.popFirst() != nil, rest.first.map({ ":,/?".contains($0) }) ?? true else { throw .noBracket }
        return host
    }

    private mutating func takeComma() -> Bool {
        guard rest.first == "," else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func readParameters() throws(ConnectionStringError) {
        for pair in rest.split(separator: "&") {
            guard let equals = pair.firstIndex(of: "=") else { throw .noValue }
            let name = try Self.decoded(pair[..<equals])
            let value = pair[pair.index(after: equals)...]
            // As in addresses for Java.
            if name == "ssl", value == "true" { try add("sslmode", "require") } else { try add(name, value) }
        }
        rest = ""
    }

    private mutating func take(until ends: String) -> Substring {
        let part = rest.prefix { !ends.contains($0) }
        rest = rest.dropFirst(part.count)
        return part
    }

    private mutating func add(_ name: String, _ value: Substring) throws(ConnectionStringError) {
        guard !value.isEmpty else { return }
        found.append(ConnectionString.Setting(name: name, value: try Self.decoded(value)))
    }

    private static func decoded(_ text: Substring) throws(ConnectionStringError) -> String {
        guard let bytes = PercentEncoding.decoded(String(text)), !bytes.contains(0),
            let decoded = String(validating: bytes, as: UTF8.self)
        else { throw .badPercent }
        return decoded
    }
}

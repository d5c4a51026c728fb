import OIntCore

/// What a command does to the world, where that can be told.
enum CommandEffect {
    /// Commands that change nothing, whatever stands in them.
    private static let reading: Set<String> = [
        "buildinfo", "collstats", "connectionstatus", "count", "dbhash", "dbstats", "distinct", "find", "getmore",
        "hello",
        "hostinfo", "ismaster", "listcollections", "listdatabases", "listindexes", "ping", "rolesinfo", "serverstatus",
        "usersinfo", "validate",
    ]

    /// Stages and operators that write, or run code.
    private static let acting: Set<String> = ["$out", "$merge", "$where", "$function", "$accumulator", "$changeStream"]

    /// What a command does.
    /// - Parameters:
    ///   - name: Its name.
    ///   - data: Its other members, as they are typed.
    /// - Returns: Nil where it can be anything.
    static func of(_ name: String, _ data: String) -> Effect? {
        let name = name.lowercased()
        guard reading.contains(name) || name == "aggregate" else { return nil }
        guard !data.trimmed.isEmpty else { return .reads }
        guard let members = try? JSON(parsing: Array(data.utf8)) else { return nil }
        return acts(members) ? nil : .reads
    }

    private static func acts(_ value: JSON) -> Bool {
        switch value {
        case .array(let elements): elements.contains { acts($0) }
        case .object(let object):
            object.contains { member in
                let name = member.key.hasPrefix("__4") ? "$" + member.key.dropFirst(3) : member.key
                return acting.contains(name) || acts(member.value)
            }
        default: false
        }
    }
}

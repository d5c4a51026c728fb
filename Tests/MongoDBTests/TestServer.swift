import OIntCore
import OIntMongoDB
import RunningServers
import Testing

/// The server that Scripts/servers/mongodb.sh has started.
enum TestServer {
    /// A part of where the server is.
    static func value(_ name: String) throws -> String { try RunningServer("mongodb").value(name) }

    /// A connection string.
    static func string(
        user: String? = nil, password: String? = nil, db: String? = nil, params: JSONObject = [:]
    ) throws -> ConnectionString {
        var options: JSONObject = [
            "tls": true, "tlsCAFile": .string(try value("CA")), "authSource": "admin",
            "serverSelectionTimeoutMS": 3000,
        ]
        for member in params { options[member.key] = member.value }
        return try ConnectionString(
            MongoDB.generateConnectionString(
                addr: "\(value("HOST")):\(value("PORT"))", db: db ?? value("DATABASE"), usr: user ?? value("USER"),
                pwd: Secret(password ?? value("PASSWORD")), params: options))
    }

    /// A client of the server.
    static func client(_ context: CallContext = .shared, extended: Bool = false) throws -> MongoDB {
        MongoDB(dbc: try string(), ejson: extended, context: context)
    }

    /// A collection that nobody else uses.
    static func collection() -> String { "c\(UInt64.random(in: .min ... .max))" }
}

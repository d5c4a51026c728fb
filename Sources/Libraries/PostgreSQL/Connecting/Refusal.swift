import CLibPQ
import OIntCore
import OIntSQL

/// What the server says when it refuses a statement.
enum Refusal {
    /// The error for a caller.
    /// - Parameters:
    ///   - result: The answer.
    ///   - statement: The statement, where a position in it means something.
    ///   - line: The line of a script that the statement begins in, from 1; nil for a single statement.
    ///   - remedy: What to do about it, where the code alone does not tell.
    static func error(
        _ result: borrowing QueryResult, statement: String?, line: Int? = nil, remedy standing: String? = nil
    ) -> ServiceError {
        let code = result.errorField(.code)
        var message = result.errorField(.message) ?? result.errorMessage.trimmed
        for part in [result.errorField(.detail), result.errorField(.hint)] {
            guard let part else { continue }
            message += (message.hasSuffix(".") ? " " : ". ") + part
        }
        if let statement, let position = result.errorField(.position).flatMap({ Int($0) }) {
            message += (message.hasSuffix(".") ? " " : ". ") + "At \(place(position, in: statement, from: line ?? 1))"
        } else if let line {
            message += (message.hasSuffix(".") ? " " : ". ") + "In what begins at line \(line)"
        }
        return .sql(PostgreSQL.service, code: code, message: message, remedy: code.flatMap(remedy) ?? standing)
    }

    /// Line and column of a position in a statement.
    /// - Parameters:
    ///   - position: The position in characters, from 1.
    ///   - statement: The statement.
    ///   - first: The line that it begins in.
    static func place(_ position: Int, in statement: String, from first: Int = 1) -> String {
        let before = statement.unicodeScalars.prefix(max(position - 1, 0))
        let line = before.count { $0 == "\n" } + first
        let column = before.reversed().prefix { $0 != "\n" }.count + 1
        return "line \(line), column \(column)"
    }

    /// What a person can do about a refusal.
    ///
    /// Source: https://www.postgresql.org/docs/current/errcodes-appendix.html
    static func remedy(_ code: String) -> String? {
        switch code {
        case "28P01": "Give the right password in --dbc, in PGPASSWORD or in ~/.pgpass"
        case "28000":
            "The server's pg_hba.conf decides who may connect from where, and whether encryption is needed (--tls)"
        case "3D000": "CreateDatabase makes a database; leave the name out of --dbc to connect to the login's own"
        case "42P18": "Give the parameter a type, as in {\"TEXT\": \"value\"}"
        case "42P10": "The columns of --unique need a primary key or a unique index of just these columns"
        case "55006": "DisableAllDatabaseConnections ends the sessions of a database"
        case "53300": "The server takes no more connections at present; try again later"
        default: nil
        }
    }
}

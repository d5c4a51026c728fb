import OIntCore
import OIntSQL

/// What the server, or its client library, has to say about what went wrong.
struct Refusal {
    /// The number of the error.
    let code: UInt32
    /// The words.
    let message: String

    /// Whether the connection is of no use any more: it is gone, or was never there.
    ///
    /// Source: https://dev.mysql.com/doc/mysql-errors/8.4/en/client-error-reference.html
    var isLoss: Bool { [2006, 2013, 2026, 2027, 2055].contains(code) || [1053, 1927, 4031].contains(code) }

    /// The error of a connection that could not be opened.
    /// - Parameter place: Where the server is.
    func opening(_ place: String) -> any Error {
        guard (2000..<3000).contains(code) else { return error }
        switch code {
        case 2005: return ConnectionError(peer: place, step: .resolving, reason: message)
        case 2026:
            return ConnectionError(
                peer: place, step: .tls, reason: message,
                remedy:
                    "Give the authority that signed the server's certificate as cert of GetTlsSettings, and as host the name in the certificate; a server without TLS is reached without --tls"
            )
        case 2059, 2061:
            return ServiceError.sql(
                MySQL.service, code: "\(code)", message: message,
                remedy:
                    "Passwords are sent by mysql_native_password, caching_sha2_password, sha256_password and ed25519 only, and libmariadb needs its file for each of them: install the whole package of the library"
            )
        default:
            return ConnectionError(
                peer: place, step: .connecting, reason: message,
                remedy: code == 2002 || code == 2003
                    ? "Check host and port, and that the server runs and listens there" : nil)
        }
    }

    /// The refusal of a statement.
    var error: ServiceError {
        ServiceError.sql(MySQL.service, code: "\(code)", message: message, remedy: Self.remedies[code])
    }

    /// The error of a connection that broke off.
    /// - Parameters:
    ///   - place: Where the server is.
    ///   - mayHaveChanged: Whether it is unknown what became of a statement.
    func loss(_ place: String, mayHaveChanged: Bool) -> ConnectionError {
        ConnectionError(
            peer: place, step: .exchanging, reason: message,
            remedy: mayHaveChanged
                ? "Whether the statement was carried out is unknown: look before you repeat it" : nil)
    }

    /// What can be done about the commonest refusals.
    private static let remedies: [UInt32: String] = [
        1040: "Try again later, or with --retries; the server's max_connections is reached",
        1044: "Check the rights of the user for this database, and its name",
        1045: "Check login and password, and from which hosts the user may connect",
        1046: "Name the database in the connection string, or before the table: shop.orders",
        1049: "Check the name of the database behind the last / of the connection string; CreateDatabase makes one",
        1062: "A row with this key is there already; EnsureRecords changes it",
        1142: "Ask for the right at whoever runs the server: GRANT",
        1146: "Check the name of the table, and the database of the connection string",
        1205: "Another transaction holds the row; try again later",
        1213: "The server has undone the transaction; try again",
        1251: "Have the user log in by another way: ALTER USER … IDENTIFIED",
        1290: "The server runs with a setting that forbids it",
        1698: "This user logs in by the server's socket only; make one with a password",
        1792: "Only statements that read are allowed here",
        1906: "Leave out the column; the server computes it",
        3105: "Leave out the column; the server computes it",
        3159: "Connect with --tls; the user or the server wants encryption",
        3948: "LOAD DATA LOCAL is off; AddRecords stores rows of a file",
        4166: "LOAD DATA LOCAL is off; AddRecords stores rows of a file",
    ]
}

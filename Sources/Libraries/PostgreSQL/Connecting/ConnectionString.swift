import OIntCore

/// How a server is reached, as libpq reads it: `postgresql://login:password@host:port/base?sslmode=require`, or
/// `host=… dbname=… user=…`.
///
/// It holds a password, and so is never shown.
///
/// Source: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING
public struct ConnectionString: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// The settings by libpq's names, in the order they were given; the last of equal names counts.
    let settings: [Setting]
    private let text: String

    /// One of libpq's settings.
    struct Setting: Sendable, Hashable {
        let name: String
        let value: String
    }

    /// Reads a connection string.
    /// - Parameter text: An address, or settings with blanks between them.
    /// - Throws: `UsageError` when it is neither; the error does not show it.
    public init(_ text: String) throws(UsageError) {
        self.text = text.trimmed
        do throws(ConnectionStringError) {
            settings = try Self.settings(self.text)
        } catch {
            throw UsageError("the connection string \(error.reason)")
        }
    }

    private static func settings(_ text: String) throws(ConnectionStringError) -> [Setting] {
        for scheme in ["postgresql://", "postgres://"] where text.lowercased().hasPrefix(scheme) {
            var address = ConnectionAddress(text.dropFirst(scheme.count))
            return try address.settings()
        }
        var list = ConnectionSettings(text)
        return try list.settings()
    }

    /// The value of a setting, or nil where it is not given.
    func value(of name: String) -> String? { settings.last { $0.name == name && !$0.value.isEmpty }?.value }

    /// The mask, never the text.
    public var description: String { Secret.mask }

    /// Nothing, so that `dump` shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension ConnectionString: OptionValue {
    /// A text that must not be shown.
    public static var optionKind: OptionKind { .secret }

    /// It names the server, and says how the connection is secured.
    public static var optionRoles: OptionRoles { [.destination, .protection] }

    /// Takes the text as it stands: a backslash in a password is a backslash.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let text = try inputs.single().text.trimmed
        do throws(ConnectionStringError) {
            settings = try Self.settings(text)
        } catch {
            throw OptionError(error.reason)
        }
        self.text = text
    }

    /// The mask, never the text.
    public var optionText: String { Secret.mask }

    /// The servers that are tried, one after the other; of a service that a file describes, its name.
    public var destinations: [Destination] {
        if let service = value(of: "service") { return [Destination(scheme: "service", host: service)] }
        func list(_ name: String) -> [String] {
            value(of: name)?.split(separator: ",", omittingEmptySubsequences: false).map { String($0) } ?? []
        }
        let (names, numbers, ports) = (list("host"), list("hostaddr"), list("port"))
        // Where a number is given, it is what is connected to, and the name only what the certificate has to name.
        let hosts = numbers.isEmpty ? (names.isEmpty ? [""] : names) : numbers
        return hosts.enumerated().map { index, host in
            let port = ports.count == 1 ? ports[0] : ports.indices.contains(index) ? ports[index] : ""
            return Destination(scheme: "postgresql", host: host, port: Int(port.trimmed))
        }
    }

    /// The whole text, and the passwords in it.
    public var secrets: [Secret] {
        [Secret(text)] + settings.filter { Self.secretNames.contains($0.name) }.map { Secret($0.value) }
    }

    private static let secretNames: Set<String> = ["password", "sslpassword", "oauth_client_secret"]
}

/// Why a connection string can't be read, without anything of what is in it.
struct ConnectionStringError: Error {
    /// What is wrong, as a clause.
    let reason: String

    static let unclosed = Self(reason: "has a quotation mark that is not closed")
    static let noSettings = Self(
        reason: "is none: write postgresql://login:password@host:5432/base, or host=… dbname=… user=… password=…")
    static let badPercent = Self(
        reason: "has a percent sign without two hex digits behind it; write %25 for the sign itself")
    static let unencoded = Self(
        reason:
            "has something behind its host that is no port; write @ / : ? and # in a password as %40 %2F %3A %3F and %23"
    )
    static let noBracket = Self(reason: "has a bracket that is not closed, or text behind it; write [::1]:5432")
    static let noValue = Self(reason: "has a setting without a value; write name=value, with & between settings")
}

import OIntCore

/// How a server is reached: `mongodb://login:password@host:port/base?authSource=admin&tls=true`.
///
/// It holds a password, and so is never shown.
///
/// Source: https://www.mongodb.com/docs/manual/reference/connection-string/
public struct ConnectionString: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// The text, for libmongoc.
    let text: String
    /// The servers, as they are written.
    let hosts: [String]
    /// The name of the user; nil where nobody logs in.
    let user: String?
    /// The password.
    let password: String?
    /// The name of the database; nil where none is named.
    let base: String?
    /// The options by their names in small letters.
    let options: [String: String]
    /// Whether the servers are found by DNS.
    let isSRV: Bool

    /// Reads a connection string.
    /// - Parameter text: An address that begins with mongodb:// or mongodb+srv://.
    /// - Throws: `UsageError` when it is none; the error does not show it.
    public init(_ text: String) throws(UsageError) {
        do throws(ConnectionStringError) {
            try self.init(reading: text.trimmed)
        } catch {
            throw UsageError("the connection string \(error.reason)")
        }
    }

    private init(reading text: String) throws(ConnectionStringError) {
        guard let scheme = ["mongodb://", "mongodb+srv://"].first(where: { text.lowercased().hasPrefix($0) }) else {
            throw .noAddress
        }
        self.text = text
        isSRV = scheme.hasPrefix("mongodb+")
        var rest = text.dropFirst(scheme.count)
        let query = rest.firstIndex(of: "?").map { rest[rest.index(after: $0)...] }
        rest = rest.prefix { $0 != "?" }
        // A socket of this machine is a host with its slashes encoded.
        let place = rest.prefix { $0 != "/" }
        let name = rest.dropFirst(place.count + 1)
        base = name.isEmpty ? nil : try Self.decoded(name)
        var servers = place
        if let mark = place.lastIndex(of: "@") {
            let login = place[..<mark]
            guard !login.contains("@") else { throw .unencoded }
            servers = place[place.index(after: mark)...]
            let name = login.prefix { $0 != ":" }
            user = try Self.decoded(name)
            password =
                name.endIndex < login.endIndex ? try Self.decoded(login[login.index(after: name.endIndex)...]) : nil
            guard password?.contains(":") != true || !login[name.endIndex...].dropFirst().contains(":") else {
                throw .unencoded
            }
        } else {
            (user, password) = (nil, nil)
        }
        var hosts: [String] = []
        for host in servers.split(separator: ",", omittingEmptySubsequences: false) {
            guard !host.isEmpty else { throw .noHost }
            hosts.append(try Self.decoded(host))
        }
        self.hosts = hosts
        options = try Self.options(query ?? "")
    }

    private static func options(_ query: Substring) throws(ConnectionStringError) -> [String: String] {
        var options: [String: String] = [:]
        for pair in query.split(separator: "&") {
            guard let equals = pair.firstIndex(of: "=") else { throw .noValue }
            let name = try decoded(pair[..<equals]).lowercased()
            // libmongoc goes on without those that it does not know.
            guard known.contains(name) else {
                throw ConnectionStringError(reason: "has an option that is not known: \(Quote.short(name))")
            }
            options[name] = try decoded(pair[pair.index(after: equals)...])
        }
        return options
    }

    /// The options that libmongoc knows.
    ///
    /// Source: https://mongoc.org/libmongoc/1.23.1/mongoc_uri_t.html
    private static let known: Set<String> = [
        "appname", "authmechanism", "authmechanismproperties", "authsource", "canonicalizehostname", "compressors",
        "connecttimeoutms", "directconnection", "gssapiservicename", "heartbeatfrequencyms", "journal", "loadbalanced",
        "localthresholdms", "maxpoolsize", "maxstalenessseconds", "minpoolsize", "readconcernlevel", "readpreference",
        "readpreferencetags", "replicaset", "retryreads", "retrywrites", "safe", "serverselectiontimeoutms",
        "serverselectiontryonce", "socketcheckintervalms", "sockettimeoutms", "srvmaxhosts", "srvservicename", "ssl",
        "tls", "tlsallowinvalidcertificates", "tlsallowinvalidhostnames", "tlscafile", "tlscertificatekeyfile",
        "tlscertificatekeyfilepassword", "tlsdisablecertificaterevocationcheck", "tlsdisableocspendpointcheck",
        "tlsinsecure", "w", "waitqueuemultiple", "waitqueuetimeoutms", "wtimeoutms", "zlibcompressionlevel",
    ]

    /// Where the servers are, for errors and previews.
    var place: String { hosts.joined(separator: ",") }

    /// The files that libmongoc reads for it.
    var files: [String] { ["tlscafile", "tlscertificatekeyfile"].compactMap { options[$0] } }

    /// The mask, never the text.
    public var description: String { Secret.mask }

    /// Nothing, so that `dump` shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }

    private static func decoded(_ text: Substring) throws(ConnectionStringError) -> String {
        guard let bytes = PercentEncoding.decoded(String(text)), !bytes.contains(0),
            let decoded = String(validating: bytes, as: UTF8.self)
        else { throw .badPercent }
        return decoded
    }
}

extension ConnectionString: OptionValue {
    /// A text that must not be shown.
    public static var optionKind: OptionKind { .secret }

    /// It names the server, and says how the connection is secured.
    public static var optionRoles: OptionRoles { [.destination, .protection] }

    /// Takes the text as it stands.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let text = try inputs.single().text.trimmed
        do throws(ConnectionStringError) {
            try self.init(reading: text)
        } catch {
            throw OptionError(error.reason)
        }
    }

    /// The mask, never the text.
    public var optionText: String { Secret.mask }

    /// The servers.
    public var destinations: [Destination] {
        hosts.map { host in
            guard !host.hasPrefix("/") else { return Destination(scheme: "mongodb", host: host) }
            return Destination(address: "mongodb://\(host)") ?? Destination(scheme: "mongodb", host: host)
        }
    }

    /// The whole text, and the passwords in it.
    public var secrets: [Secret] {
        [Secret(text)] + [password, options["tlscertificatekeyfilepassword"]].compactMap { $0.map { Secret($0) } }
    }
}

/// Why a connection string can't be read, without anything of what is in it.
struct ConnectionStringError: Error {
    /// What is wrong, as a clause.
    let reason: String

    static let noAddress = Self(reason: "is none: write mongodb://login:password@host:27017/base")
    static let badPercent = Self(
        reason: "has a percent sign without two hex digits behind it; write %25 for the sign itself")
    static let unencoded = Self(reason: "has an @ or : in its password; write %40 and %3A there")
    static let noHost = Self(reason: "names no host, or has a comma too many")
    static let noValue = Self(reason: "has an option without a value; write name=value, with & between options")
}

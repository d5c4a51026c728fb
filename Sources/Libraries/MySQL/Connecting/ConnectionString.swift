import OIntCore

/// How a server is reached: `mysql://login:password@host:port/base?ssl-mode=verify_identity`.
///
/// It holds a password, and so is never shown.
///
/// Source: https://dev.mysql.com/doc/refman/8.4/en/connecting-using-uri-or-key-value-pairs.html
public struct ConnectionString: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// What is in it.
    let address: ServerAddress
    private let text: String

    /// Reads a connection string.
    /// - Parameter text: An address.
    /// - Throws: `UsageError` when it is none; the error does not show it.
    public init(_ text: String) throws(UsageError) {
        self.text = text.trimmed
        do throws(ConnectionStringError) {
            address = try ServerAddress(self.text)
        } catch {
            throw UsageError("the connection string \(error.reason)")
        }
    }

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
            address = try ServerAddress(text)
        } catch {
            throw OptionError(error.reason)
        }
        self.text = text
    }

    /// The mask, never the text.
    public var optionText: String { Secret.mask }

    /// The server.
    public var destinations: [Destination] {
        [Destination(scheme: "mysql", host: address.socket ?? address.host, port: address.port)]
    }

    /// The whole text, and the password in it.
    public var secrets: [Secret] { [Secret(text)] + (address.password.map { [Secret($0)] } ?? []) }
}

/// The parts of a connection string.
struct ServerAddress: Sendable, Hashable {
    /// Name or address of the server.
    var host = "127.0.0.1"
    /// Port of the server.
    var port = 3306
    /// Path of the server's socket, in place of host and port.
    var socket: String?
    /// Name of the user; nil for the one of this machine.
    var user: String?
    /// Password of the user.
    var password: String?
    /// Name of the database.
    var base: String?
    /// How the connection is secured; nil where nothing is said.
    var security: ServerSecurity?
    /// How many seconds connecting may take.
    var connectSeconds: UInt32 = 10

    /// The server on this machine.
    init() {}

    /// Reads an address.
    init(_ text: String) throws(ConnectionStringError) {
        guard let scheme = ["mysql://", "mariadb://"].first(where: { text.lowercased().hasPrefix($0) }) else {
            throw .noAddress
        }
        var rest = text.dropFirst(scheme.count)
        // A password may hold an @ that is not encoded: the last one before the path ends it.
        let place = rest.prefix { $0 != "/" && $0 != "?" }
        if let end = place.lastIndex(of: "@") {
            let login = rest[..<end]
            rest = rest[rest.index(after: end)...]
            let name = login.prefix { $0 != ":" }
            user = name.isEmpty ? nil : try Self.decoded(name)
            if name.endIndex < login.endIndex {
                password = try Self.decoded(login[login.index(after: name.endIndex)...])
            }
        }
        try readHost(&rest)
        if rest.first == "/" {
            let name = rest.dropFirst().prefix { $0 != "?" }
            rest = rest.dropFirst(1 + name.count)
            base = name.isEmpty ? nil : try Self.decoded(name)
        }
        if rest.first == "?" {
            for pair in rest.dropFirst().split(separator: "&") { try readSetting(pair) }
            rest = ""
        }
        guard rest.isEmpty else { throw .unencoded }
    }

    private mutating func readHost(_ rest: inout Substring) throws(ConnectionStringError) {
        if rest.first == "[" {
            let name = rest.dropFirst().prefix { $0 != "]" }
            rest = rest.dropFirst(1 + name.count)
            guard rest.popFirst() != nil else { throw .noBracket }
            host = String(name)
        } else {
            let name = rest.prefix { !":/?".contains($0) }
            rest = rest.dropFirst(name.count)
            if !name.isEmpty { host = try Self.decoded(name) }
        }
        guard rest.first == ":" else { return }
        let digits = rest.dropFirst().prefix { !"/?".contains($0) }
        rest = rest.dropFirst(1 + digits.count)
        guard !digits.isEmpty else { return }
        guard let number = Int(digits), (1...65535).contains(number) else { throw .unencoded }
        port = number
    }

    private mutating func readSetting(_ pair: Substring) throws(ConnectionStringError) {
        guard let equals = pair.firstIndex(of: "=") else { throw .noValue }
        let value = try Self.decoded(pair[pair.index(after: equals)...])
        switch try Self.decoded(pair[..<equals]).lowercased() {
        case "ssl-mode", "sslmode", "ssl_mode":
            switch value.lowercased().replacing("-", with: "_") {
            case "disabled", "disable": security = ServerSecurity.none
            case "required", "require": security = .encrypted
            // Connector/C knows no check of the authority alone.
            case "verify_ca", "verify_identity", "verify_full": security = .verified(authority: security?.authority)
            default: throw .badMode
            }
        case "ssl-ca", "ssl_ca", "sslrootcert": security = .verified(authority: value)
        case "socket", "unix_socket": socket = value
        case "connect_timeout", "connect-timeout":
            guard let seconds = UInt32(value), seconds > 0 else { throw .badTimeout }
            connectSeconds = seconds
        case "charset" where value.lowercased() == "utf8mb4": break
        default: throw .unknownSetting
        }
    }

    private static func decoded(_ text: Substring) throws(ConnectionStringError) -> String {
        guard let bytes = PercentEncoding.decoded(String(text)), !bytes.contains(0),
            let decoded = String(validating: bytes, as: UTF8.self)
        else { throw .badPercent }
        return decoded
    }
}

/// How a connection is secured.
enum ServerSecurity: Sendable, Hashable {
    /// Not at all.
    case none
    /// It is encrypted, whoever answers.
    case encrypted
    /// It is encrypted, and the server's certificate names it and comes from an authority: that of the file, or one that
    /// the system trusts.
    case verified(authority: String?)

    /// The file with the authority.
    var authority: String? { if case .verified(let file) = self { file } else { nil } }
}

/// Why a connection string can't be read, without anything of what is in it.
struct ConnectionStringError: Error {
    /// What is wrong, as a clause.
    let reason: String

    static let noAddress = Self(reason: "is none: write mysql://login:password@host:3306/base")
    static let badPercent = Self(
        reason: "has a percent sign without two hex digits behind it; write %25 for the sign itself")
    static let unencoded = Self(
        reason:
            "has something behind its host that is no port; write @ / : ? and # in a password as %40 %2F %3A %3F and %23"
    )
    static let noBracket = Self(reason: "has a bracket that is not closed; write [::1]:3306")
    static let noValue = Self(reason: "has a setting without a value; write name=value, with & between settings")
    static let badMode = Self(reason: "has an ssl-mode that is not one of disabled, required and verify_identity")
    static let badTimeout = Self(reason: "has a connect_timeout that is no number of seconds")
    static let unknownSetting = Self(
        reason: "has a setting that is not one of ssl-mode, ssl-ca, socket, connect_timeout and charset (utf8mb4)")
}

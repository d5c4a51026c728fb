import OIntCore
import OIntHTTP

/// How a server is reached over HTTP, as GetHTTPConnectionSettings gives it.
public struct ConnectionSettings: Sendable, Hashable {
    /// How requests say who sends them.
    public enum Login: Sendable, Hashable {
        /// Not at all: the server's user `default`.
        case none
        /// By name and password.
        case password(user: String, Secret)
        /// By a token.
        case token(Secret)
    }

    /// The server's address, with scheme and port.
    public var address: BaseURL
    /// How requests say who sends them.
    public var login: Login
    /// Further headers of every request.
    public var headers: JSONObject

    /// Creates settings.
    /// - Parameters:
    ///   - address: The server's address, with scheme and port.
    ///   - login: How requests say who sends them.
    ///   - headers: Further headers of every request.
    public init(address: BaseURL, login: Login = .none, headers: JSONObject = [:]) {
        self.address = address
        self.login = login
        self.headers = headers
    }

    /// The settings as JSON, with the secrets in them.
    public var json: JSON {
        var object: JSONObject = ["address": .string(address.optionText)]
        switch login {
        case .none: break
        case .token(let token):
            object.append("auth_type", "jwt")
            object.append("token", .string(token.exposed))
        case .password(let user, let password):
            object.append("auth_type", "basic")
            object.append("user", .string(user))
            object.append("password", .string(password.exposed))
        }
        if !headers.isEmpty { object.append("headers", .object(headers)) }
        object.append("transport", "http")
        return .object(object)
    }

    var authorization: Authorization {
        switch login {
        case .none: .none
        case .token(let token): .bearer(token)
        // What is beyond ASCII has no place in a header.
        case .password(let user, let password):
            Self.isPlain(user) && Self.isPlain(password.exposed)
                ? .header("X-ClickHouse-Key", password) : .basic(user: user, password: password)
        }
    }

    var headerFields: [HeaderField] {
        var fields = headers.map { HeaderField($0.key, $0.value.string ?? $0.value.text(.compact)) }
        if case .password(let user, let password) = login, Self.isPlain(user), Self.isPlain(password.exposed) {
            fields.append(HeaderField("X-ClickHouse-User", user))
        }
        return fields
    }

    private static func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { (0x21...0x7E).contains($0) } }
}

extension ConnectionSettings: StructuredValue {
    /// How requests say who sends them.
    enum Kind: String, Sendable, CaseIterable, OptionChoice {
        case basic, jwt
        /// The word decides nothing by itself.
        static var optionRoles: OptionRoles { [] }
    }

    /// How requests travel.
    enum Transport: String, Sendable, CaseIterable, OptionChoice {
        case http
        /// The word decides nothing by itself.
        static var optionRoles: OptionRoles { [] }
    }

    private var kind: Kind? {
        switch login {
        case .none: nil
        case .password: .basic
        case .token: .jwt
        }
    }
    private var token: Secret? { if case .token(let token) = login { token } else { nil } }
    private var user: String? { if case .password(let user, _) = login { user } else { nil } }
    private var password: Secret? { if case .password(_, let password) = login { password } else { nil } }
    private var transport: Transport { .http }

    /// `address`, `auth_type`, `token`, `user`, `password`, `headers` and `transport`.
    public static let structure = Structure<ConnectionSettings>(
        "GetHTTPConnectionSettings puts them together",
        .member("address", "address of the server, with scheme and port", \.address),
        .member("auth_type", "basic or jwt", \.kind),
        .member("token", "token, for jwt", \.token),
        .member("user", "name of the user, for basic", \.user),
        .member("password", "password of the user, for basic", \.password),
        .member("headers", "further headers", \.headers, default: JSONObject()),
        .member("transport", "http", \.transport, default: .http)
    ) {
        (
            address: BaseURL, kind: Kind?, token: Secret?, user: String?, password: Secret?, headers: JSONObject,
            transport: Transport
        ) throws(OptionError) in
        let login: Login
        switch kind {
        case .jwt:
            guard let token else { throw OptionError("has the auth_type jwt, and no token") }
            login = .token(token)
        case .basic:
            guard let user else { throw OptionError("has the auth_type basic, and no user") }
            login = .password(user: user, password ?? Secret(""))
        case nil:
            guard token == nil, user == nil, password == nil else {
                throw OptionError("has a token, user or password, and no auth_type: write basic or jwt")
            }
            login = .none
        }
        return ConnectionSettings(address: address, login: login, headers: headers)
    }

    /// The settings say where requests and secrets go.
    public static var optionRoles: OptionRoles { .destination }

    /// The server.
    public var destinations: [Destination] { address.destinations }
}

/// Who sends requests: a token as it stands, or a name and a password as an object of one member.
public struct LoginOption: Sendable, Hashable {
    /// How requests say who sends them.
    public let login: ConnectionSettings.Login

    /// Takes a login.
    /// - Parameter login: How requests say who sends them.
    public init(_ login: ConnectionSettings.Login) { self.login = login }
}

extension LoginOption: OptionValue {
    /// A text that must not be shown.
    public static var optionKind: OptionKind { .secret }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads a token, or `{"user": "password"}`.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let text = try inputs.single().text.trimmed
        guard text.hasPrefix("{") else {
            login = text.isEmpty ? .none : .token(Secret(text))
            return
        }
        guard let object = (try? JSON(parsing: text))?.object, object.count == 1, let password = object[0].value.string
        else { throw OptionError(#"takes a token, or a name and a password as {"user": "password"}"#) }
        login = .password(user: object[0].key, Secret(password))
    }

    /// The mask, never the text.
    public var optionText: String { Secret.mask }

    /// The token or the password.
    public var secrets: [Secret] {
        switch login {
        case .none: []
        case .token(let secret), .password(_, let secret): [secret]
        }
    }
}

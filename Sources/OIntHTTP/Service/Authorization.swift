import OIntCore

/// How the requests of a service say who sends them.
///
/// The secret is registered with every request by itself, and masked wherever the request is shown.
///
/// ```swift
/// Authorization.bearer(token)
/// Authorization.header("Client-Id", clientID).and(.header("Api-Key", key))
/// Authorization.bearer(token, or: credentials)     // a stored login where no token is given
/// ```
public struct Authorization: Sendable {
    /// Where the secret stands in a request.
    enum Place: Sendable {
        /// In a header, behind a word.
        case header(String, prefix: String)
        /// In `Authorization: Basic`, with the name of a user.
        case basic(user: String)
        /// In an item of the query.
        case query(String)
        /// In the first field of a JSON body, form or multipart body.
        case field(String)
        /// Where the path of the request asks for it.
        case path
    }

    /// One secret, and where it stands.
    struct Part: Sendable {
        let place: Place
        let credentials: Credentials
    }

    private(set) var parts: [Part]

    private init(_ parts: [Part]) { self.parts = parts }

    private init(_ place: Place, _ token: Secret) { self.init(place, Credentials(StaticCredentials(token))) }

    private init(_ place: Place, _ credentials: Credentials) {
        parts = [Part(place: place, credentials: credentials)]
    }

    /// Requests say nothing of who sends them.
    public static let none = Authorization([])

    /// `Authorization: Bearer TOKEN`.
    /// - Parameter token: The token.
    public static func bearer(_ token: Secret) -> Authorization { .header("Authorization", token, prefix: "Bearer ") }

    /// `Authorization: Bearer TOKEN`, with a stored login where no token is given.
    /// - Parameters:
    ///   - token: The token; nil where none is given.
    ///   - credentials: The stored login; its token is refreshed when the service says that it is over.
    public static func bearer(_ token: Secret?, or credentials: Credentials) -> Authorization {
        Authorization(.header("Authorization", prefix: "Bearer "), token.credentials(or: credentials))
    }

    /// `Authorization: OAuth TOKEN`, as Yandex has it.
    /// - Parameters:
    ///   - token: The token; nil where none is given.
    ///   - credentials: The stored login, where no token is given.
    public static func oauth(_ token: Secret?, or credentials: Credentials = .shared) -> Authorization {
        Authorization(.header("Authorization", prefix: "OAuth "), token.credentials(or: credentials))
    }

    /// `Authorization: Basic`, by RFC 7617.
    /// - Parameters:
    ///   - user: The name; without a colon.
    ///   - password: The password.
    public static func basic(user: String, password: Secret) -> Authorization {
        Authorization(.basic(user: user), password)
    }

    /// A header of any name.
    /// - Parameters:
    ///   - name: The name.
    ///   - value: The secret.
    ///   - prefix: What stands in front of it.
    public static func header(_ name: String, _ value: Secret, prefix: String = "") -> Authorization {
        Authorization(.header(name, prefix: prefix), value)
    }

    /// An item of the query.
    /// - Parameters:
    ///   - name: The item's name.
    ///   - value: The secret.
    public static func query(_ name: String, _ value: Secret) -> Authorization { Authorization(.query(name), value) }

    /// A field in front of the others in a JSON body or a form; requests without a body get a form of it alone.
    /// - Parameters:
    ///   - name: The field's name.
    ///   - value: The secret; nil where none is given.
    ///   - credentials: The stored login, where no secret is given.
    public static func field(
        _ name: String, _ value: Secret?, or credentials: Credentials = .shared
    ) -> Authorization {
        Authorization(.field(name), value.credentials(or: credentials))
    }

    /// A part of the path, where ``RequestPath`` has `\(.token)`.
    /// - Parameter value: The secret.
    public static func path(_ value: Secret) -> Authorization { Authorization(.path, value) }

    /// This authorization and another one.
    /// - Parameter other: The other one.
    /// - Returns: Both together.
    public func and(_ other: Authorization) -> Authorization { Authorization(parts + other.parts) }
}

extension Secret? {
    /// The secret as credentials, or others where there is none.
    fileprivate func credentials(or other: Credentials) -> Credentials {
        map { Credentials(StaticCredentials($0)) } ?? other
    }
}

extension Request {
    /// Adds a secret.
    /// - Parameters:
    ///   - place: Where it stands.
    ///   - token: The secret.
    ///   - option: The option that gives it, for errors.
    mutating func authorize(_ place: Authorization.Place, _ token: Secret, option: String) throws(UsageError) {
        secrets.append(token)
        switch place {
        case .header(let name, let prefix):
            guard HeaderField.isValue(token.exposed), token.exposed.utf8.allSatisfy({ $0 < 0x80 }) else {
                throw UsageError([.unreadable(option: option, reason: "holds what can't stand in a header")])
            }
            headers.append(HeaderField(name, prefix + token.exposed))
        case .basic(let user):
            guard !user.contains(":") else { throw UsageError("the name of a user has no colon in it") }
            let joined = Secret("\(user):\(token.exposed)")
            let encoded = Secret(Base64.encoded(joined.exposed.utf8))
            headers.append(HeaderField("Authorization", "Basic \(encoded.exposed)"))
            authentication = .basic(joined)
            secrets += [joined, encoded]
        case .query(let name): query.append((name, token.exposed))
        case .field(let name): body = body.adding(name, token)
        case .path: break
        }
    }
}

extension Body {
    /// The body with a field in front; one of the same name gives way, so that nothing takes the secret's place.
    fileprivate func adding(_ name: String, _ token: Secret) -> Body {
        func object(_ value: JSON) -> JSON {
            .object(
                JSONObject(
                    [(name, .string(token.exposed))]
                        + (value.object ?? [:]).filter { $0.key != name }.map { ($0.key, $0.value) }))
        }
        return switch self {
        case .none: .form([(name, token.exposed)])
        case .json(let value): .json(object(value))
        case .jsonWithFiles(let value, let files): .jsonWithFiles(object(value), files: files)
        case .form(let fields): .form([(name, token.exposed)] + fields.filter { $0.name != name })
        case .multipart(let parts): .multipart([.field(name, token.exposed)] + parts.filter { $0.name != name })
        default: self
        }
    }
}

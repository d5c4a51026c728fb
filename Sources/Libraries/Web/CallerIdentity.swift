import OIntCore
import OIntHTTP

/// How a request says who sends it.
enum CallerIdentity: Sendable {
    /// Not at all, or by headers that the caller put together.
    case none
    /// By name and password.
    case basic(Web.UserPassword)
    /// By a token.
    case bearer(Secret)
    /// By proof of a password.
    case digest(Web.UserPassword)
    /// By a signature of AWS.
    case aws(Web.AWSKeys)
    /// By a signature of OAuth 1.
    case oauth1(Web.OAuth1Keys)

    /// Finds the one way among the options.
    /// - Throws: `UsageError` when there is more than one.
    init(
        address: Web.WebAddress, headers: RequestHeaders, basic: Web.UserPassword?, bearer: Secret?,
        digest: Web.UserPassword?, aws: Web.AWSKeys?, oauth1: Web.OAuth1Keys?
    ) throws(UsageError) {
        var ways: [(name: String, identity: CallerIdentity)] = []
        if let credentials = address.credentials { ways.append(("user and password in --url", .basic(credentials))) }
        if headers.fields.first(named: "authorization") != nil { ways.append(("Authorization in --headers", .none)) }
        if let basic { ways.append(("--basic", .basic(basic))) }
        if let bearer { ways.append(("--bearer", .bearer(bearer))) }
        if let digest { ways.append(("--digest", .digest(digest))) }
        if let aws { ways.append(("--aws", .aws(aws))) }
        if let oauth1 { ways.append(("--oauth1", .oauth1(oauth1))) }
        guard ways.count < 2 else {
            throw UsageError(
                "there is more than one way to say who calls: \(ways.map(\.name).joined(separator: ", ")). Give one")
        }
        if let bearer, !HeaderField.isValue(bearer.exposed) {
            throw UsageError([.unreadable(option: "bearer", reason: "holds what can't stand in a header")])
        }
        self = ways.first?.identity ?? .none
    }

    /// Whether the content of the body is signed.
    var signsBody: Bool { if case .aws = self { true } else { false } }

    /// The option that says who calls; nil where there is none.
    var option: String? {
        switch self {
        case .none: nil
        case .basic: "--basic"
        case .bearer: "--bearer"
        case .digest: "--digest"
        case .aws: "--aws"
        case .oauth1: "--oauth1"
        }
    }

    /// What must not be shown.
    var secrets: [Secret] {
        switch self {
        case .none: []
        case .basic(let credentials), .digest(let credentials): credentials.secrets
        case .bearer(let token): [token]
        case .aws(let keys): keys.secrets
        case .oauth1(let keys): keys.secrets
        }
    }

    /// Adds what does not depend on the moment.
    func identify(_ request: inout Request) {
        switch self {
        case .basic(let credentials):
            request.headers.append(HeaderField("Authorization", credentials.header))
            request.authentication = .basic(credentials.joined)
        case .bearer(let token):
            request.headers.append(HeaderField("Authorization", "Bearer \(token.exposed)"))
        case .none, .digest, .aws, .oauth1: break
        }
    }

    /// The link that adds to each try what depends on the moment; nil where there is no such thing.
    func link(to origin: Address) -> (any Middleware)? {
        switch self {
        case .none, .basic, .bearer: nil
        case .digest(let credentials):
            DigestLink(user: credentials.user, password: credentials.password, origin: origin)
        case .aws(let keys):
            AWSLink(credentials: keys.credentials, origin: origin) { DateTime.now.unixTime }
        case .oauth1(let keys):
            OAuth1Link(credentials: keys.credentials, origin: origin) { DateTime.now.unixTime }
        }
    }
}

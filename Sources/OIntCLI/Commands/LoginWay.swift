import OIntCore

/// How a login goes, as the options and the service have it.
enum LoginWay {
    /// A browser on this machine comes back to it.
    case browser(host: String, port: Int)
    /// A person pastes what a browser anywhere shows.
    case paste(redirect: String?)
    /// A person types a code on another device.
    case device
    /// The application's id and secret are enough.
    case client
    /// The key file of a service account signs.
    case serviceAccount(FileInput)
    /// A user's name and password are enough.
    case password(user: String)

    /// The port that browsers are sent back to, where it has to be always the same.
    static let usualPort = 8614

    /// Finds the way.
    /// - Parameters:
    ///   - call: The call.
    ///   - family: The authorization server.
    /// - Throws: `UsageError` when options contradict each other, or the service has no such way.
    init(_ call: CommandCall, _ family: OAuthFamily) throws(UsageError) {
        let key = try call.option("key", FileInput.self)
        let user = try call.option("user", String.self)
        let port = try call.option("port", Int.self)
        if let port, !(0...65535).contains(port) {
            throw UsageError([.unreadable(option: "port", reason: "takes a number from 0 to 65535")])
        }
        let redirect = try call.option("redirect", String.self)
        let isPasted = try call.isOn("no-browser")
        let isOnDevice = try call.isOn("device")
        let asked = [
            ("--key", key != nil), ("--user", user != nil), ("--device", isOnDevice), ("--redirect", redirect != nil),
        ].filter(\.1).map(\.0)
        guard asked.count < 2 else {
            throw UsageError("\(asked.joined(separator: " and ")) are different ways to log in: give one")
        }
        if key == nil, try call.option("subject", String.self) != nil {
            throw UsageError("--subject is for service accounts: give --key")
        }
        if let key {
            try Self.require(family, "--key") { if case .serviceAccount = $0 { true } else { false } }
            self = .serviceAccount(key)
        } else if let user {
            try Self.require(family, "--user") { if case .password = $0 { true } else { false } }
            self = .password(user: user)
        } else if isOnDevice {
            try Self.require(family, "--device") { if case .device = $0 { true } else { false } }
            self = .device
        } else {
            switch family.grants.first {
            case .code(let consent): self = Self.consent(consent, port: port, redirect: redirect, isPasted: isPasted)
            case .device: self = .device
            case .clientCredentials: self = .client
            case .serviceAccount: throw UsageError([.missing(option: "key")])
            case .password, nil: throw UsageError([.missing(option: "user")])
            }
        }
    }

    /// The scopes and the secret of an application belong to all ways but this one.
    var needsApplication: Bool { if case .serviceAccount = self { false } else { true } }

    private static func consent(
        _ consent: OAuthConsent, port: Int?, redirect: String?, isPasted: Bool
    ) -> LoginWay {
        if let redirect { return .paste(redirect: redirect) }
        guard let host = consent.redirect.loopbackHost else { return .paste(redirect: nil) }
        guard isPasted else {
            return .browser(host: host, port: port ?? (consent.redirect.takesAnyPort ? 0 : usualPort))
        }
        switch consent.redirect.codePage {
        case .addressBar: return .paste(redirect: "http://\(host):\(port ?? usualPort)/")
        case .service: return .paste(redirect: nil)
        case .address(let address): return .paste(redirect: address)
        }
    }

    private static func require(
        _ family: OAuthFamily, _ option: String, _ fits: (OAuthGrant) -> Bool
    ) throws(UsageError) {
        guard !family.grants.contains(where: fits) else { return }
        throw UsageError("\(family.service) has no login by \(option): leave it out")
    }
}

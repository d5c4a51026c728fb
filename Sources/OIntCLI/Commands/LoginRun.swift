import OIntConfiguration
import OIntCore
import OIntHTTP
import OIntOAuth
import OIntRunning

/// One run of `oint login`.
struct LoginRun {
    private let call: CommandCall
    private let target: LoginTarget
    private let way: LoginWay

    /// Creates a run.
    /// - Parameter call: The call.
    /// - Throws: `UsageError` when the service has no such login.
    init(_ call: CommandCall) throws(UsageError) {
        self.call = call
        target = try LoginTarget(call.operand(0) ?? "", among: call.libraries)
        way = try LoginWay(call, target.family)
    }

    /// Logs in, and keeps the tokens.
    /// - Throws: `UsageError` when something is missing; what logging in throws.
    func run() async throws {
        let family = target.family
        let configuration = call.configuration
        let profile = try configuration.profile(call.settings.profile)
        let last = try await configuration.secrets.secrets(of: family.name, in: profile)?.tokens
        let application = try await application(last)
        let named = try call.option("scope", [String].self)?.flatMap { family.scopes(in: $0) }
        // Where libraries name no scopes, the application's registration does, and so does what was granted.
        let scopes = RequestedScopes.merged(
            named ?? target.scopes, with: target.scopes.isEmpty ? nil : last, clientID: application.id, of: family)
        let login = Login(
            family, clientID: application.id, clientSecret: application.secret,
            domain: try call.option("domain", String.self) ?? lastDomain(last), scopes: scopes,
            http: try call.settings.http(for: call.console))
        let tokens = try await tokens(by: login)
        let isFirst = try configuration.secrets.entries().isEmpty
        try await configuration.secrets.change(family.name, in: profile) { $0.tokens = tokens }
        let served = call.libraries.sharing(family: family.name).map(\.name)
        call.console.say(
            "Logged in: profile \(profile) has the tokens of \(family.name)."
                + (served == [family.name] ? "" : " They serve \(served.joined(separator: ", "))."))
        if isFirst { try call.sayHowToProtect(configuration) }
        let refused = RequestedScopes.refused(scopes, in: tokens, of: family)
        if !refused.isEmpty {
            call.console.say("Not granted: \(refused.joined(separator: ", ")). Calls that need it will be refused.")
        }
        if !tokens.isRenewable {
            call.console.say("\(family.service) gave nothing to refresh the token with: log in again when it expires.")
        }
    }

    private func tokens(by login: Login) async throws -> OAuthTokens {
        let console = call.console
        switch way {
        case .browser(let host, let port):
            return try await login.throughBrowser(host: host, port: port) { address in
                console.say("Open this page, and agree:\n\n  \(address)\n\nWaiting for the browser to come back …")
                Browser.open(address, environment: console.environment)
            }
        case .paste(let redirect):
            return try await login.throughPaste(redirect: redirect) { address in
                console.say("Open this page, and agree:\n\n  \(address)\n")
                console.say(
                    "Then paste the address that the browser shows, even if the page can't be found, or its code:")
                return try await console.readLine()
            }
        case .device:
            return try await login.throughDevice { prompt in
                console.say("Open this page on any device:\n\n  \(prompt.address)\n")
                console.say("and type the code:\n\n  \(prompt.userCode)\n")
                if let address = prompt.completeAddress { console.say("or open:\n\n  \(address)\n") }
                console.say("Waiting for \(max(prompt.lifetime / 60, 1)) minutes at most …")
            }
        case .client: return try await login.asClient()
        case .serviceAccount(let file):
            return try await login.asServiceAccount(
                key: try await keyFile(file), subject: try call.option("subject", String.self))
        case .password(let user):
            let given = try call.option("password", Secret.self)
            let password = if let given { given } else { try await HiddenInput.ask("Password: ") }
            return try await login.asUser(user, password: password)
        }
    }

    /// The application that logs in: what the call says, or else what is known from the last time.
    private func application(_ last: OAuthTokens?) async throws -> (id: String, secret: Secret?) {
        guard way.needsApplication else { return (last?.clientID ?? "", nil) }
        let family = target.family
        let known = family.publicClient
        // The address of a service account is no application's id.
        let last = last?.origin == .serviceAccount ? nil : last
        guard let id = try call.option("clientid", String.self) ?? last?.clientID ?? known?.id else {
            throw UsageError([.missing(option: "clientid")])
        }
        guard family.clientAuthentication != .none else { return (id, nil) }
        var secret = try call.option("clientsecret", Secret.self)
        if secret == nil, id == last?.clientID { secret = last?.clientSecret }
        if secret == nil, id == known?.id { secret = known.map { Secret($0.secret) } }
        if secret == nil, HiddenInput.isPossible { secret = try await HiddenInput.ask("Client secret: ") }
        secret = secret.flatMap { $0.exposed.isEmpty ? nil : $0 }
        if case .client = way, secret == nil { throw UsageError([.missing(option: "clientsecret")]) }
        return (id, secret)
    }

    /// The domain of the last login.
    private func lastDomain(_ last: OAuthTokens?) -> String? {
        last?.domain ?? target.libraries.lazy.compactMap { $0.oauth?.accountOption }.first.flatMap { last?.options[$0] }
    }

    private func keyFile(_ file: FileInput) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await piece in try file.localStream() {
            piece.withBytes { bytes += $0 }
            guard bytes.count <= Self.keyFileLimit else {
                throw UsageError([.unreadable(option: "key", reason: "names a file that is too large for a key")])
            }
        }
        return bytes
    }

    private static let keyFileLimit = 1 << 20
}

import OIntCore
import OIntHTTP
import OIntListener

/// Logs in to a service: gets a first token, in one of the ways that its family knows.
package struct Login: Sendable {
    private let family: OAuthFamily
    /// What is known of the tokens before they come.
    private let draft: OAuthTokens
    private let scopes: [String]
    private let exchange: TokenExchange
    private let clock: any Clock<Duration>

    /// Creates a login.
    /// - Parameters:
    ///   - family: The authorization server.
    ///   - clientID: The application's id; for a service account, which has none, its own address.
    ///   - clientSecret: The application's secret; nil for applications that have none.
    ///   - domain: The account's own domain, where logging in is done there.
    ///   - scopes: What to ask for.
    ///   - http: What makes the requests.
    ///   - clock: What pauses are measured by.
    ///   - now: Seconds since the beginning of 1970.
    package init(
        _ family: OAuthFamily, clientID: String, clientSecret: Secret?, domain: String? = nil, scopes: [String] = [],
        http: HTTP, clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Int = { DateTime.now.unixTime }
    ) {
        self.family = family
        self.scopes = scopes
        self.clock = clock
        draft = OAuthTokens(
            access: Secret(""), refresh: nil, expiresAt: nil, obtainedAt: 0, clientID: clientID,
            clientSecret: clientSecret,
            scope: scopes.isEmpty ? nil : scopes.joined(separator: family.scopeSeparator), domain: domain)
        exchange = TokenExchange(family: family, http: http, now: now)
    }

    /// Gets tokens by way of a browser that is sent back to this machine.
    /// - Parameters:
    ///   - host: The host that stands for this machine in the redirect address.
    ///   - port: The port the browser is sent back to; 0 for one that is free.
    ///   - show: Is handed the address of the consent page, when the browser can come back.
    /// - Returns: The tokens.
    /// - Throws: `LocalError` when the port can't be listened on; `ServiceError` when the user or the service says no.
    package func throughBrowser(
        host: String = "127.0.0.1", port: Int, show: (_ address: String) async throws -> Void
    ) async throws -> OAuthTokens {
        let (answers, sender) = AsyncThrowingStream<ConsentAnswer, any Error>.makeStream()
        let expected = ExpectedAnswer()
        let server = try await HTTPListener.start(host: "127.0.0.1", port: port) { incoming in
            guard incoming.head.method == "GET", let request = expected.request else {
                return ListenerResponse(status: 404)
            }
            do {
                guard let answer = try ConsentAnswer(items: incoming.head.queryItems, to: request, of: family) else {
                    return ListenerResponse(status: 404)
                }
                sender.yield(answer)
                return ConsentPage.done(family.service)
            } catch let error as UsageError {
                // Not the answer that is waited for: the right one may still come.
                return ConsentPage.failed("\(error)")
            } catch {
                sender.finish(throwing: error)
                return ConsentPage.failed("\(error)")
            }
        }
        do {
            let request = try ConsentRequest(
                family, clientID: draft.clientID, domain: draft.domain, scopes: scopes,
                redirect: "http://\(host):\(server.port)/")
            expected.request = request
            try await show(request.address)
            for try await answer in answers {
                let tokens = try await tokens(for: answer, request)
                await server.stop()
                return tokens
            }
            throw CancellationError()
        } catch {
            await server.stop()
            throw error
        }
    }

    /// Gets tokens by way of a code that a person pastes.
    /// - Parameters:
    ///   - redirect: Where the browser is sent back to; nil where the application's registration decides.
    ///   - ask: Shows the address of the consent page, and gives what the person pastes.
    /// - Returns: The tokens.
    /// - Throws: `UsageError` when there is no code in what was pasted; `ServiceError` when the service says no.
    package func throughPaste(
        redirect: String?, ask: (_ address: String) async throws -> String
    ) async throws -> OAuthTokens {
        let request = try ConsentRequest(
            family, clientID: draft.clientID, domain: draft.domain, scopes: scopes, redirect: redirect)
        let text = try await ask(request.address)
        return try await tokens(for: try ConsentAnswer(pasted: text, to: request, of: family), request)
    }

    /// Gets tokens by way of a code that a person types on another device.
    /// - Parameter show: Is handed what the person has to do.
    /// - Returns: The tokens.
    /// - Throws: `UsageError` when the service has no such way; `ServiceError` when the user or the service says no, or the
    ///   code expires; `ConnectionError` when the service can't be reached.
    package func throughDevice(show: (DevicePrompt) async throws -> Void) async throws -> OAuthTokens {
        guard let flow = family.deviceFlow else { throw UsageError("\(family.service) has no login by a device code") }
        let login = DeviceLogin(flow: flow, exchange: exchange, application: draft.application, clock: clock)
        let prompt = try await login.prompt(scopes: scopes)
        try await show(prompt)
        return try tokens(in: try await login.answer(to: prompt), draft)
    }

    /// Gets a token by the application's own id and secret.
    /// - Returns: The tokens, which know how to get the next one.
    /// - Throws: `ServiceError` when the service refuses; `ConnectionError` when it can't be reached.
    package func asClient() async throws -> OAuthTokens {
        var draft = draft
        draft.origin = .client
        return try tokens(in: try await exchange.answer(.client(scopes: scopes), draft.application), draft)
    }

    /// Gets a token by the key of a service account.
    /// - Parameters:
    ///   - file: The content of the key file.
    ///   - subject: Whom the account acts for; nil for itself.
    /// - Returns: The tokens, which know how to get the next one.
    /// - Throws: `UsageError` when the key can't be used; `ServiceError` when the service refuses; `ConnectionError` when
    ///   it can't be reached.
    package func asServiceAccount(key file: [UInt8], subject: String?) async throws -> OAuthTokens {
        var draft = draft
        draft.origin = .serviceAccount
        draft.signingKey = Secret(String(decoding: file, as: UTF8.self))
        draft.subject = subject
        let assertion = try ServiceAssertion.make(for: draft, of: family, now: exchange.now())
        draft.clientID = assertion.account
        return try tokens(in: try await exchange.answer(.assertion(assertion.statement), draft.application), draft)
    }

    /// Gets tokens by a user's name and password, which are not kept.
    /// - Parameters:
    ///   - user: The name.
    ///   - password: The password.
    /// - Returns: The tokens.
    /// - Throws: `ServiceError` when the service refuses; `ConnectionError` when it can't be reached.
    package func asUser(_ user: String, password: Secret) async throws -> OAuthTokens {
        try tokens(in: try await exchange.answer(.password(user: user, password), draft.application), draft)
    }

    /// Tells the service that tokens are worth nothing any more.
    /// - Parameters:
    ///   - tokens: The tokens.
    ///   - family: The authorization server.
    ///   - http: What makes the request.
    /// - Returns: Whether the service offers that.
    /// - Throws: `ServiceError` when the service refuses; `ConnectionError` when it can't be reached.
    package static func revoke(_ tokens: OAuthTokens, of family: OAuthFamily, http: HTTP) async throws -> Bool {
        guard let revocation = family.revocation else { return false }
        try await TokenExchange(family: family, http: http, now: { 0 }).revoke(tokens, by: revocation)
        return true
    }

    private func tokens(for answer: ConsentAnswer, _ request: ConsentRequest) async throws -> OAuthTokens {
        var draft = draft
        draft.keptItems = answer.keptItems
        let body = try await exchange.answer(
            .code(answer.code, redirect: request.redirect, verifier: request.verifier), draft.application)
        return try tokens(in: body, draft)
    }

    private func tokens(in answer: [UInt8], _ draft: OAuthTokens) throws -> OAuthTokens {
        guard let tokens = exchange.tokens(in: answer, replacing: draft) else {
            throw family.refusal(200, [], answer)
        }
        return tokens
    }
}

import OIntCore
import OIntHTTP
import OIntListener

/// Logs in to a service: asks for consent, takes the code, and exchanges it for tokens.
package struct Login: Sendable {
    private let service: OAuthDescription
    private let application: TokenExchange.Application
    private let exchange: TokenExchange

    /// Creates a login.
    /// - Parameters:
    ///   - service: How the service lets applications in.
    ///   - clientID: The application's id.
    ///   - clientSecret: The application's secret; nil for applications that have none.
    ///   - http: What makes the requests.
    ///   - now: Seconds since the beginning of 1970.
    package init(
        _ service: OAuthDescription, clientID: String, clientSecret: Secret?, http: HTTP,
        now: @escaping @Sendable () -> Int = { DateTime.now.unixTime }
    ) {
        self.service = service
        application = TokenExchange.Application(id: clientID, secret: clientSecret)
        exchange = TokenExchange(service: service, http: http, now: now)
    }

    /// Gets tokens by way of a browser that is sent back to this machine.
    /// - Parameters:
    ///   - port: The port the browser is sent back to; 0 for one that is free.
    ///   - domain: The account's own domain, where the consent page is there.
    ///   - scopes: What to ask for; nil for the usual.
    ///   - show: Is handed the address of the consent page, when the browser can come back.
    /// - Returns: The tokens.
    /// - Throws: `LocalError` when the port can't be listened on; `ServiceError` when the user or the service says no.
    package func throughBrowser(
        port: Int, domain: String?, scopes: [String]?, show: (_ address: String) async throws -> Void
    ) async throws -> OAuthTokens {
        let (codes, sender) = AsyncThrowingStream<Secret, any Error>.makeStream()
        let expected = ExpectedAnswer()
        let server = try await HTTPListener.start(host: "127.0.0.1", port: port) { incoming in
            guard incoming.head.method == "GET", let request = expected.request else {
                return ListenerResponse(status: 404)
            }
            do {
                guard let code = try ConsentAnswer.code(in: incoming.head.queryItems, to: request, of: service) else {
                    return ListenerResponse(status: 404)
                }
                sender.yield(code)
                return ConsentPage.done(service.service)
            } catch let error as UsageError {
                // Not the answer that is waited for: whoever sent it, the right one may still come.
                return ConsentPage.failed("\(error)")
            } catch {
                sender.finish(throwing: error)
                return ConsentPage.failed("\(error)")
            }
        }
        do {
            let request = try ConsentRequest(
                service, clientID: application.id, domain: domain, scopes: scopes,
                redirect: "http://127.0.0.1:\(server.port)/")
            expected.request = request
            try await show(request.address)
            for try await code in codes {
                let tokens = try await tokens(for: code, request)
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
    ///   - domain: The account's own domain, where the consent page is there.
    ///   - scopes: What to ask for; nil for the usual.
    ///   - redirect: Where the browser is sent back to; nil where the application's registration decides.
    ///   - ask: Shows the address of the consent page, and gives what the person pastes.
    /// - Returns: The tokens.
    /// - Throws: `UsageError` when there is no code in what was pasted; `ServiceError` when the service says no.
    package func throughPaste(
        domain: String?, scopes: [String]?, redirect: String?, ask: (_ address: String) async throws -> String
    ) async throws -> OAuthTokens {
        let request = try ConsentRequest(
            service, clientID: application.id, domain: domain, scopes: scopes, redirect: redirect)
        let text = try await ask(request.address)
        return try await tokens(for: try ConsentAnswer.code(pasted: text, to: request, of: service), request)
    }

    private func tokens(for code: Secret, _ request: ConsentRequest) async throws -> OAuthTokens {
        let answer = try await exchange.answer(
            .code(code, redirect: request.redirect, verifier: request.verifier), application)
        guard let tokens = exchange.tokens(in: answer, for: application) else {
            throw service.refusal(200, [], answer)
        }
        return tokens
    }
}

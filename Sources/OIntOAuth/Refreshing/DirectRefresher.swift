import OIntCore
import OIntHTTP

/// Refreshes tokens in this process.
struct DirectRefresher: TokenRefresher {
    /// Asks for tokens.
    let exchange: TokenExchange
    /// Where the tokens are kept.
    let store: any TokenStore
    /// What a person does when the refresh token is worth nothing any more.
    let remedy: String

    func refreshed(replacing refused: Secret?) async throws -> OAuthTokens? {
        try await CriticalWork.run {
            try await store.replace { tokens, safe in try await renew(tokens, refused, safe) }
        }
    }

    private func renew(
        _ tokens: OAuthTokens, _ refused: Secret?, _ safe: any AnswerSafe
    ) async throws -> OAuthTokens {
        // Another one may have refreshed while this one waited for its turn.
        if let refused { guard tokens.access == refused else { return tokens } }
        guard refused != nil || tokens.isDue(at: exchange.now(), in: exchange.family),
            let grant = try grant(for: tokens)
        else { return tokens }
        try safe.prepare()
        FaultPoint.reach("refresh.prepared")
        let answer: [UInt8]
        do {
            answer = try await exchange.answer(grant, tokens.application)
        } catch let refusal as ServiceError {
            throw tokens.origin == .user ? refusal.refusingRefresh(remedy: remedy) : refusal
        }
        FaultPoint.reach("refresh.answered")
        try safe.keep(answer)
        FaultPoint.reach("refresh.kept")
        return exchange.tokens(in: answer, replacing: tokens) ?? tokens
    }

    /// What gets the next token; nil where nothing does.
    private func grant(for tokens: OAuthTokens) throws(UsageError) -> TokenExchange.Grant? {
        guard tokens.isRenewable else { return nil }
        let family = exchange.family
        switch tokens.origin {
        case .user: return tokens.refresh.map { .refresh($0) }
        case .client: return .client(scopes: family.scopes(in: tokens.scope ?? ""))
        case .serviceAccount:
            return .assertion(try ServiceAssertion.make(for: tokens, of: family, now: exchange.now()).statement)
        }
    }
}

extension DirectRefresher {
    /// Creates what refreshes the tokens of a profile.
    /// - Parameter store: Where they are kept.
    init(of store: ProfileTokenStore) {
        self.init(
            exchange: store.exchange, store: store,
            remedy: "Log in again: oint login \(store.family) --profile \(store.profile)")
    }
}

extension ServiceError {
    /// The refusal of a refresh, with what a person can do about it.
    fileprivate func refusingRefresh(remedy: String) -> ServiceError {
        guard ["invalid_grant", "invalid_token", "expired_token"].contains(code?.lowercased()) else { return self }
        return ServiceError(
            service: service, status: status, headers: headers, code: code,
            message: "the stored refresh token is worth nothing any more" + (message.map { ": \($0)" } ?? ""),
            remedy: remedy, reply: reply)
    }
}

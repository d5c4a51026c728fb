import OIntConfiguration
import OIntCore

/// The tokens of a profile, shared by all processes of a user.
///
/// One process at a time replaces them, under a lock that ends with the process. Whatever moment a process dies at, the
/// tokens that are good are in the file of secrets, or in the journal beside it.
struct ProfileTokenStore: TokenStore {
    let folder: SecretFolder
    /// The name of the family, under which the tokens are kept.
    let family: String
    let profile: ProfileName
    /// Reads the tokens in an answer that was kept.
    let exchange: TokenExchange

    func tokens() async throws -> OAuthTokens? { try await folder.secrets(of: family, in: profile)?.tokens }

    func replace(_ renew: @escaping TokenRenewal) async throws -> OAuthTokens? {
        try await folder.withLock(on: family, in: profile) {
            FaultPoint.reach("refresh.locked")
            guard var secrets = try await folder.secrets(of: family, in: profile), var tokens = secrets.tokens else {
                return nil
            }
            let sealing = try await folder.sealing(of: family, in: profile)
            let journal = AnswerJournal(path: folder.journal(of: family, in: profile)) { try sealing.seal($0) }
            let wasBrokenOff = journal.exists
            // An answer whose tokens are stored already is one whose process died before it could tidy up.
            if let sealed = try journal.sealedAnswer(),
                let adopted = exchange.tokens(in: try sealing.open(sealed), replacing: tokens),
                // Some give the same access token again, with another refresh token.
                adopted.access != tokens.access || adopted.refresh != tokens.refresh
            {
                tokens = adopted
                secrets.tokens = adopted
                try await folder.write(secrets, of: family, in: profile)
                FaultPoint.reach("refresh.adopted")
                journal.remove()
            }
            let fresh: OAuthTokens
            do {
                fresh = try await renew(tokens, journal)
            } catch let refusal as ServiceError {
                journal.remove()
                throw wasBrokenOff ? refusal.afterBreakingOff : refusal
            }
            guard fresh != tokens else { return fresh }
            secrets.tokens = fresh
            do {
                try await folder.write(secrets, of: family, in: profile)
                FaultPoint.reach("refresh.stored")
                journal.remove()
            } catch is LocalError {
                // The journal has the answer: this call goes on with the fresh token, and the next one stores it.
            }
            return fresh
        }
    }
}

extension ServiceError {
    /// The refusal of a refresh token that an earlier, interrupted refresh may have used up.
    fileprivate var afterBreakingOff: ServiceError {
        ServiceError(
            service: service, status: status, headers: headers, code: code,
            message: (message.map { "\($0); " } ?? "") + "an earlier refresh was broken off before its answer came",
            remedy: remedy, reply: reply)
    }
}

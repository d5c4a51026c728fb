import OIntCore
import Synchronization

/// Proves a password to a service that asks for it, by Digest authentication.
///
/// The first request goes without a proof, and is sent again when the service asks for one; later ones are proved at
/// once with the same challenge.
package final class DigestLink: AuthenticationLink {
    private let user: String
    private let password: Secret
    private let whole: Secret
    /// An address of the service that the password belongs to.
    package let origin: Address
    private let clientNonce: @Sendable () -> String
    private let known = Mutex<(challenge: DigestChallenge, count: Int)?>(nil)

    /// Creates a link.
    /// - Parameters:
    ///   - user: The user's name.
    ///   - password: The password.
    ///   - origin: An address of the service that the password belongs to; no other service gets a proof.
    ///   - clientNonce: Makes a number that nobody can guess, as text; nil for random ones.
    package init(
        user: String, password: Secret, origin: Address, clientNonce: (@Sendable () -> String)? = nil
    ) {
        self.user = user
        self.password = password
        whole = Secret("\(user):\(password.exposed)")
        self.origin = origin
        self.clientNonce =
            clientNonce ?? { Hexadecimal.encoded(Randomness.bytes(16)) }
    }

    /// Adds a proof, once the service has asked for one.
    package func authenticate(
        _ request: Request, to address: Address, next: @Sendable (Request) async throws -> Response
    ) async throws -> Response {
        var request = request
        request.authentication = .digest(whole)
        var challenge = known.withLock { $0?.challenge }
        // A first challenge, and one more for a number that has become too old meanwhile.
        for _ in 0..<2 {
            let response = try await next(try await proved(&request, challenge, address, next))
            guard response.status == 401, let asked = DigestChallenge.strongest(in: response.headers),
                challenge == nil || asked.isStale
            else { return response }
            guard request.body.isRepeatable else {
                throw ReplyError(
                    peer: address.peer,
                    reason: "the service wants the request again, with proof of the password, and what came from "
                        + "standard input can't be sent again",
                    remedy: "Give the content as a file")
            }
            challenge = asked
            known.withLock { $0 = (asked, 0) }
        }
        return try await next(try await proved(&request, challenge, address, next))
    }

    /// The request with a proof, where the service has asked for one.
    ///
    /// The body's separator, once it is part of a proof, stays with the request.
    private func proved(
        _ request: inout Request, _ challenge: DigestChallenge?, _ address: Address,
        _ next: @Sendable (Request) async throws -> Response
    ) async throws -> Request {
        guard let challenge else { return request }
        let bodyHash =
            challenge.quality == .requestAndBody ? try await hash(&request, challenge.algorithm, address, next) : nil
        let count = known.withLock { known in
            guard let current = known, current.challenge == challenge else { return 1 }
            known?.count += 1
            return current.count + 1
        }
        let (path, query) = address.resource
        let target = (path.isEmpty ? "/" : path) + (query.isEmpty ? "" : "?\(query)")
        let answer = DigestAnswer(
            challenge: challenge, user: user, password: password, count: count, clientNonce: clientNonce(),
            bodyHash: bodyHash)
        var proved = request
        proved.headers.append(
            HeaderField("Authorization", answer.authorization(method: request.method.rawValue, target: target)))
        return proved
    }

    /// The hash of a body, which is read for it.
    private func hash(
        _ request: inout Request, _ algorithm: DigestChallenge.Algorithm, _ address: Address,
        _ next: @Sendable (Request) async throws -> Response
    ) async throws -> String {
        guard request.body.isRepeatable else {
            throw ReplyError(
                peer: address.peer,
                reason: "the service wants the content covered by the proof of the password, and what comes from "
                    + "standard input can't be read beforehand",
                remedy: "Give the content as a file")
        }
        return try await algorithm.hash(request.settledBody()) { try await next(Request(.get, $0)) }
    }
}

import Crypto
import OIntCore

/// What a Mini App hands to its server, and whether it really comes from Telegram.
///
/// Source: https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
struct MiniAppData {
    /// The fields in the order they came.
    private let pairs: [(name: String, value: String)]

    /// Reads the fields.
    /// - Parameter text: `Telegram.WebApp.initData`, with or without a question mark in front.
    /// - Throws: `UsageError` when it is no query string.
    init(_ text: String) throws(UsageError) {
        var pairs: [(name: String, value: String)] = []
        for pair in text.trimmed.drop(while: { $0 == "?" }).split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2, let name = Self.decoded(sides[0]), let value = Self.decoded(sides[1]) else {
                throw UsageError([
                    .unreadable(
                        option: "datastring", reason: "is no query string, such as query_id=…&user=…&auth_date=…&hash=…"
                    )
                ])
            }
            pairs.append((name, value))
        }
        self.pairs = pairs
    }

    /// The fields, and under `passed` whether they are signed with the token of the bot.
    /// - Parameter token: The token.
    /// - Returns: The fields in the order they came, and `passed` behind them.
    func checked(with token: Secret) -> JSONObject {
        var object = JSONObject(pairs.map { ($0.name, .string($0.value)) })
        // A field of that name is the sender's, and must not be taken for the verdict.
        object["passed"] = nil
        object.append("passed", .bool(isSigned(with: token)))
        return object
    }

    private func isSigned(with token: Secret) -> Bool {
        let hashes = pairs.filter { $0.name == "hash" }.map(\.value)
        guard hashes.count == 1, let hash = Hexadecimal.decoded(hashes[0]) else { return false }
        let signed = pairs.filter { $0.name != "hash" }
            .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        let text = signed.map { "\($0.name)=\($0.value)" }.joined(separator: "\n")
        let key = HMAC<SHA256>.authenticationCode(
            for: Array(token.exposed.utf8), using: SymmetricKey(data: Array("WebAppData".utf8)))
        // Takes the same time wherever the first difference is.
        return HMAC<SHA256>.isValidAuthenticationCode(
            hash, authenticating: Array(text.utf8), using: SymmetricKey(data: key))
    }

    private static func decoded(_ text: Substring) -> String? {
        let spaced = String(text.map { $0 == "+" ? " " : $0 })
        return PercentEncoding.decoded(spaced).flatMap { String(validating: $0, as: UTF8.self) }
    }
}

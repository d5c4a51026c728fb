import OIntCore
import OIntSQL

/// What libpq tells of a connection that could not be opened.
struct ConnectionFailure {
    private let message: String
    private let place: String

    /// - Parameters:
    ///   - message: libpq's words, with the server's in their verbose form, which holds the code.
    ///   - place: Where the server is.
    init(_ message: String, at place: String) {
        self.message = message
        self.place = place
    }

    /// The error for a caller.
    var error: any Error {
        let refusals = message.split(whereSeparator: \.isNewline).compactMap { Self.refusal(String($0)) }
        if let last = refusals.last {
            var texts: [String] = []
            for refusal in refusals where !texts.contains(refusal.text) { texts.append(refusal.text) }
            let text = texts.joined(separator: "; ")
            return ServiceError.sql(
                PostgreSQL.service, code: last.code, message: text, remedy: Refusal.remedy(last.code))
        }
        let reason = Self.reason(message)
        if message.contains("no password supplied") {
            return ServiceError.sql(
                PostgreSQL.service, message: "the server wants a password, and none is given",
                remedy: Refusal.remedy("28P01"))
        }
        if !Self.isFromServer(message), Self.isAboutSettings(message) {
            return UsageError("the connection string can't be used: \(reason)")
        }
        if message.contains("could not translate host name") || message.contains("could not parse network address") {
            return ConnectionError(peer: place, step: .resolving, reason: reason)
        }
        if let remedy = Self.tlsRemedy(message) {
            return ConnectionError(peer: place, step: .tls, reason: reason, remedy: remedy)
        }
        let isRefused = message.contains("Connection refused") || message.contains("No such file or directory")
        return ConnectionError(
            peer: place, step: .connecting, reason: reason,
            remedy: isRefused ? "Check host and port, and that the server runs and listens there" : nil)
    }

    /// The code and words of a server's refusal, from a line like `…failed: FATAL:  28P01: password …`.
    private static func refusal(_ line: String) -> (code: String, text: String)? {
        guard let separator = line.firstRange(of: ":  ") else { return nil }
        let rest = line[separator.upperBound...]
        guard rest.dropFirst(5).hasPrefix(": "),
            rest.prefix(5).allSatisfy({ $0.isASCII && ($0.isNumber || $0.isUppercase) })
        else { return nil }
        return (String(rest.prefix(5)), String(rest.dropFirst(7)))
    }

    private static func isFromServer(_ message: String) -> Bool {
        message.contains("connection to server") || message.contains("could not connect to server")
    }

    private static func isAboutSettings(_ message: String) -> Bool {
        let marks = [
            "invalid connection option", "invalid sslmode", "invalid ssl", "invalid port", "invalid integer",
            "invalid channel_binding", "invalid gssencmode", "invalid target_session_attrs", "invalid load_balance",
            "definition of service", "service file", "could not match", "invalid require_auth", "weak sslmode",
        ]
        return marks.contains { message.contains($0) }
    }

    private static func tlsRemedy(_ message: String) -> String? {
        let words = ["SSL", "certificate", "TLS"]
        guard words.contains(where: { message.contains($0) }) else { return nil }
        if message.contains("does not match host name") {
            return "Use the name that the certificate is made for as the host"
        }
        if message.contains("server does not support SSL") {
            return "Leave out --tls and sslmode if an unencrypted connection will do"
        }
        return
            "Give the authority that signed the server's certificate: cert of GetTlsSettings, or sslrootcert in the connection string"
    }

    /// libpq's words in one line, without where it was trying.
    private static func reason(_ message: String) -> String {
        let lines = message.split(whereSeparator: \.isNewline).map { line -> Substring in
            let line = line.drop(while: \.isWhitespace)
            guard line.hasPrefix("connection to server"), let end = line.firstRange(of: "failed: ") else { return line }
            return line[end.upperBound...]
        }
        var different: [Substring] = []
        for line in lines where !different.contains(line) && !line.hasPrefix("Is the server running") {
            different.append(line)
        }
        return different.isEmpty ? "no reason given" : different.joined(separator: "; ")
    }
}

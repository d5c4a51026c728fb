import OIntCore

/// How a server says no.
///
/// Source: https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml
enum Refusal {
    /// Where an error of libmongoc comes from.
    ///
    /// Source: https://mongoc.org/libmongoc/1.23.1/errors.html
    private enum Domain {
        static let client: UInt32 = 1
        static let stream: UInt32 = 2
        static let protocolError: UInt32 = 3
        static let scram: UInt32 = 14
        static let serverSelection: UInt32 = 15
        static let writeConcern: UInt32 = 16
        static let server: UInt32 = 17
        static let authenticationFailed: UInt32 = 11
    }

    /// The error for what libmongoc tells.
    /// - Parameters:
    ///   - domain: Where the error comes from.
    ///   - code: Its number there.
    ///   - message: The library's words.
    ///   - reply: The server's reply; empty where there is none.
    ///   - place: Where the server is.
    static func error(
        _ domain: UInt32, _ code: UInt32, _ message: String, reply: [UInt8], at place: String
    ) -> any Error {
        let words = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        let document = (try? BSONReader.object(reply, .plain)) ?? [:]
        switch domain {
        case Domain.server, Domain.writeConcern:
            return refusal(code: String(code), words, document)
        case Domain.scram,
            Domain.client where domain == Domain.scram || code == Domain.authenticationFailed:
            return refusal(code: "18", words, document)
        case Domain.serverSelection where words.contains("uthentication failed"):
            return refusal(code: "18", words, document)
        case Domain.serverSelection:
            let isSecured = ["TLS", "ertificate", "SSL"].contains { words.contains($0) }
            return ConnectionError(
                peer: place, step: isSecured ? .tls : .connecting, reason: words,
                remedy: isSecured
                    ? "Give the authority that signed the server's certificate, as tlsCAFile=PATH in the connection string"
                    : "Check host and port, and that the server runs and listens there; a server that wants TLS needs tls=true"
            )
        case Domain.stream, Domain.protocolError:
            return ConnectionError(
                peer: place, step: .exchanging, reason: words, isTimeout: words.lowercased().contains("timeout"))
        default:
            return refusal(code: String(code), words, document)
        }
    }

    private static func refusal(code: String, _ message: String, _ document: JSONObject) -> ServiceError {
        var reply: JSONObject = ["result": false, "error": .string(message)]
        if !document.isEmpty { reply.append("data", .object(document)) }
        return ServiceError(
            service: MongoDB.service, code: code, message: message, remedy: remedies[code],
            reply: .json(.object(reply)))
    }

    /// A reply that says yes, and holds documents that were not written, or not as safely as was asked for.
    /// - Parameters:
    ///   - reply: The reply.
    ///   - sent: How many documents or orders were sent.
    static func hidden(in reply: JSONObject, sent: Int) -> ServiceError? {
        let errors = reply["writeErrors"]?.array ?? []
        let concern = reply["writeConcernError"]
        guard !errors.isEmpty || concern?.object != nil else { return nil }
        let first = errors.first ?? concern ?? .null
        let code = first["code"]?.int.map { String($0) }
        var message = first["errmsg"]?.string ?? "it was not written as it should be"
        if let index = first["index"]?.int { message = "number \(index + 1) of \(sent): \(message)" }
        if errors.count > 1 { message += " (and \(errors.count - 1) more)" }
        return ServiceError(
            service: MongoDB.service, code: code, message: message, remedy: code.flatMap { remedies[$0] },
            reply: .json(["result": false, "error": .string(message), "data": .object(reply)]))
    }

    private static let remedies: [String: String] = [
        "13": "The user may not do that there: give a role, as with GrantRoles",
        "18":
            "Check name and password; a user that was made in another database than the connection string names needs authSource=admin, or that database",
        "26": "There is no such collection or database: GetCollectionList and GetListOfBases show what there is",
        "48": "There is a collection of that name already",
        "50": "The time limit was reached: raise it with --timeout, or make an index for the query",
        "59": "The server knows no such command: look at its spelling, which is case-sensitive",
        "11000": "A document with that value is there already: UpdateDocuments with upsert changes or adds",
        "121": "The collection has rules that the document breaks: see its validator in GetCollectionList",
        "43": "The cursor is gone, perhaps since it was idle for ten minutes: read again from the beginning",
        "66": "The id of a document can't be changed: insert a new one, and delete the old one",
        "10107": "The server is not the primary one: name all servers and replicaSet in the connection string",
    ]
}

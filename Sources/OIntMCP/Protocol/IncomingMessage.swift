import OIntCore

/// A message of a client.
///
/// Source: https://www.jsonrpc.org/specification
enum IncomingMessage: Sendable {
    /// Something to be answered.
    case request(Request)
    /// Something to be noted.
    case notification(method: String, parameters: JSONObject)
    /// An answer; this server asks nothing, so none is expected.
    case response

    /// A request.
    struct Request: Sendable {
        /// The id that the answer carries.
        let id: RequestID
        /// What is asked for.
        let method: String
        /// How it is asked for.
        let parameters: JSONObject

        /// What is told about the request rather than about its subject.
        var meta: JSONObject { parameters["_meta"]?.object ?? [:] }

        /// The revision of the protocol that the request names; nil in sessions, which have agreed on one.
        var version: String? { meta[MetaKey.protocolVersion]?.string }
    }

    /// Why a value is no message, with the id under which that is to be told.
    struct Failure: Error {
        let id: RequestID?
        let error: ProtocolError
    }

    /// Reads a message.
    /// - Parameter value: The value.
    /// - Throws: ``Failure`` when it is no message.
    init(_ value: JSON) throws(Failure) {
        guard let object = value.object else {
            throw Failure(id: nil, error: .invalidRequest("A message is a JSON object"))
        }
        let id = RequestID(object["id"])
        func fail(_ reason: String) -> Failure { Failure(id: id, error: .invalidRequest(reason)) }
        guard object["jsonrpc"] == "2.0" else { throw fail("A message has the member \"jsonrpc\": \"2.0\"") }
        guard let method = object["method"] else {
            guard object["result"] != nil || object["error"] != nil else { throw fail("The message has no method") }
            self = .response
            return
        }
        guard let method = method.string else { throw fail("The method of a message is a text") }
        guard let parameters = object["params"].map(\.object) ?? [:] else {
            throw fail("The parameters of a message are an object")
        }
        if let id {
            self = .request(Request(id: id, method: method, parameters: parameters))
        } else if object["id"] == nil {
            self = .notification(method: method, parameters: parameters)
        } else {
            throw fail("The id of a request is a text or a whole number")
        }
    }
}

/// Keys of what messages tell about themselves.
///
/// Source: https://modelcontextprotocol.io/specification/2026-07-28/basic#meta
enum MetaKey {
    static let protocolVersion = "io.modelcontextprotocol/protocolVersion"
    static let clientCapabilities = "io.modelcontextprotocol/clientCapabilities"
    static let serverInfo = "io.modelcontextprotocol/serverInfo"
}

import OIntCore

/// Makes the messages that the server sends.
enum OutgoingMessage {
    /// The answer to a request.
    /// - Parameters:
    ///   - result: The result.
    ///   - id: The request's id.
    ///   - version: The revision by which it was asked for.
    static func result(_ result: JSONObject, for id: RequestID, version: ProtocolVersion) -> JSON {
        var result = result
        if version.isStateless {
            result["resultType"] = "complete"
            result["_meta"] = [MetaKey.serverInfo: ServerIdentity.json(version)]
        }
        return ["jsonrpc": "2.0", "id": id.json, "result": .object(result)]
    }

    /// A refusal.
    /// - Parameters:
    ///   - error: What is wrong.
    ///   - id: The request's id; nil when it can't be told.
    ///   - version: The revision that was agreed on, if any.
    static func error(_ error: ProtocolError, for id: RequestID?, version: ProtocolVersion?) -> JSON {
        var message: JSONObject = ["jsonrpc": "2.0"]
        if let id {
            message.append("id", id.json)
        } else if version?.omitsUnknownID != true {
            message.append("id", .null)
        }
        message.append("error", error.json)
        return .object(message)
    }

    /// How far a request has come.
    /// - Parameters:
    ///   - progress: How far.
    ///   - token: What the client knows the request by.
    ///   - version: The revision by which it was asked for.
    static func progress(_ progress: Progress, token: JSON, version: ProtocolVersion) -> JSON {
        var parameters: JSONObject = ["progressToken": token, "progress": .number(JSONNumber(progress.done))]
        if let total = progress.total { parameters.append("total", .number(JSONNumber(total))) }
        if version.hasProgressMessages { parameters.append("message", .string(progress.message)) }
        return ["jsonrpc": "2.0", "method": "notifications/progress", "params": .object(parameters)]
    }
}

/// How far a call has come.
struct Progress: Sendable {
    /// How much is done.
    let done: Int
    /// How much there is in all, where that is known.
    let total: Int?
    /// The same in words.
    let message: String
}

/// What the server says of itself.
enum ServerIdentity {
    private static let name = "oint-mcp-server"

    /// Name and version.
    static func json(_ version: ProtocolVersion) -> JSON {
        var object: JSONObject = ["name": .string(name)]
        if version.hasTitles { object.append("title", "oint") }
        object.append("version", .string(Version.number))
        return .object(object)
    }

    /// What the server can do: it has tools, which never change.
    static let capabilities: JSON = ["tools": [:]]

    /// How an agent should go about it.
    static let instructions = """
        oint calls many services, databases and protocols. Find a method with search_methods, read its options with \
        describe_method, then call it with call_method. Do not ask for tokens or passwords, and do not pass them: they \
        come from profiles (list_profiles) or from variables (get_variables), which are written as @@Name.
        """
}

import OIntCore

/// A message that can't be served: what is wrong with the message itself, rather than with what a tool was to do.
///
/// Source: https://www.jsonrpc.org/specification#error_object
struct ProtocolError: Error, Sendable, Equatable {
    /// The code.
    let code: Int
    /// What is wrong, in one sentence.
    let message: String
    /// What a program needs to know to do better.
    var data: JSON?

    /// The text is no JSON.
    static func unparsable(_ reason: String) -> Self { Self(code: -32700, message: "This is no JSON: \(reason)") }

    /// The JSON is no message, or not at this moment.
    static func invalidRequest(_ reason: String) -> Self { Self(code: -32600, message: reason) }

    /// There is no such method.
    static func unknownMethod(_ name: String) -> Self {
        Self(code: -32601, message: "There is no method \(Quote.short(name))")
    }

    /// The method's parameters are not right.
    static func invalidParameters(_ reason: String) -> Self { Self(code: -32602, message: reason) }

    /// The headers of an HTTP request say something else than its body.
    static func headerMismatch(_ reason: String) -> Self { Self(code: headerMismatchCode, message: reason) }

    /// The revision of the protocol is unknown.
    static func unsupportedVersion(_ version: String) -> Self {
        Self(
            code: unsupportedVersionCode, message: "Unsupported protocol version \(Quote.short(version))",
            data: [
                "supported": .array(ProtocolVersion.allCases.reversed().map { .string($0.rawValue) }),
                "requested": .string(version),
            ])
    }

    private static let headerMismatchCode = -32020
    private static let unsupportedVersionCode = -32022

    /// The error as a member of a message.
    var json: JSON {
        var object: JSONObject = ["code": .number(JSONNumber(code)), "message": .string(message)]
        if let data { object.append("data", data) }
        return .object(object)
    }
}

import OIntCore

/// What became of a message at one target.
package struct NotifyResult: Sendable, Equatable {
    /// How it went.
    package enum State: String, Sendable {
        /// The service took it.
        case sent
        /// The service refused it, or it could not be sent as it is.
        case refused
        /// It did not get there: nothing was sent.
        case unreachable
        /// It may have got there: the answer got lost. It is not sent again by itself.
        case unknown
        /// Some of it got there, and the rest did not.
        case partial
        /// It was not tried: a target before it in the list of substitutes took it.
        case skipped
    }

    /// The target, as it is written.
    package let target: String
    /// How it went.
    package var state: State
    /// What the service calls the message.
    package var id: JSON?
    /// How many calls the message takes.
    package var parts = 1
    /// How many of them were taken.
    package var partsSent = 0
    /// Whether the file was left out.
    package var leftFileOut = false
    /// Why it failed.
    package var error: String?
    /// Whether a failure does not count.
    package var isOptional = false
    /// The target that took the message in place of this one.
    package var substitute: String?

    /// The result as a line of JSON.
    package var json: JSON {
        var object: JSONObject = ["target": .string(target), "state": .string(state.rawValue)]
        if let id { object.append("id", id) }
        if parts != 1 || state == .partial {
            object.append("parts", JSON(parts))
            object.append("parts_sent", JSON(partsSent))
        }
        if leftFileOut { object.append("file", "left out") }
        if let substitute { object.append("substitute", .string(substitute)) }
        if isOptional { object.append("optional", true) }
        if let error { object.append("error", .string(error)) }
        return .object(object)
    }

    /// Whether the one who asked has to do something about it.
    package var isFailure: Bool { !isOptional && substitute == nil && ![.sent, .skipped].contains(state) }
}

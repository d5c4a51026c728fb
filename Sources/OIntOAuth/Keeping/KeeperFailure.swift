import OIntCore

/// An error on its way from one process to another.
struct KeeperFailure {
    let error: any Error

    /// Takes an error.
    init(_ error: any Error) { self.error = error }

    /// The error as the other process reads it.
    var json: JSON {
        switch error {
        case let error as ServiceError:
            var object: JSONObject = ["kind": "service", "service": .string(error.service)]
            object["status"] = error.status.map { JSON($0) }
            object["code"] = error.code.map { .string($0) }
            object["message"] = error.message.map { .string($0) }
            object["remedy"] = error.remedy.map { .string($0) }
            switch error.reply {
            case .json(let value): object["reply"] = value
            case .bytes(let bytes): object["bytes"] = .string(Base64.encoded(bytes))
            }
            return .object(object)
        case let error as ConnectionError:
            return [
                "kind": "connection", "peer": .string(error.peer), "step": .string(error.step.rawValue),
                "reason": .string(error.reason), "remedy": error.remedy.map { .string($0) } ?? .null,
                "timeout": .bool(error.isTimeout),
            ]
        case let error as LocalError:
            return ["kind": "local", "subject": .string(error.subject), "reason": .string(error.reason)]
        default:
            return ["kind": "local", "subject": "refreshing", "reason": .string("\(error)")]
        }
    }

    /// Reads what the other process said; nil when all went well.
    init?(_ json: JSON) {
        func text(_ key: String) -> String? { json[key]?.string }
        switch text("kind") {
        case "service":
            let bytes = text("bytes").flatMap { Base64.decoded($0) }
            error = ServiceError(
                service: text("service") ?? "", status: json["status"]?.int, code: text("code"),
                message: text("message"), remedy: text("remedy"),
                reply: bytes.map { .bytes($0) } ?? .json(json["reply"] ?? .null))
        case "connection":
            error = ConnectionError(
                peer: text("peer") ?? "", step: ConnectionError.Step(rawValue: text("step") ?? "") ?? .exchanging,
                reason: text("reason") ?? "", remedy: text("remedy"), isTimeout: json["timeout"]?.bool ?? false)
        case "local": error = LocalError(text("subject") ?? "", text("reason") ?? "")
        default: return nil
        }
    }
}

import OIntCore
import OIntHTTP
import OIntRunning

/// What became of a call.
package struct CallOutcome: Sendable {
    /// The exit code that the call would have had by itself.
    package var exit: Int32
    /// What stands behind it in the result line.
    package var content: JSONObject.Member
    /// Whether it is certain that nothing was sent.
    package var isUnsent = false
    /// What stands in the input; nil where that is not shown.
    package var input: JSON?

    /// The call was made.
    package static func success(_ result: JSON) -> CallOutcome {
        CallOutcome(exit: ExitCode.success, content: JSONObject.Member(key: "result", value: result))
    }

    /// The call would have been made.
    package static func preview(_ content: JSON) -> CallOutcome {
        CallOutcome(exit: ExitCode.success, content: JSONObject.Member(key: "preview", value: content))
    }

    /// The call may have been made by a process that died.
    package static func uncertain(line: Int) -> CallOutcome {
        let message =
            "may have been sent before the batch broke off: look whether it was done; --retry-uncertain sends it again"
        return CallOutcome(
            exit: ExitCode.uncertain,
            content: JSONObject.Member(key: "error", value: ["message": .string(message), "line": JSON(line)]))
    }

    /// The call failed.
    /// - Parameters:
    ///   - error: Why.
    ///   - line: The line of the input.
    ///   - secrets: What the message must not show.
    package static func failure(_ error: any Error, line: Int, secrets: [Secret] = []) -> CallOutcome {
        let report = ErrorReport(error)
        var exit = report.exitCode
        var message = report.lines.joined(separator: "\n")
        switch error {
        case let error as UsageError: message = error.description
        case let error as ResultTooLarge:
            exit = ExitCode.local
            message = "\(error); make the call by itself, with --out PATH"
        default: break
        }
        var object: JSONObject = ["message": .string(Redactor(secrets).masked(message)), "line": JSON(line)]
        if let refusal = error as? ServiceError {
            if let code = refusal.code { object.append("code", .string(code)) }
            if let status = refusal.status { object.append("status", JSON(status)) }
            switch refusal.reply {
            case .json(let value): object.append("reply", value)
            case .bytes(let bytes): object.append("reply", .string(String(decoding: bytes, as: UTF8.self)))
            }
        }
        return CallOutcome(
            exit: exit, content: JSONObject.Member(key: "error", value: .object(object)),
            isUnsent: (error as? ConnectionError)?.step.isBeforeSending ?? false)
    }

    /// The line of the results.
    package func line(id: JSON) -> [UInt8] {
        var members = [
            JSONObject.Member(key: "id", value: id), JSONObject.Member(key: "exit", value: JSON(exit)), content,
        ]
        if let input { members.append(JSONObject.Member(key: "input", value: input)) }
        let object = JSONObject(members: members)
        var bytes: [UInt8] = []
        JSON.object(object).write(to: &bytes, style: .compact)
        bytes.append(.lineFeed)
        return bytes
    }
}

extension ConnectionError.Step {
    /// Whether nothing of a request has left the machine by then.
    fileprivate var isBeforeSending: Bool {
        switch self {
        case .resolving, .connecting, .proxy, .tls: true
        case .exchanging, .receiving: false
        }
    }
}

import OIntCore
import OIntHTTP

/// What Dropbox says when it says no: by the status, by a union of errors, and within answers that say yes.
///
/// Source: https://www.dropbox.com/developers/documentation/http/documentation#error-handling
enum Refusal {
    /// What a person can do about a refusal, by the part of its summary that tells most.
    static let remedies: [String: String] = [
        "path/not_found": "Check the path: it begins with a slash; folders of a team need --root",
        "path/conflict": "Something is there already: give --overwrite true or --autorename true, or another path",
        "to/conflict": "Something is there already: give --autorename true, or another path",
        "path/malformed_path": "Dropbox takes no such path: it begins with a slash, and does not end with one",
        "path/disallowed_name": "Dropbox takes no such name: choose another one",
        "path/insufficient_space": "The account is full: delete something, or get more space",
        "path/restricted_content": "Dropbox does not hand out this file, for its content",
        "unsupported_file": "It is a document of the cloud: ExportFile gives it as a file",
        "missing_scope": "Allow it on the page of the application, and log in again: oint login dropbox",
        "invalid_access_token": "Check --token, or log in: oint login dropbox",
        "expired_access_token": "Log in again: oint login dropbox",
        "reset": "The listing changed too much: begin it anew",
        "too_many_write_operations": "Write to one folder one thing at a time",
    ]

    /// Finds what an answer says that is no yes.
    /// - Parameter reply: The answer.
    /// - Returns: The judgement; nil where it says yes, or the status says everything.
    static func judgement(_ reply: ServiceReply) -> Judgement? {
        guard reply.isSuccess else { return refusal(reply) }
        // Jobs and lists of members fail under 200.
        guard let answer = reply.json else { return nil }
        if answer[".tag"]?.string == "failed" || answer["failed"] != nil {
            return Judgement(
                code: tags(answer["failed"] ?? answer), message: "the job failed", course: .final)
        }
        let refused = (answer.array ?? []).filter { $0["result"]?[".tag"]?.string == "member_error" }
        guard let first = refused.first else { return nil }
        let names = refused.map { $0["member"]?["email"]?.string ?? "a member" }.joined(separator: ", ")
        return Judgement(
            code: first["result"].flatMap { tags($0) },
            message: "\(refused.count) of \(answer.array?.count ?? 0) were not added: \(names)", course: .final)
    }

    private static func refusal(_ reply: ServiceReply) -> Judgement? {
        guard let answer = reply.json else {
            // A request that can't be read is told in plain text.
            let text = reply.text?.trimmed ?? ""
            return text.isEmpty || reply.status != 400 ? nil : Judgement(message: text, course: .final)
        }
        let summary = answer["error_summary"]?.string.map(Self.trimmed)
        let code = answer["error"].flatMap { tags($0) } ?? summary
        let course: Judgement.Course? =
            switch (reply.status, code) {
            case (401, "expired_access_token"?): .expired
            case (_, let code?) where code.hasSuffix("too_many_write_operations"): .slowDown(after: nil)
            case (409, _): .final
            default: nil
            }
        return Judgement(
            code: code, message: answer["user_message"]?["text"]?.string ?? missingScope(answer) ?? summary,
            remedy: code.flatMap(remedy), course: course)
    }

    private static func missingScope(_ answer: JSON) -> String? {
        answer["error"]?["required_scope"]?.string.map { "the scope \($0) is missing" }
    }

    /// Summaries end with dots that keep programs from reading them.
    private static func trimmed(_ summary: String) -> String {
        String(summary.reversed().drop { "./ ".contains($0) }.reversed())
    }

    /// The tags of a union, from the outside to the inside: `path/not_found`.
    private static func tags(_ value: JSON) -> String? {
        var tags: [String] = []
        var next: JSON? = value
        while let value = next, let tag = value[".tag"]?.string ?? value.string {
            tags.append(tag)
            next = value[tag] ?? value["reason"]
        }
        return tags.isEmpty ? nil : tags.joined(separator: "/")
    }

    /// The remedy for a code, or for the end of it.
    private static func remedy(_ code: String) -> String? {
        remedies[code] ?? remedies.first { code.hasPrefix($0.key) || code.hasSuffix("/" + $0.key) }?.value
    }
}

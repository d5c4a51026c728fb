import OIntCore
import OIntHTTP
import OIntXML

extension S3 {
    /// How many objects one request deletes at most.
    private static let deletionLimit = 1000

    /// Deletes objects, and lists those that were not.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
    func delete(
        _ names: [String], in bucket: String, headers: [HeaderField], isPathStyle: Bool
    ) async throws -> JSON {
        guard !names.isEmpty, !names.contains("") else {
            throw UsageError([
                .unreadable(option: "names", reason: names.isEmpty ? "names no object" : "has an empty key")
            ])
        }
        var deletion = Deletion()
        // A document has no place for some characters, and would name another object.
        let (plain, special) = (names.filter { Documents.canHold($0) }, names.filter { !Documents.canHold($0) })
        let url = try bucketURL(bucket, isPathStyle) + "?delete"
        for start in stride(from: 0, to: plain.count, by: Self.deletionLimit) {
            let batch = Array(plain[start..<min(start + Self.deletionLimit, plain.count)])
            let answer = try await deletion.trying(plain[start...] + special) {
                try await send(
                    .post, url, document: Documents.deletion(batch), headers: headers, isRepeatable: true
                ).expecting("DeleteResult")
            }
            deletion.take(answer)
        }
        for (index, name) in special.enumerated() {
            let address = try objectURL(name, bucket, isPathStyle)
            let answer = try await deletion.trying(special[index...]) {
                try await send(.delete, address, headers: headers)
            }
            deletion.take(answer, name)
        }
        return try deletion.result
    }
}

/// What became of the objects that were to be deleted.
private struct Deletion {
    private var deleted: [JSON] = []
    private var errors: [JSON] = []
    private var last: Answer?

    /// Takes the answer to a request for many.
    mutating func take(_ answer: Answer) {
        last = answer
        for element in answer.document?.elements ?? [] {
            if element.name == "Deleted" { deleted.append(element.jsonValue) }
            if element.name == "Error" { errors.append(element.jsonValue) }
        }
    }

    /// Takes the answer to a request for one.
    mutating func take(_ answer: Answer, _ name: String) {
        last = answer
        deleted.append(["Key": .string(name)])
    }

    /// Sends a request; when that fails, the error tells how many objects are left.
    func trying(_ rest: ArraySlice<String>, _ send: () async throws -> Answer) async throws -> Answer {
        do {
            return try await send()
        } catch let refusal as ServiceError where !deleted.isEmpty || !errors.isEmpty {
            throw ServiceError(
                service: refusal.service, status: refusal.status, headers: refusal.headers, code: refusal.code,
                message: (refusal.message ?? "no reason was given")
                    + " (\(deleted.count) objects were deleted before; \(rest.count + errors.count) are left, from "
                    + "\(Quote.short(rest.first ?? "")) on)",
                remedy: refusal.remedy, reply: refusal.reply)
        }
    }

    private func json(_ answer: Answer) -> JSON {
        var value = answer.json.object ?? [:]
        value["response"] = ["DeleteResult": ["Deleted": .array(deleted), "Error": .array(errors)]]
        return .object(value)
    }

    /// The answer to the whole.
    /// - Throws: `ServiceError` that lists what was not deleted.
    var result: JSON {
        get throws {
            guard let last else { return .null }
            guard let first = errors.first else { return json(last) }
            let listed = errors.prefix(10).map { error in
                "\(Quote.short(error["Key"]?.string ?? "")) (\(error["Code"]?.string ?? "no code"))"
            }
            let more = errors.count > listed.count ? " and others" : ""
            throw ServiceError(
                service: "S3", status: last.status, headers: last.headers, code: first["Code"]?.string,
                message: "\(errors.count) of \(errors.count + deleted.count) objects were not deleted: "
                    + listed.joined(separator: ", ") + more,
                remedy: "The answer lists all of them, under response.DeleteResult.Error", reply: .json(json(last)))
        }
    }
}

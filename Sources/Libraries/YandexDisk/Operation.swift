import OIntCore
import OIntHTTP

/// What Yandex does in its own time: it answers at once, and says later whether it succeeded.
///
/// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/operations
extension YandexDisk {
    /// How an operation stands.
    enum State {
        case done
        case underWay
    }

    /// How often an operation is asked for, and how long the pauses become: about half an hour in all.
    private static let mostQuestions = 200
    private static let longestPause = 10

    /// Sends a request that changes something, and gives what has become of it.
    /// - Parameters:
    ///   - request: The request.
    ///   - waits: Whether an operation is followed to its end.
    /// - Returns: What the answer leads to; the operation where it is not followed.
    func changed(_ request: ServiceRequest, waits: Bool) async throws -> JSON {
        let answer = try await service.json(request)
        guard let link = answer["href"]?.string else { return answer }
        guard link.contains("/operations/") else { return try await service.json(.get(at: link)) }
        return waits ? try await finished(link) : answer
    }

    /// Waits for the end of an operation.
    /// - Parameter link: Its address.
    /// - Returns: Its last state.
    /// - Throws: `ServiceError` when it failed, or is not over after half an hour.
    @discardableResult
    func finished(_ link: String) async throws -> JSON {
        for number in 1...Self.mostQuestions {
            let state = try await service.json(.get(at: link))
            if try Self.state(state, link) == .done { return state }
            try await service.http.pause(for: .seconds(min(number, Self.longestPause)))
        }
        throw ServiceError(
            service: service.name, message: "the operation \(Self.id(link)) is not over yet",
            remedy: "GetOperationStatus tells how it stands", reply: .json(["href": .string(link)]))
    }

    /// Judges the state of an operation.
    static func state(_ answer: JSON, _ link: String) throws -> State {
        switch answer["status"]?.string {
        case "success": return .done
        case "failed":
            throw ServiceError(
                service: "Yandex Disk", code: "failed", message: "the operation \(id(link)) failed",
                remedy: "Check the paths, and that there is space; then try again", reply: .json(answer))
        default: return .underWay
        }
    }

    private static func id(_ link: String) -> String {
        String((link.split(separator: "/").last ?? "").prefix { $0 != "?" })
    }
}

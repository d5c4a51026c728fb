import OIntCore
import OIntHTTP

/// What CDEK promises: a change is taken with status 202, and what becomes of it stands in the state of its request, which
/// is read by the UUID of what it concerns.
///
/// Source: https://apidoc.cdek.ru
extension CDEK {
    /// Reads something.
    func read(_ path: RequestPath, _ query: Query = [:]) async throws -> JSON {
        let answer = try await service.json(.get(path, query: query))
        tell(answer)
        return answer
    }

    /// Sends a change once, and follows it to its end where it should.
    /// - Parameters:
    ///   - request: The request.
    ///   - place: Where its state is read, as a path that the UUID follows; nil where it has none.
    ///   - waits: Whether it is followed.
    ///   - isOver: What has to be true of the last state besides.
    /// - Returns: CDEK's promise, or the last state.
    /// - Throws: `ServiceError` when it was refused; `ConnectionError` when it is not over in time.
    func changed(
        _ request: ServiceRequest, at place: String? = nil, waits: Bool = false, isOver: (JSON) -> Bool = { _ in true }
    ) async throws -> JSON {
        var request = request
        request.isRepeatable = false
        let promise = try await service.json(request)
        guard !promise.isNull else {
            throw ReplyError(
                peer: "api.cdek.ru", reason: "the answer is empty",
                remedy: "Read what has become of it before anything is sent again")
        }
        try judge(promise["requests"]?.array ?? [], in: promise)
        tell(promise)
        guard waits, let place else { return promise }
        guard let id = promise["entity"]?["uuid"]?.string else {
            throw ReplyError(peer: "api.cdek.ru", reason: "the answer has no UUID to ask for")
        }
        let own = promise["requests"]?[0]
        let isDeletion = request.method == .delete
        return try await followed(id, at: place, isDeletion: isDeletion) { state in
            guard let request = Self.request(like: own, in: state) else { return false }
            try judge([request], in: state)
            return request["state"]?.string == "SUCCESSFUL" && (isDeletion || isOver(state))
        }
    }

    /// Asks for the state of something until it is over.
    func followed(
        _ id: String, at place: String, isDeletion: Bool = false, isOver: (JSON) throws -> Bool
    ) async throws -> JSON {
        let state = try await service.awaited(
            "the work on \(place)/\(id)",
            remedy: "What became of it is told by its UUID \(id); don't send it again before"
        ) {
            do {
                return try await service.json(.get("\(path: place)/\(id)"))
            } catch let refusal as ServiceError where refusal.code == "v2_entity_not_ready" {
                return .null
            } catch let refusal as ServiceError where isDeletion && refusal.code == "v2_entity_not_found" {
                return [:]
            }
        } isOver: { state in
            if state == [:] { return true }
            return try !state.isNull && isOver(state)
        }
        tell(state)
        return state
    }

    /// The state of a request among those of what it concerns: the one of its id, or else the latest of its kind.
    ///
    /// One that is older than the own one is another's.
    private static func request(like own: JSON?, in state: JSON) -> JSON? {
        let requests = state["requests"]?.array ?? []
        if let id = own?["request_uuid"]?.string, let same = requests.first(where: { $0["request_uuid"]?.string == id })
        {
            return same
        }
        let (kind, start) = (own?["type"]?.string ?? "CREATE", own.map(moment) ?? 0)
        return requests.filter { $0["type"]?.string == kind && moment($0) >= start }.max { moment($0) < moment($1) }
    }

    /// Throws what was refused.
    func judge(_ requests: [JSON], in answer: JSON) throws(ServiceError) {
        let refused = requests.filter(Refusal.isInvalid)
        guard !refused.isEmpty else { return }
        let errors = refused.flatMap { $0["errors"]?.array ?? [] }
        throw refusal(Refusal.judgement(errors.isEmpty ? [["code": "INVALID"]] : errors), answer)
    }

    private func refusal(_ judgement: Judgement, _ answer: JSON) -> ServiceError {
        ServiceError(
            service: service.name, code: judgement.code, message: judgement.message,
            remedy: judgement.code.flatMap { Refusal.remedies[$0.lowercased()] }, reply: .json(answer))
    }

    /// Tells what CDEK warns of.
    func tell(_ answer: JSON) {
        let own = answer["warnings"]?.array ?? []
        let others = (answer["requests"]?.array ?? []).flatMap { $0["warnings"]?.array ?? [] }
        for warning in own + others {
            let words = warning["message"]?.string ?? warning["code"]?.string
            if let words { service.http.configuration.notice?("CDEK warns: \(words)") }
        }
    }

    fileprivate static func moment(_ value: JSON) -> Int {
        value["date_time"]?.string.flatMap { DateTime($0)?.unixTime } ?? 0
    }
}

/// Prints: files that CDEK makes in its own time, and whose state is a list of what happened to them.
extension CDEK {
    /// What a print answers.
    public enum Print: Sendable, OutputConvertible {
        /// How it stands.
        case state(JSON)
        /// Its content.
        case file(ByteStream)

        /// The state, or the file.
        public var output: Output {
            switch self {
            case .state(let state): .json(state)
            case .file(let content): .bytes(content)
            }
        }
    }

    /// Orders a print, and follows it to its end where it should.
    func printed(_ place: String, _ fields: Fields, waits: Bool) async throws -> JSON {
        let promise = try await changed(.post(RequestPath(encoded: place), body: .json(fields)))
        guard waits, let id = promise["entity"]?["uuid"]?.string else { return promise }
        return try await finishedPrint(id, place)
    }

    /// Reads a print or its file.
    /// - Parameters:
    ///   - id: Its UUID.
    ///   - place: Where prints of its kind are.
    ///   - isFile: Whether its file is wanted.
    ///   - waits: Whether it is followed to its end.
    func print(_ id: ID, _ place: String, isFile: Bool, waits: Bool) async throws -> Print {
        let id = try Self.uuid(id, "uuid").text
        let state =
            waits ? try await finishedPrint(id, place) : try await service.json(.get("\(path: place)/\(id)"))
        _ = try isReady(state)
        guard isFile else { return .state(state) }
        guard let address = state["entity"]?["url"]?.string, !address.isEmpty else {
            throw ServiceError(
                service: service.name, code: Self.status(of: state) ?? "v2_entity_not_ready",
                message: "the file is not there yet", remedy: "Give --wait true, or try again in a while",
                reply: .json(state))
        }
        let response = try await service.send(.get(at: address))
        // A refusal would come as JSON.
        guard response.header("Content-Type")?.lowercased().contains("json") == true else {
            return .file(response.body)
        }
        let reply = ServiceReply(try await response.collected(upTo: service.http.configuration.replyLimit))
        if reply.body.starts(with: "%PDF".utf8) { return .file(ByteStream(reply.body)) }
        throw service.refusal(Refusal.judgement(reply) ?? Judgement(message: "there is no file"), in: reply)
    }

    private func finishedPrint(_ id: String, _ place: String) async throws -> JSON {
        try await followed(id, at: place) { try isReady($0) }
    }

    /// Whether a print is ready.
    /// - Throws: `ServiceError` when it was refused, or is gone.
    private func isReady(_ state: JSON) throws(ServiceError) -> Bool {
        switch Self.status(of: state) {
        case "READY": return true
        case "INVALID":
            let errors = (state["requests"]?.array ?? []).flatMap { $0["errors"]?.array ?? [] }
            throw refusal(
                errors.isEmpty
                    ? Judgement(code: "INVALID", message: "the print was refused") : Refusal.judgement(errors), state)
        case "REMOVED":
            throw refusal(Judgement(code: "REMOVED", message: "the file is gone after its hour: order it again"), state)
        default: return !(state["entity"]?["url"]?.string ?? "").isEmpty
        }
    }

    /// The latest status of a print; of those of one moment the one that comes last in its life.
    private static func status(of state: JSON) -> String? {
        (state["entity"]?["statuses"]?.array ?? []).max { first, second in
            let (one, other) = (moment(first), moment(second))
            return one == other ? rank(first) < rank(second) : one < other
        }?["code"]?.string
    }

    private static func rank(_ status: JSON) -> Int {
        ["ACCEPTED", "PROCESSING", "READY", "INVALID", "REMOVED"].firstIndex(of: status["code"]?.string ?? "") ?? -1
    }
}

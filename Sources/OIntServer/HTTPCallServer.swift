import OIntBatch
import OIntCore
import OIntListener
import OIntRunning

/// Serves clients over HTTP: each request is a call, `POST /telegram/SendTextMessage`.
package struct HTTPCallServer: Sendable {
    /// Where a server listens, and whom it lets in.
    package struct Listening: Sendable {
        /// The name or address to listen on.
        package var host: String
        /// The port; 0 for one that is free.
        package var port: Int
        /// What clients have to show.
        package var proof: AccessGate.Proof
        /// Whether calls may be made with `GET`, their options in the query.
        package var allowsGet: Bool
        /// Whether calls may be made with `POST`.
        package var allowsPost: Bool

        /// Says where to listen.
        /// - Parameters:
        ///   - host: The name or address to listen on.
        ///   - port: The port; 0 for one that is free.
        ///   - proof: What clients have to show.
        ///   - allowsGet: Whether calls may be made with `GET`.
        ///   - allowsPost: Whether calls may be made with `POST`.
        package init(host: String, port: Int, proof: AccessGate.Proof, allowsGet: Bool = false, allowsPost: Bool = true)
        {
            self.host = host
            self.port = port
            self.proof = proof
            self.allowsGet = allowsGet
            self.allowsPost = allowsPost
        }
    }

    private let session: CallSession
    private let listening: Listening

    /// Creates a server.
    /// - Parameters:
    ///   - session: Makes the calls.
    ///   - listening: Where to listen, and whom to let in.
    package init(_ session: CallSession, _ listening: Listening) {
        self.session = session
        self.listening = listening
    }

    /// Serves clients until the task is cancelled.
    /// - Parameter started: Is told the address when clients can connect.
    /// - Throws: `LocalError` when the address can't be listened on; `CancellationError` at the end.
    package func serve(started: (_ address: String) throws -> Void) async throws {
        let gate = AccessGate(proof: listening.proof, host: listening.host, allowsPages: false)
        let limits = HTTPListener.Limits(bodySize: Self.bodyLimit, bodyMemory: 2 * Self.bodyLimit)
        let listener = try await HTTPListener.start(
            host: listening.host, port: listening.port, limits: limits, gate: gate
        ) { request in
            .whileConnected { await respond(to: request) }
        }
        let failure: any Error
        do {
            try started(listener.address)
            while true { try await Task.sleep(for: .seconds(86400)) }
        } catch {
            failure = error
        }
        await listener.stop(within: .milliseconds(200))
        throw failure
    }

    /// How many bytes the body of a request may have.
    private static let bodyLimit = 64 << 20

    /// Answers a request.
    func respond(to request: ListenerRequest) async -> ListenerResponse {
        var response: ListenerResponse
        do throws(Refusal) {
            response = try await answer(request)
        } catch {
            let object: JSONObject = ["result": false, "error": .string(error.message)]
            response = .text(
                status: error.status, JSON.object(object.merging(error.details)).text(.compact),
                type: "application/json")
            response.headers += error.headers
        }
        response.headers.append(HeaderField("Server", "OInt/\(Version.number)"))
        return response
    }

    private func answer(_ request: ListenerRequest) async throws(Refusal) -> ListenerResponse {
        let call = try call(request)
        let answer: Answer
        do {
            answer = try await session.run(call) { output, keep in
                var maker = AnswerMaker(keep: keep)
                let answer = try await output.consumed(by: &maker)
                try await answer.begin()
                return answer
            }
        } catch {
            let failure = error as? CallFailure ?? CallFailure(error: error, secrets: [])
            if let preview = failure.error as? Preview {
                return .text(status: 200, preview.content.text(.compact), type: "application/json")
            }
            throw Refusal(failure)
        }
        return Self.response(answer, to: request.head)
    }

    private static func response(_ answer: Answer, to head: RequestHead) -> ListenerResponse {
        if answer.kind == .events, head.header("Accept")?.lowercased().contains("text/event-stream") == true {
            return .events { writer in
                while let line = try await answer.next() {
                    try await writer.write(event: String(decoding: line.dropLast(), as: UTF8.self))
                }
            }
        }
        let type =
            switch answer.kind {
            case .json: "application/json"
            case .text: "text/plain; charset=utf-8"
            case .bytes: "application/octet-stream"
            case .events: "application/x-ndjson"
            }
        return ListenerResponse(
            status: 200,
            headers: [HeaderField("Content-Type", type), HeaderField("X-Content-Type-Options", "nosniff")],
            body: answer.whole.map { .bytes($0) }
                ?? .stream { writer in while let piece = try await answer.next() { try await writer.write(piece) } })
    }

    /// The call that a request asks for.
    private func call(_ request: ListenerRequest) throws(Refusal) -> Call {
        let allowed = (listening.allowsGet ? ["GET"] : []) + (listening.allowsPost ? ["POST"] : [])
        guard allowed.contains(request.head.method) else {
            throw Refusal(
                405, "calls are made with \(allowed.joined(separator: " or "))",
                headers: [HeaderField("Allow", allowed.joined(separator: ", "))])
        }
        let parts = request.head.path.split(separator: "/").suffix(2).map { part in
            PercentEncoding.decoded(String(part)).flatMap { String(validating: $0, as: UTF8.self) } ?? ""
        }
        guard parts.count == 2 else {
            throw Refusal(400, "the path ends with a library and a method: /telegram/SendTextMessage")
        }
        do throws(UsageError) {
            let entry = try session.entry(library: parts[0], method: parts[1])
            let options = try RequestOptions.read(request, for: entry.method)
            return Call(library: entry.library, method: entry.method, json: options)
        } catch {
            throw Refusal(error.problems.contains(.other(RequestOptions.otherType)) ? 415 : 400, error.description)
        }
    }
}

/// Why a request is not done, as it is answered.
private struct Refusal: Error {
    let status: Int
    let message: String
    var headers: [HeaderField] = []
    var details: JSONObject = [:]

    init(_ status: Int, _ message: String, headers: [HeaderField] = []) {
        self.status = status
        self.message = message
        self.headers = headers
    }

    /// A call that failed; what a service has answered is there too.
    init(_ failure: CallFailure) {
        status = 400
        message = failure.message
        let report = failure.report
        details.append("exit", JSON(Int(report.exit)))
        if case .json(let reply) = report.reply { details.append("reply", reply) }
    }
}

extension JSONObject {
    /// The object with the members of another one behind its own.
    fileprivate func merging(_ other: JSONObject) -> JSONObject {
        var merged = self
        for member in other { merged.append(member.key, member.value) }
        return merged
    }
}

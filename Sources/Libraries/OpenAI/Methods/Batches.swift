import OIntCore
import OIntHTTP

@Methods("Batches")
extension OpenAI {
    /// Hands over a file of requests, which are answered within a day at half the price.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/batch/create
    /// - Parameters:
    ///   - file: Id of a file that was uploaded for batch, with a request a line.
    ///   - endpoint: Endpoint that all requests are for, such as /v1/chat/completions.
    ///   - options: Further fields of the request, such as metadata; they win over the others.
    /// - Returns: The batch.
    ///
    ///   ```json
    ///   {"id": "batch_abc123", "object": "batch", "status": "validating", "input_file_id": "file-abc123",
    ///   "request_counts": {"total": 0, "completed": 0, "failed": 0}}
    ///   ```
    @Method(.writes, ru: "СоздатьПакетЗапросов", roles: ["endpoint": .data])
    public func createBatch(
        file: ID, endpoint: String = "/v1/chat/completions", options: JSONObject = [:]
    ) async throws -> JSON {
        var fields: Fields = ["input_file_id": file, "endpoint": endpoint, "completion_window": "24h"]
        fields.override(with: options)
        return try await service.json(.post("batches", body: .json(fields)))
    }

    /// Reads how far a batch is.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/batch/retrieve
    /// - Parameter batch: Id of the batch.
    /// - Returns: The batch.
    ///
    ///   ```json
    ///   {"id": "batch_abc123", "object": "batch", "status": "completed", "output_file_id": "file-out1",
    ///   "error_file_id": null, "request_counts": {"total": 100, "completed": 100, "failed": 0}}
    ///   ```
    @Method(.reads, ru: "ПолучитьПакетЗапросов")
    public func getBatch(batch: ID) async throws -> JSON { try await service.json(.get("batches/\(batch)")) }

    /// Lists batches.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/batch/list
    /// - Parameter limit: How many a page has at most.
    /// - Returns: The batches, under `data`.
    ///
    ///   ```json
    ///   {"object": "list", "data": [{"id": "batch_abc123", "status": "completed"}], "has_more": false}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокПакетовЗапросов")
    public func getBatchesList(limit: Int = 100) -> Pages { list("batches", limit, [:]) }

    /// Stops a batch; what is answered already stays.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/batch/cancel
    /// - Parameter batch: Id of the batch.
    /// - Returns: The batch.
    ///
    ///   ```json
    ///   {"id": "batch_abc123", "object": "batch", "status": "cancelling"}
    ///   ```
    @Method(.writes, ru: "ОтменитьПакетЗапросов")
    public func cancelBatch(batch: ID) async throws -> JSON { try await service.json(.post("batches/\(batch)/cancel")) }

    /// Reads the answers of a batch: those that succeeded, and behind them those that failed, from both files.
    ///
    /// Answers come in any order; each names its request by `custom_id`. A batch in which requests failed is a refusal, behind
    /// all answers.
    ///
    /// Source: https://platform.openai.com/docs/guides/batch
    /// - Parameter batch: Id of the batch.
    /// - Returns: The answers.
    ///
    ///   ```json
    ///   {"id": "batch_req_1", "custom_id": "request-1", "response": {"status_code": 200, "request_id": "req-1",
    ///   "body": {"object": "chat.completion", "choices": []}}, "error": null}
    ///   ```
    @Method(.reads, ru: "ПолучитьРезультатыПакета")
    public func getBatchResults(batch: ID) -> Events {
        Events(isEndless: false) { try await BatchResults(batch, self) }
    }
}

/// The answers of a batch, from its two files.
private final class BatchResults: EventSource, @unchecked Sendable {
    private let client: OpenAI
    private let batch: JSON
    private var files: ArraySlice<String>
    private var lines: JSONLines.AsyncIterator?
    private var count = 0
    private var failed: [String] = []

    init(_ id: ID, _ client: OpenAI) async throws {
        self.client = client
        let (batch, reply) = try await client.answer(.get("batches/\(id)"))
        self.batch = batch
        files = ["output_file_id", "error_file_id"].compactMap { batch[$0]?.string }.filter { !$0.isEmpty }[...]
        let status = batch["status"]?.string ?? ""
        switch status {
        case "completed", "expired", "cancelled": break
        case "failed":
            let error = batch["errors"]?["data"]?[0]
            let place = error?["line"]?.int.map { " (line \($0))" } ?? ""
            throw client.service.refusal(
                Judgement(
                    code: error?["code"]?.scalarText ?? status,
                    message: (error?["message"]?.string ?? "the batch failed") + place), in: reply)
        default:
            let counts = batch["request_counts"]
            let done = (counts?["completed"]?.int ?? 0) + (counts?["failed"]?.int ?? 0)
            throw client.service.refusal(
                Judgement(
                    code: status, message: "the batch is not done: \(done) of \(counts?["total"]?.int ?? 0) requests",
                    remedy: "Ask again later"), in: reply)
        }
    }

    func next() async throws -> JSON? {
        while true {
            if let line = try await lines?.next() {
                count += 1
                let status = line["response"]?["status_code"]?.int ?? 200
                if line["error"].map({ !$0.isNull }) ?? false || status >= 400 {
                    failed.append(line["custom_id"]?.scalarText ?? "?")
                }
                return line
            }
            guard let file = files.popFirst() else { break }
            lines = try await client.service.jsonLines(.get("files/\(file)/content")).makeAsyncIterator()
        }
        try check()
        return nil
    }

    /// Tells what is missing, behind the answers.
    private func check() throws {
        let counts = batch["request_counts"]
        let failures = max(failed.count, counts?["failed"]?.int ?? 0)
        if failures > 0 {
            let names = failed.prefix(5).joined(separator: ", ") + (failed.count > 5 ? ", …" : "")
            throw fault("\(failures) requests of the batch failed" + (names.isEmpty ? "" : ": \(names)"))
        }
        if let total = counts?["total"]?.int, count < total {
            throw fault(
                "\(total - count) of \(total) requests have no answer: the batch is \(batch["status"]?.string ?? "over")"
            )
        }
    }

    private func fault(_ message: String) -> ServiceError {
        ServiceError(service: client.service.name, code: batch["status"]?.string, message: message, reply: .json(batch))
    }
}

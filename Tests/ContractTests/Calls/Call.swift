import OIntCore
import OIntHTTP

/// One call of a method in a round, with what it sent and what it answered.
struct Call: Sendable {
    let samples: Samples
    let requests: [SentRequest]
    let output: Output
    /// The rows of all pages, where a listing was walked to its end.
    let rows: [JSON]
    /// The bytes that came out, where bytes are the answer.
    let bytes: [UInt8]
    /// What the service answered.
    let replies: [JSON]

    /// Makes a call.
    /// - Parameters:
    ///   - method: The facts.
    ///   - descriptor: The method.
    ///   - round: Which options are given.
    ///   - replies: What the service answers; nil for the usual.
    ///   - all: Whether a listing is walked to its end.
    /// - Throws: What the method throws.
    init(
        _ method: MethodCase, _ descriptor: MethodDescriptor, _ round: Round, replies: [JSON]? = nil, all: Bool = false
    ) async throws {
        let exceptions = method.contract.exceptions
        let rule = exceptions.replies.first { $0.methods.contains(method.facts.name) }
        self.replies = replies ?? rule?.replies ?? [exceptions.reply]
        samples = try Samples(method, descriptor, round)
        let transport = RecordingTransport(self.replies)
        var inputs = samples.inputs(for: descriptor)
        if all { inputs["all"] = [OptionInput("true")] }
        var invocation = Invocation(options: inputs)
        invocation.provide(HTTP(transport: transport))
        invocation.provide(CallContext(isDryRun: true))
        do {
            output = try await descriptor.run(invocation)
        } catch let preview as Preview {
            output = .json(preview.content)
        }
        var rows: [JSON] = []
        if case .rows(let pages) = output { try await pages.forEachPage { rows += $0.rows } }
        self.rows = rows
        var bytes: [UInt8] = []
        if case .bytes(let stream) = output {
            for try await chunk in stream { bytes += chunk.withBytes { Array($0) } }
        }
        self.bytes = bytes
        var requests: [SentRequest] = []
        for request in transport.requests { requests.append(try await SentRequest(request)) }
        self.requests = requests
    }
}

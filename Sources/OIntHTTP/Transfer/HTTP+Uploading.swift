import OIntCore

extension HTTP {
    /// Uploads a content part by part, and goes on from where a part breaks off.
    /// - Parameters:
    ///   - source: The content.
    ///   - upload: The service's way to take it.
    /// - Returns: What the service answers in the end; that it has what was sent is checked.
    /// - Throws: What the service's requests throw; `ReplyError` when the service has another content than was sent;
    ///   `LocalError` when the source can't be read, or changed meanwhile.
    package func upload<Upload: OffsetUpload>(_ source: UploadSource, by upload: Upload) async throws -> Upload.Answer {
        try await OffsetTransfer.result(of: try await UploadRun(self, source, upload))
    }

    /// Uploads a content in numbered parts, several at a time.
    /// - Parameters:
    ///   - source: The content.
    ///   - upload: The service's way to take it.
    /// - Returns: What the service answers in the end; that it has what was sent is checked.
    /// - Throws: What the service's requests throw; `ReplyError` when the service has another content than was sent;
    ///   `LocalError` when the source can't be read, or changed meanwhile.
    package func upload<Upload: PartedUpload>(_ source: UploadSource, by upload: Upload) async throws -> Upload.Answer {
        try await PartedTransfer.result(of: try await UploadRun(self, source, upload))
    }

    /// Waits for something that a service does in its own time, before it is asked again.
    /// - Parameter duration: How long.
    package func pause(for duration: Duration) async throws { try await clock.sleep(for: duration) }

    /// Waits before another try of something that failed: as long as the service asks for, within the policy's limit, or
    /// longer with each failure.
    /// - Parameters:
    ///   - number: How often it failed.
    ///   - error: The failure.
    package func pause(beforeRetry number: Int, after error: any Error) async throws {
        let policy = configuration.retry
        let asked = (error as? ServiceError)?.headers.first(named: "retry-after").flatMap { Int($0.trimmed) }
        let pause = RetryPolicy.backOff(policy.answerPause, min(number - 1, 6), random())
        let wanted = max(asked.map { .seconds($0) } ?? .zero, pause)
        guard wanted <= policy.longestWait else { throw error }
        try await clock.sleep(for: wanted)
    }
}

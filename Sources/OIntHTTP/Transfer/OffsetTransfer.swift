import OIntCore

/// One upload whose parts go one after the other, from its beginning to its end.
struct OffsetTransfer<Upload: OffsetUpload> {
    private let run: UploadRun<Upload>
    private var session: Upload.Session
    /// How many bytes the service has.
    private var position = 0
    /// Where what was read so far ends, in this process or before.
    private var readEnd = 0
    /// The part that was read last; nil before the first one.
    private var part: UploadPart?
    private var reader: PartReader?
    /// How often something failed since the service took a byte.
    private var failures = 0
    private var hasRestarted = false

    private var upload: Upload { run.upload }
    private var source: UploadSource { run.source }
    private var retryLimit: Int { run.http.configuration.retry.limit }

    /// Uploads a content.
    /// - Parameter run: The upload.
    /// - Returns: What the service answers in the end.
    static func result(of run: UploadRun<Upload>) async throws -> Upload.Answer {
        let saved = run.savedSession
        var reader: PartReader?
        if saved == nil, run.partSize != nil {
            var first = try run.reader()
            if let part = try await first.peek(), part.isLast,
                let answer = try await run.upload.putAlone(run.watched(part, isRepeatable: false))
            {
                try await run.close(answer, size: part.end ?? run.counter.value)
                return answer
            }
            reader = first
        }
        let session = if let saved { saved } else { try await run.begin() }
        var transfer = OffsetTransfer(run, session, reader)
        do {
            let answer = try await transfer.answer(isResumed: saved != nil)
            try await run.close(answer, size: run.source.size ?? run.counter.value)
            return answer
        } catch {
            await run.abandon(transfer.session)
            throw error
        }
    }

    private init(_ run: UploadRun<Upload>, _ session: Upload.Session, _ reader: PartReader?) {
        self.run = run
        self.session = session
        self.reader = reader
    }

    private mutating func answer(isResumed: Bool) async throws -> Upload.Answer {
        var step = isResumed ? try await resumed() : .stored(0)
        while true {
            try Task.checkCancellation()
            switch step {
            case .finished(let answer): return answer
            case .stored(let count):
                try advance(to: count)
                step = if let part = try await nextPart() { try await send(part) } else { try await finish() }
            }
        }
    }

    /// Finds out how far the upload came in an earlier process.
    private mutating func resumed() async throws -> UploadStep<Upload.Answer> {
        readEnd = source.size ?? 0
        position = run.file?["offset"]?.int ?? 0
        do {
            return try await state()
        } catch {
            return try await recover(from: error)
        }
    }

    private func state() async throws -> UploadStep<Upload.Answer> {
        try await upload.state(of: session) ?? .stored(position)
    }

    /// Takes note of what the service has.
    private mutating func advance(to count: Int) throws {
        guard (0...readEnd).contains(count) else {
            throw ReplyError(
                peer: upload.service, reason: "it says that it has \(count) bytes, and \(readEnd) were sent",
                remedy: "Upload it again")
        }
        if count > position { failures = 0 }
        position = count
        try run.file?.keep(["offset": JSON(count)])
    }

    /// The part to send next: what is left of the last one, or a new one; nil when the service has all.
    private mutating func nextPart() async throws -> UploadPart? {
        if let part, part.isLast, position == part.end ?? run.counter.value { return nil }
        if part == nil, let size = source.size, size > 0, position == size { return nil }
        if let part, let end = part.end, part.offset <= position, position < end {
            return try await ready(part.from(position))
        }
        guard isReachable(position) else {
            throw ReplyError(
                peer: upload.service,
                reason: "it has lost what it had, and \(source.name) can't be read a second time",
                remedy: "Upload it again, from a file")
        }
        if let whole = source.streamInOneRequest, run.partSize == nil { return try await ready(whole) }
        if reader?.offset != position {
            reader = try run.reader(from: position, number: (part?.number ?? 0) + 1)
        }
        guard let next = try await reader?.next() else { return nil }
        return try await ready(next)
    }

    /// Whether the content can be sent from a place on.
    private func isReachable(_ place: Int) -> Bool {
        if source.isRepeatable { return true }
        // Of a stream there is what comes next, and the part that is in memory.
        guard let part else { return place == 0 }
        guard let end = part.end else { return false }
        return (part.offset...end).contains(place)
    }

    private mutating func ready(_ next: UploadPart) async throws -> UploadPart {
        try await run.catchUp(to: next.offset)
        part = next
        readEnd = max(readEnd, next.end ?? 0)
        return run.watched(next, isRepeatable: false)
    }

    /// Sends a part, and finds out how much arrived when that fails.
    private mutating func send(_ part: UploadPart) async throws -> UploadStep<Upload.Answer> {
        do {
            let step = try await upload.put(part, of: session)
            if part.length == nil { readEnd = run.counter.value }
            guard case .stored(let count) = step, count <= part.offset, part.length != 0 else { return step }
            failures += 1
            guard failures <= retryLimit else {
                throw ReplyError(
                    peer: upload.service,
                    reason: "it takes nothing more of what is sent, after \(part.offset) bytes",
                    remedy: "Try again later")
            }
            return step
        } catch {
            return try await recover(from: error)
        }
    }

    /// Ends the upload, and finds out whether it is over when that fails.
    private mutating func finish() async throws -> UploadStep<Upload.Answer> {
        try await run.catchUp(to: position)
        do {
            return .finished(try await upload.finish(session, run.sent(position)))
        } catch {
            return try await recover(from: error)
        }
    }

    /// Waits for a failure to pass, and asks the service how much it has.
    private mutating func recover(from failure: any Error) async throws -> UploadStep<Upload.Answer> {
        var error = failure
        while true {
            if let expired = error as? UploadSessionExpired { return try await restart(expired) }
            failures += 1
            guard TransferFailure.isPassing(error), failures <= retryLimit else { throw error }
            try await run.http.pause(beforeRetry: failures, after: error)
            do {
                let step = try await state()
                if case .stored(let count) = step, !isReachable(count) { throw failure }
                return step
            } catch let next {
                error = next
            }
        }
    }

    /// Begins anew when the service does not know the upload any more, once.
    private mutating func restart(_ expired: UploadSessionExpired) async throws -> UploadStep<Upload.Answer> {
        guard !hasRestarted, source.isRepeatable else { throw expired.reason }
        hasRestarted = true
        session = try await run.begin()
        position = 0
        return .stored(0)
    }
}

extension UploadSource {
    /// The only part of a stream that goes out in one request; nil for what has a size.
    fileprivate var streamInOneRequest: UploadPart? {
        guard case .stream(_, let input) = self else { return nil }
        return UploadPart(number: 1, offset: 0, length: nil, total: nil, isLast: true, body: .file(input, type: nil))
    }
}

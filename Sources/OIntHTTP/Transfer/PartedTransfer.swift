import OIntCore

/// One upload in numbered parts, from its beginning to its end.
struct PartedTransfer<Upload: PartedUpload> {
    private let run: UploadRun<Upload>
    /// What the service knows the parts by.
    private var receipts: [Int: String] = [:]
    private var size = 0

    /// Uploads a content.
    /// - Parameter run: The upload.
    /// - Returns: What the service answers in the end.
    static func result(of run: UploadRun<Upload>) async throws -> Upload.Answer {
        if let saved = run.savedSession {
            do {
                return try await result(of: run, saved, try run.reader(), run.savedReceipts)
            } catch is UploadSessionExpired {
                // It begins anew below.
            }
        }
        var reader = try run.reader()
        if run.partSize != nil, let part = try await reader.peek(), part.isLast,
            let answer = try await run.upload.putAlone(run.watched(part, isRepeatable: true))
        {
            try await run.close(answer, size: part.end ?? run.counter.value)
            return answer
        }
        do {
            return try await result(of: run, try await run.begin(), reader, [:])
        } catch let expired as UploadSessionExpired {
            throw expired.reason
        }
    }

    private static func result(
        of run: UploadRun<Upload>, _ session: Upload.Session, _ reader: PartReader, _ receipts: [Int: String]
    ) async throws -> Upload.Answer {
        var transfer = PartedTransfer(run: run, receipts: receipts)
        do {
            let answer = try await transfer.answer(session, reader)
            try await run.close(answer, size: transfer.size)
            return answer
        } catch {
            await run.abandon(session)
            throw error
        }
    }

    private init(run: UploadRun<Upload>, receipts: [Int: String]) {
        self.run = run
        self.receipts = receipts
    }

    private mutating func answer(_ session: Upload.Session, _ reader: PartReader) async throws -> Upload.Answer {
        try Task.checkCancellation()
        let count = try await send(session, reader)
        return try await run.upload.finish(
            session, receipts: (0..<count).compactMap { receipts[$0 + 1] }, run.sent(size))
    }

    /// Uploads the parts, several at a time.
    /// - Returns: How many there are.
    private mutating func send(_ session: Upload.Session, _ reader: PartReader) async throws -> Int {
        let upload = run.upload
        var reader = reader
        return try await withThrowingTaskGroup(of: (number: Int, receipt: String).self) { group in
            var (count, running) = (0, 0)
            while true {
                // The place is free before the part is read, so that no more than the agreed number is in memory.
                if running == upload.parallel, let done = try await group.next() {
                    try keep(done)
                    running -= 1
                }
                guard let part = try await reader.next() else { break }
                if let limit = upload.parts.count, part.number > limit {
                    throw LocalError(
                        run.source.name, "it has more bytes than \(limit) parts can hold: make the parts larger")
                }
                count = part.number
                size = part.end ?? size
                let watched = run.watched(part, isRepeatable: true)
                guard receipts[part.number] == nil else {
                    _ = run.counter.add(part.length ?? 0)
                    continue
                }
                running += 1
                group.addTask { (part.number, try await upload.put(watched, of: session)) }
            }
            for try await done in group { try keep(done) }
            return count
        }
    }

    private mutating func keep(_ done: (number: Int, receipt: String)) throws {
        receipts[done.number] = done.receipt
        try run.file?.keep([
            "receipts": .object(
                JSONObject(receipts.sorted { $0.key < $1.key }.map { (String($0.key), .string($0.value)) }))
        ])
    }
}

extension UploadRun {
    /// What cuts the content into parts.
    func reader(from offset: Int = 0, number: Int = 1) throws(LocalError) -> PartReader {
        try PartReader(
            source, partSize: partSize ?? .max, from: offset, number: number,
            isInMemory: partSize != nil && upload.parts.isInMemory)
    }

    /// What the state file keeps of the parts that the service has.
    fileprivate var savedReceipts: [Int: String] {
        var receipts: [Int: String] = [:]
        for member in file?["receipts"]?.object ?? [:] {
            if let number = Int(member.key) { receipts[number] = member.value.string }
        }
        return receipts
    }
}

import OIntCore
import SystemPackage

/// Turns what a method answers into the result of a tool: masked, and cut where it is too large.
struct ResultCollector: OutputConsumer {
    /// How many bytes a result may have before it is cut.
    let limit: Int
    /// Keeps what was cut.
    let store: ResultStore
    /// Hides what must not be seen.
    let mask: ResultMask
    /// Is told how far collecting has come.
    let report: Tool.Report?
    /// How long events are waited for where the call does not say.
    let eventTime: Duration
    /// Keeps an object that stays open between calls, and gives its handle.
    let keep: @Sendable (KeptObject) async throws -> ObjectHandle

    /// How many bytes are taken into memory, so that they can be masked, before they go to a file as they are.
    private static let memoryLimit = 4 * 1024 * 1024
    /// How many bytes of a result are kept in a file.
    private static let fileLimit = 1024 * 1024 * 1024

    private func result(_ value: JSON) throws(LocalError) -> ToolResult {
        let text = value.text(.compact)
        guard text.utf8.count > limit else {
            return ToolResult(texts: [text], structured: value.object ?? ["result": value])
        }
        return try cut(text, ending: "json")
    }

    private func result(text: String) throws(LocalError) -> ToolResult {
        guard text.utf8.count > limit else { return ToolResult(texts: [text], structured: ["result": .string(text)]) }
        return try cut(text, ending: "txt")
    }

    /// Keeps a text, and shows its beginning.
    private func cut(_ text: String, ending: String) throws(LocalError) -> ToolResult {
        let (id, path, file) = try store.makeFile(ending: ending)
        defer { try? file.close() }
        do {
            try file.writeAll(text.utf8)
        } catch {
            throw LocalError(path, LocalFile.reason(error))
        }
        let item = ResultStore.Item(id: id, path: path, isReadable: true, size: text.utf8.count)
        store.keep(item)
        return cutResult(UTF8Piece.prefix(of: text, limit), item, isComplete: true)
    }

    private func cutResult(
        _ beginning: String, _ item: ResultStore.Item, isComplete: Bool, what: String = "the beginning"
    ) -> ToolResult {
        var note = "The result has \(isComplete ? "" : "more than ")\(item.size) bytes; this is \(what). "
        note +=
            isComplete
            ? "All of it is in the file \(item.path)" : "The first \(item.size) bytes are in the file \(item.path)"
        if item.isReadable { note += "; read_result with result_id \(item.id) gives it piece by piece" }
        var structured: JSONObject = [
            "truncated": true, "size": .number(JSONNumber(item.size)),
            "file": .string(item.path),
        ]
        if item.isReadable { structured.append("result_id", .string(item.id)) }
        return ToolResult(texts: beginning.isEmpty ? [note] : [beginning, note], structured: structured)
    }

    func consumeNothing() -> ToolResult { ToolResult([:]) }

    func consume(_ value: JSON) throws -> ToolResult { try result(mask.masked(value)) }

    func consume(text: String) throws -> ToolResult { try result(text: mask.masked(text)) }

    func consume(_ pages: Pages) async throws -> ToolResult { try await collect(rows: pages, envelope: nil) }

    func consume(_ records: Records) async throws -> ToolResult {
        try await collect(rows: records.objects, envelope: Records.envelope)
    }

    func consume(_ events: Events) async throws -> ToolResult {
        let events = events.isBounded ? events : events.limited(to: EventLimits(duration: eventTime))
        return try await collect(rows: events, envelope: nil)
    }

    func consume(_ object: KeptObject) async throws -> ToolResult {
        let handle = try await keep(object)
        return ToolResult(["handle": .string(handle.description), "object": .string(object.kind)])
    }

    func consume(_ stream: ByteStream) async throws -> ToolResult {
        var meter = ProgressMeter(report, unit: "bytes", total: stream.length)
        var bytes: [UInt8] = []
        var spill: Spill?
        for try await chunk in stream {
            try Task.checkCancellation()
            chunk.withBytes { bytes.append(contentsOf: $0) }
            meter.note((spill?.size ?? 0) + bytes.count)
            guard spill != nil || bytes.count > Self.memoryLimit else { continue }
            if spill == nil { spill = try Spill(store, ending: "bin", limit: Self.fileLimit) }
            try spill?.write(bytes)
            bytes = []
            if spill?.isFull == true { break }
        }
        if let spill {
            return cutResult("", spill.finish(isReadable: false), isComplete: !spill.isFull, what: "a note")
        }
        if let text = String(validating: bytes, as: UTF8.self) { return try result(text: mask.masked(text)) }
        let encoded = Base64.encoded(bytes)
        guard encoded.utf8.count > limit else {
            return ToolResult(["base64": .string(encoded), "size": .number(JSONNumber(bytes.count))])
        }
        var file = try Spill(store, ending: "bin", limit: Self.fileLimit)
        try file.write(bytes)
        return cutResult("", file.finish(isReadable: false), isComplete: true, what: "a note")
    }

    /// Collects rows; when there are too many, those that fit are shown, and all go to a file, one a line.
    private func collect<Rows: AsyncSequence>(
        rows: Rows, envelope: (head: JSONObject, key: String)?
    ) async throws -> ToolResult where Rows.Element == JSON {
        var meter = ProgressMeter(report, unit: "rows")
        var shown: [JSON] = []
        var lines: [UInt8] = []
        var count = 0
        var spill: Spill?
        for try await row in rows {
            try Task.checkCancellation()
            let row = mask.masked(row)
            count += 1
            row.write(to: &lines, style: .compact)
            lines.append(UInt8(ascii: "\n"))
            if spill == nil, lines.count <= limit { shown.append(row) }
            meter.note(count)
            guard lines.count > (spill == nil ? limit : Spill.pieceSize) else { continue }
            if spill == nil { spill = try Spill(store, ending: "ndjson", limit: Self.fileLimit) }
            try spill?.write(lines)
            lines = []
            if spill?.isFull == true { break }
        }
        guard var spill else {
            guard var object = envelope?.head, let key = envelope?.key else { return try result(.array(shown)) }
            object.append(key, .array(shown))
            return ToolResult(texts: [JSON.object(object).text(.compact)], structured: object)
        }
        try spill.write(lines)
        let beginning = JSON.array(shown).text(.compact)
        return cutResult(
            beginning, spill.finish(isReadable: true), isComplete: !spill.isFull,
            what: "\(shown.count) of \(spill.isFull ? "more than " : "")\(count) rows")
    }
}

/// A file that takes what is too large.
private struct Spill {
    static let pieceSize = 256 * 1024
    private let store: ResultStore
    private let id: String
    private let path: String
    private let file: FileDescriptor
    private let limit: Int
    private(set) var size = 0

    init(_ store: ResultStore, ending: String, limit: Int) throws(LocalError) {
        self.store = store
        self.limit = limit
        (id, path, file) = try store.makeFile(ending: ending)
    }

    /// Whether nothing more is taken.
    var isFull: Bool { size >= limit }

    mutating func write(_ bytes: [UInt8]) throws(LocalError) {
        do {
            try file.writeAll(bytes)
        } catch {
            throw LocalError(path, LocalFile.reason(error))
        }
        size += bytes.count
    }

    /// Closes the file, and notes the result.
    func finish(isReadable: Bool) -> ResultStore.Item {
        try? file.close()
        let item = ResultStore.Item(id: id, path: path, isReadable: isReadable, size: size)
        store.keep(item)
        return item
    }
}

extension Records {
    /// The rows as JSON values.
    fileprivate var objects: AsyncMapSequence<Records, JSON> { map { JSON.object($0) } }
}

import OIntCore
import OIntRunning

/// A result broke off after a part of it was shown: nothing else may follow it on the output.
struct PartialResult: Error {
    let cause: any Error
}

/// Puts what a method answers where it belongs, in the form that was asked for.
struct ResultWriter: OutputConsumer {
    let console: Console
    let settings: CallSettings
    let payload: [String]
    /// The status and headers of the answer, where the result is to be wrapped in them.
    let answerHead: JSONObject?
    /// Whether the result holds a secret.
    private let watch: SecretWatch

    /// Creates a writer.
    /// - Parameters:
    ///   - console: What is seen of the process.
    ///   - settings: Where the result belongs, and in which form.
    ///   - payload: Where the rows are in an answer.
    ///   - answerHead: The status and headers of the answer, where the result is to be wrapped in them.
    ///   - secrets: What the call was told and must not be shown.
    init(
        console: Console, settings: CallSettings, payload: [String] = [], answerHead: JSONObject? = nil,
        secrets: [Secret] = []
    ) {
        self.console = console
        self.settings = settings
        self.payload = payload
        self.answerHead = answerHead
        watch = SecretWatch(secrets)
    }

    private var format: OutputFormat { settings.format ?? .json }

    /// Where results go; the cells of a table are safe for a terminal by themselves, and what is around them is styled.
    private var sink: any OutputSink { format == .table ? console.output.sink : console.results }

    private var layout: TableLayout {
        guard settings.destination == .output else { return TableLayout() }
        return TableLayout(width: console.width, isStyled: console.isColored(console.output))
    }

    /// Writes a result.
    /// - Throws: `LocalError` when it can't be written; what a result that is still to come throws.
    func write(_ output: Output) async throws {
        var writer = self
        try await output.consumed(by: &writer)
    }

    func consumeNothing() throws { try put(rendered([:])) }

    func consume(_ value: JSON) throws { try put(rendered(value)) }

    func consume(text: String) throws { try put(text: text) }

    func consume(_ stream: ByteStream) async throws { try await putBytes(of: stream) }

    func consume(_ pages: Pages) async throws { try await put { try await stream(pages, to: $0) } }

    func consume(_ page: Pages.Page) throws {
        // The rows are known, and need not be looked for in the reply.
        let isRowByRow = [.ndjson, .csv, .table].contains(format) && answerHead == nil
        try put(isRowByRow ? rendered(.array(page.rows), payload: []) : rendered(page.reply))
        guard page.hasMore else { return }
        let shown = "\(page.rows.count)" + (page.total.map { " of \($0)" } ?? "") + " rows"
        console.say("oint: \(shown), and there are more: --all gives the rest")
    }

    func consume(_ records: Records) async throws { try await put { try await stream(records, to: $0) } }

    func consume(_ events: Events) async throws { try await put { try await stream(events, to: $0) } }

    /// Closes the object: a command keeps nothing.
    func consume(_ object: KeptObject) async throws {
        await object.close()
        try put(rendered(KeptObject.closedAnswer))
        console.say(
            "oint: \(object.kind) was opened, and closed again with the command; it stays open in \(MethodScope.sessions)"
        )
    }

    private func rendered(_ value: JSON) -> [UInt8] { rendered(value, payload: payload) }

    private func rendered(_ value: JSON, payload: [String]) -> [UInt8] {
        var value = value
        watch.look(at: value)
        if let answerHead {
            value = ["status": answerHead["status"] ?? .null, "body": value, "headers": answerHead["headers"] ?? .null]
        }
        let rendered = format.render(value, payload: answerHead == nil ? payload : ["body"] + payload, layout: layout)
        warn(rendered.warnings)
        return rendered.bytes
    }

    private func put(text: String) throws {
        let isPlain = settings.format == nil && answerHead == nil
        if let value = try? JSON(parsing: Array(text.utf8)) { watch.look(at: value) }
        try put(isPlain ? Array(text.utf8) : rendered(.string(text)), lineEnd: isPlain)
    }

    /// Puts the next bytes into a file.
    private func add(_ bytes: UnsafeRawBufferPointer, to file: ResultFile) throws(LocalError) {
        watch.look(at: bytes)
        try file.write(bytes)
    }

    /// Gives a file its name; one that holds a secret is for its owner alone.
    private func finish(_ file: ResultFile) throws(LocalError) { try file.finish(holdsSecret: watch.hasFound) }

    private func put(_ bytes: [UInt8], lineEnd: Bool = false) throws {
        switch settings.destination {
        case .output:
            try (bytes + (lineEnd ? [UInt8(ascii: "\n")] : [])).withUnsafeBytes { try sink.write($0) }
        case .spelled(let spelling):
            try console.print(Speller(spelling).all(bytes))
        case .file(let file):
            try bytes.withUnsafeBytes { try add($0, to: file) }
            try finish(file)
            tellWritten(bytes.count, file.path)
        }
    }

    private func putBytes(of stream: ByteStream) async throws {
        switch settings.destination {
        case .output:
            guard !console.output.isTerminal else {
                throw UsageError(
                    "the result is binary, and would spoil the terminal: add --out PATH, or --out _base64_")
            }
            for try await chunk in stream { try chunk.withBytes { try console.output.sink.write($0) } }
        case .spelled(let spelling):
            var speller = Speller(spelling)
            for try await chunk in stream { try console.print(speller.next(chunk.withBytes { Array($0) })) }
            try console.print(speller.end())
        case .file(let file):
            var progress = Progress(console: console, total: stream.length)
            defer { progress.end() }
            var count = 0
            for try await chunk in stream {
                try Task.checkCancellation()
                try chunk.withBytes { try add($0, to: file) }
                count += chunk.byteCount
                progress.show(bytes: count)
            }
            progress.end()
            try finish(file)
            tellWritten(count, file.path)
        }
    }

    /// Takes bytes of a text that grows row by row.
    private typealias Sink = (UnsafeRawBufferPointer) throws -> Void

    private func put(_ stream: (@escaping Sink) async throws -> Void) async throws {
        switch settings.destination {
        case .output:
            var isPartial = false
            do {
                try await stream { bytes in
                    isPartial = isPartial || !bytes.isEmpty
                    try sink.write(bytes)
                }
            } catch  where isPartial {
                throw PartialResult(cause: error)
            }
        case .spelled(let spelling):
            var bytes: [UInt8] = []
            try await stream { bytes.append(contentsOf: $0) }
            try console.print(Speller(spelling).all(bytes))
        case .file(let file):
            var count = 0
            try await stream { bytes in
                try add(bytes, to: file)
                count += bytes.count
            }
            try finish(file)
            tellWritten(count, file.path)
        }
    }

    private func stream(_ pages: Pages, to sink: @escaping Sink) async throws {
        var printer = RowPrinter(format.makeRowWriter(layout: layout), console, sink)
        defer { printer.progress.end() }
        try await pages.forEachPage { page in
            look(at: page.rows)
            try printer.print(page.rows.count) { $0.append(page.rows, to: &$1) }
        }
        try printer.finish()
        warn(printer.writer.warnings)
    }

    private func stream(_ records: Records, to sink: @escaping Sink) async throws {
        watch.look(atColumns: records.columns)
        var printer = RowPrinter(format.makeRecordWriter(columns: records.columns, layout: layout), console, sink)
        defer { printer.progress.end() }
        try await records.forEachBatch { batch in
            try printer.print(batch.rowCount) { $0.append(batch, to: &$1) }
        }
        try printer.finish()
        warn(printer.writer.warnings)
    }

    /// Writes events as they happen.
    ///
    /// What was written is acknowledged, and so it is kept whatever ends the stream: the text is closed, and a file gets its
    /// name.
    private func stream(_ events: Events, to sink: @escaping Sink) async throws {
        var printer = RowPrinter(format.makeRowWriter(layout: layout), console, sink)
        defer { printer.progress.end() }
        do {
            try await events.forEach { event in
                look(at: [event])
                try printer.print(1) { $0.append([event], to: &$1) }
            }
        } catch {
            guard !(error is BrokenPipe), printer.hasPrinted else { throw error }
            try printer.finish()
            if case .file(let file) = settings.destination { try finish(file) }
            throw error
        }
        try printer.finish()
        warn(printer.writer.warnings)
    }

    /// Looks for secrets in rows that go into a file.
    private func look(at rows: [JSON]) {
        guard case .file = settings.destination else { return }
        for row in rows { watch.look(at: row) }
    }

    private func warn(_ warnings: [String]) {
        for warning in warnings { console.say("oint: \(warning)") }
    }

    private func tellWritten(_ count: Int, _ path: String) {
        guard console.errors.isTerminal else { return }
        console.say("\(Progress.size(count)) written to \(path)")
    }
}

/// Hands on the text of rows as they come, and tells how many they were.
private struct RowPrinter {
    var writer: any RowWriter
    var progress: Progress
    private let sink: (UnsafeRawBufferPointer) throws -> Void
    private var bytes: [UInt8] = []
    private var count = 0

    /// Whether there were any rows.
    var hasPrinted: Bool { count > 0 }

    init(_ writer: any RowWriter, _ console: Console, _ sink: @escaping (UnsafeRawBufferPointer) throws -> Void) {
        self.writer = writer
        self.sink = sink
        progress = Progress(console: console, total: nil)
    }

    mutating func print(_ rows: Int, _ append: (inout any RowWriter, inout [UInt8]) -> Void) throws {
        append(&writer, &bytes)
        try flush()
        count += rows
        progress.show(rows: count)
    }

    mutating func finish() throws {
        writer.finish(to: &bytes)
        try flush()
        progress.end()
    }

    private mutating func flush() throws {
        try bytes.withUnsafeBytes(sink)
        bytes.removeAll(keepingCapacity: true)
    }
}

import OIntCore

/// A result broke off after a part of it was shown: nothing else may follow it on the output.
struct PartialResult: Error {
    let cause: any Error
}

/// Puts what a method answers where it belongs, in the form that was asked for.
struct ResultWriter {
    let console: Console
    let settings: CallSettings
    let payload: [String]
    /// The status and headers of the answer, where the result is to be wrapped in them.
    let answerHead: JSONObject?

    private var format: OutputFormat { settings.format ?? .json }

    private var layout: TableLayout {
        guard settings.destination == .output else { return TableLayout() }
        return TableLayout(width: console.width, isStyled: console.isColored(console.output))
    }

    /// Writes a result.
    /// - Throws: `LocalError` when it can't be written; what a result that is still to come throws.
    func write(_ output: Output) async throws {
        switch output {
        case .none: try put(rendered([:]))
        case .json(let value): try put(rendered(value))
        case .text(let text): try put(text: text)
        case .bytes(let stream): try await put(stream)
        case .rows(let pages): try await put(pages)
        }
    }

    private func rendered(_ value: JSON) -> [UInt8] {
        var value = value
        if let answerHead {
            value = ["status": answerHead["status"] ?? .null, "body": value, "headers": answerHead["headers"] ?? .null]
        }
        let rendered = format.render(value, payload: answerHead == nil ? payload : ["body"] + payload, layout: layout)
        warn(rendered.warnings)
        return rendered.bytes
    }

    private func put(text: String) throws {
        let isPlain = settings.format == nil && answerHead == nil
        try put(isPlain ? Array(text.utf8) : rendered(.string(text)), lineEnd: isPlain)
    }

    private func put(_ bytes: [UInt8], lineEnd: Bool = false) throws {
        switch settings.destination {
        case .output:
            try console.print(bytes + (lineEnd ? [UInt8(ascii: "\n")] : []))
        case .spelled(let spelling):
            try console.print(Speller(spelling).all(bytes))
        case .file(let file):
            try bytes.withUnsafeBytes { try file.write($0) }
            try file.finish()
            tellWritten(bytes.count, file.path)
        }
    }

    private func put(_ stream: ByteStream) async throws {
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
                try chunk.withBytes { try file.write($0) }
                count += chunk.byteCount
                progress.show(bytes: count)
            }
            progress.end()
            try file.finish()
            tellWritten(count, file.path)
        }
    }

    private func put(_ pages: Pages) async throws {
        switch settings.destination {
        case .output:
            var isPartial = false
            do {
                try await stream(pages) { bytes in
                    isPartial = isPartial || !bytes.isEmpty
                    try console.output.sink.write(bytes)
                }
            } catch  where isPartial {
                throw PartialResult(cause: error)
            }
        case .spelled(let spelling):
            var bytes: [UInt8] = []
            try await stream(pages) { bytes.append(contentsOf: $0) }
            try console.print(Speller(spelling).all(bytes))
        case .file(let file):
            var count = 0
            try await stream(pages) { bytes in
                try file.write(bytes)
                count += bytes.count
            }
            try file.finish()
            tellWritten(count, file.path)
        }
    }

    private func stream(_ pages: Pages, to sink: (UnsafeRawBufferPointer) throws -> Void) async throws {
        var writer = format.makeRowWriter(layout: layout)
        var progress = Progress(console: console, total: nil)
        defer { progress.end() }
        var bytes: [UInt8] = []
        var count = 0
        func flush() throws {
            try bytes.withUnsafeBytes(sink)
            bytes.removeAll(keepingCapacity: true)
        }
        try await pages.forEachPage { page in
            writer.append(page.rows, to: &bytes)
            try flush()
            count += page.rows.count
            progress.show(rows: count)
        }
        writer.finish(to: &bytes)
        try flush()
        progress.end()
        warn(writer.warnings)
    }

    private func warn(_ warnings: [String]) {
        for warning in warnings { console.say("oint: \(warning)") }
    }

    private func tellWritten(_ count: Int, _ path: String) {
        guard console.errors.isTerminal else { return }
        console.say("\(Progress.size(count)) written to \(path)")
    }
}

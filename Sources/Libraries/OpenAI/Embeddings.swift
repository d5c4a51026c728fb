import OIntCore
import OIntHTTP

/// Embeddings of any number of texts.
struct Embeddings: Sendable {
    /// How many texts a request may have.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/embeddings/create
    static let largestRequest = 2048

    private let client: OpenAI
    private let model: String
    private let options: JSONObject

    /// Creates a way to compute embeddings.
    /// - Parameters:
    ///   - client: The client.
    ///   - model: Name of the model.
    ///   - options: Further fields of the requests.
    init(_ client: OpenAI, _ model: String, _ options: JSONObject) {
        self.client = client
        self.model = model
        self.options = options
    }

    /// All embeddings in the form of one answer.
    /// - Parameter texts: The texts.
    /// - Returns: The answer of the server; of several, one with all embeddings and the sum of what was used.
    func all(of texts: [String]) async throws -> JSON {
        guard texts.count > Self.largestRequest else { return try await some(of: texts, from: 0) }
        var place = 0
        let replies = try await client.service.inParts(texts, of: Self.largestRequest, "texts") { part in
            defer { place += part.count }
            return try await some(of: Array(part), from: place)
        }
        var used: [(key: String, sum: Int)] = []
        for member in replies.flatMap({ $0["usage"]?.object ?? [:] }) {
            guard let count = member.value.int else { continue }
            if let index = used.firstIndex(where: { $0.key == member.key }) {
                used[index].sum += count
            } else {
                used.append((member.key, count))
            }
        }
        var answer = replies.first?.object ?? [:]
        let rows = replies.flatMap { $0["data"]?.array ?? [] }
        answer["data"] = .array(rows)
        if !used.isEmpty { answer["usage"] = .object(JSONObject(used.map { ($0.key, JSON($0.sum)) })) }
        return .object(answer)
    }

    /// The embeddings of as many texts as a request may have.
    /// - Parameters:
    ///   - texts: The texts.
    ///   - start: How many texts lie before them.
    /// - Returns: The answer, its embeddings as numbers and in the order of the texts.
    func some(of texts: [String], from start: Int = 0) async throws -> JSON {
        var fields: Fields = ["model": model, "input": texts]
        fields.override(with: options)
        let (json, reply) = try await client.answer(.post("embeddings", body: .json(fields)))
        guard var rows = json["data"]?.array, rows.count == texts.count else {
            let count = json["data"]?.array?.count ?? 0
            throw client.service.refusal(
                Judgement(message: "the answer holds \(count) embeddings of \(texts.count) texts"), in: reply)
        }
        if rows.allSatisfy({ $0["index"]?.int != nil }) {
            rows.sort { ($0["index"]?.int ?? 0) < ($1["index"]?.int ?? 0) }
        }
        let keepsBase64 = options["encoding_format"]?.string == "base64"
        rows = rows.enumerated().map { index, row in
            guard var object = row.object else { return row }
            if object["index"] != nil { object["index"] = JSON(start + index) }
            if !keepsBase64, let text = object["embedding"]?.string, let numbers = Self.numbers(text) {
                object["embedding"] = .array(numbers)
            }
            return .object(object)
        }
        var object = json.object ?? [:]
        object["data"] = .array(rows)
        return .object(object)
    }

    /// A number by the shortest text that reads back as the same 32 bits.
    private static func number(_ value: Float) -> JSON {
        let text = value.description
        return JSONNumber(text.hasSuffix(".0") ? String(text.dropLast(2)) : text).map { .number($0) } ?? .null
    }

    /// The numbers in a base64 text: 32-bit floating-point numbers, the lowest byte first.
    private static func numbers(_ text: String) -> [JSON]? {
        guard let bytes = Base64.decoded(text), bytes.count % 4 == 0 else { return nil }
        return stride(from: 0, to: bytes.count, by: 4).map { place in
            let bits = (0..<4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[place + $1]) }
            return Self.number(Float(bitPattern: bits))
        }
    }
}

/// The embeddings of the lines of a file, as they come.
final class EmbeddedLines: EventSource, @unchecked Sendable {
    /// How much a request holds: well below what the server takes, 300,000 tokens in all.
    private static let largestRequest = (lines: 256, bytes: 400_000)

    private let embeddings: Embeddings
    private let name: String
    private var lines: StreamLines.AsyncIterator
    private var number = 0
    private var waiting: (number: Int, text: String)?
    private var ready: ArraySlice<JSON> = []

    /// Opens a file.
    /// - Parameters:
    ///   - file: The file.
    ///   - embeddings: What computes the embeddings.
    init(_ file: FileInput, _ embeddings: Embeddings) throws {
        self.embeddings = embeddings
        name = file.name ?? "the input"
        lines = StreamLines(try embeddings.bytes(of: file), source: name).makeAsyncIterator()
    }

    func next() async throws -> JSON? {
        if ready.isEmpty { ready = try await more()[...] }
        return ready.popFirst()
    }

    /// The embeddings of the next lines.
    private func more() async throws -> [JSON] {
        var some: [(number: Int, text: String)] = []
        var size = 0
        while let line = try await nextLine() {
            guard some.isEmpty || size + line.text.utf8.count <= Self.largestRequest.bytes else {
                waiting = line
                break
            }
            some.append(line)
            size += line.text.utf8.count
            if some.count == Self.largestRequest.lines { break }
        }
        guard let first = some.first, let last = some.last else { return [] }
        do {
            let rows = try await embeddings.some(of: some.map(\.text))["data"]?.array ?? []
            return zip(some, rows).map { line, row in
                ["line": JSON(line.number), "text": .string(line.text), "embedding": row["embedding"] ?? .null]
            }
        } catch let refusal as ServiceError {
            // The whole request is refused for one of its lines.
            throw ServiceError(
                service: refusal.service, status: refusal.status, headers: refusal.headers, code: refusal.code,
                message: "lines \(first.number) to \(last.number) of \(name): \(refusal.message ?? "refused")",
                remedy: refusal.remedy, reply: refusal.reply)
        }
    }

    private func nextLine() async throws -> (number: Int, text: String)? {
        if let line = waiting {
            waiting = nil
            return line
        }
        while let bytes = try await lines.next() {
            number += 1
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw LocalError(name, "line \(number) is not UTF-8")
            }
            if !text.trimmed.isEmpty { return (number, text) }
        }
        return nil
    }
}

extension Embeddings {
    /// The content of a file, as it comes.
    fileprivate func bytes(of file: FileInput) throws(LocalError) -> ByteStream {
        try client.service.http.bytes(of: .file(file, type: nil))
    }
}

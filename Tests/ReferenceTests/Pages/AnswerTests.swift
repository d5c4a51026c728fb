import OIntCore
import OIntReference
import OIntRegistry
import Testing

@Suite("Answers that the reference shows")
struct AnswerTests {
    private static let methods = Registry.libraries.flatMap { library in
        library.groups.flatMap(\.methods).map { (name: "\(library.name).\($0.name)", method: $0) }
    }

    @Test("every method shows an answer, but those that answer with the bytes of a file")
    func all() {
        let silent = Self.methods.filter { $0.method.answer == nil && !$0.method.signature.hasSuffix("-> ByteStream") }
        #expect(silent.map(\.name) == [])
        let files = Self.methods.filter { $0.method.answer != nil && $0.method.signature.hasSuffix("-> ByteStream") }
        #expect(files.map(\.name) == [])
    }

    /// Whether a text is shown, whole or with … for parts of it.
    private static func shows(_ shown: String, _ text: String) -> Bool {
        let pieces = shown.split(separator: "…", omittingEmptySubsequences: false)
        guard pieces.count > 1 else { return shown == text }
        var rest = text[...]
        for piece in pieces {
            guard let place = rest.firstRange(of: piece) else { return piece.isEmpty }
            rest = rest[place.upperBound...]
        }
        return text.hasPrefix(pieces[0])
    }

    @Test("every answer in JSON is JSON")
    func json() {
        for (name, method) in Self.methods {
            guard case .json(let text)? = method.answer else { continue }
            #expect(throws: Never.self, "\(name)") { try JSON(parsing: text) }
        }
    }

    @Test("an answer that the call above it really gives has all members that are shown")
    func real() async throws {
        let samples = Dictionary(uniqueKeysWithValues: Self.methods.map { ($0.name, $0.method.answer) })
        for library in await Book.whole.libraries {
            for method in library.groups.flatMap(\.methods) {
                let name = "\(library.name).\(method.name)"
                guard case .answer(let text) = method.preview, let sample = samples[name] ?? nil else { continue }
                switch sample {
                case .text(let shown): #expect(Self.shows(shown, text), "\(name): \(text)")
                case .json:
                    let real = try JSON(parsing: text)
                    // A long answer is cut to what tells most.
                    let unknown = Set(sample.value.object?.keys ?? []).subtracting(real.object?.keys ?? [])
                    #expect(unknown == [], "\(name)")
                }
            }
        }
    }

    private static func method(_ name: String, _ answer: SampleAnswer?, _ output: Output? = nil) -> MethodDescriptor {
        MethodDescriptor(
            name: name, russianName: nil, summary: "Does it.", answer: answer, effect: .writes, client: [],
            parameters: []
        ) { _ in
            guard let output else { throw Preview(["sent": true]) }
            return output
        }
    }

    @Test("the answer stands behind the request, with a member a line")
    func pages() async throws {
        let book = await Book.of([
            Self.method("Do", .json(#"{"id": 42, "tags": ["a<b"]}"#)), Self.method("Say", .text("It's done.")),
        ])
        let markdown = try #require(MarkdownPages.render(book).first { $0.name == "things.md" }).text
        let block = """
            ```json
            {
              "sent": true
            }
            ```

            The answer looks like this:

            ```json
            {
              "id": 42,
              "tags": [
                "a<b"
              ]
            }
            ```
            """
        #expect(markdown.contains(block))
        #expect(markdown.contains("The answer looks like this:\n\n```\nIt's done.\n```"))
        let site = try #require(SitePages.render(book).first { $0.name == "things.html" }).text
        let request = try #require(site.firstRange(of: "sent&quot;: true"))
        let answer = try #require(site.firstRange(of: "What it answers"))
        #expect(request.upperBound < answer.lowerBound)
        #expect(site[answer.upperBound...].contains("&quot;id&quot;: 42,\n"))
        #expect(site.contains("a&lt;b") && site.contains("It&#39;s done."))
    }

    @Test("what the call really prints is shown instead, where nobody else is needed for it")
    func printed() async throws {
        let book = await Book.of([
            Self.method("Do", .json(#"{"id": 42}"#), .json(["id": 7])),
            Self.method("Fetch", nil, .bytes(ByteStream(Array("Hello".utf8)))),
            Self.method("Draw", nil, .bytes(ByteStream([0xFF, 0xD8]))),
            Self.method("Flood", nil, .bytes(ByteStream([UInt8](repeating: 0x41, count: 5000)))),
        ])
        let markdown = try #require(MarkdownPages.render(book).first { $0.name == "things.md" }).text
        #expect(markdown.contains("\"id\": 7"))
        #expect(markdown.contains("The call above prints:\n\n```\nHello\n```"))
        #expect(!markdown.contains("42") && !markdown.contains("The answer looks like this"))
        #expect(!markdown.contains("AAAA"))
        #expect(markdown.matches(of: /The call above prints/).count == 2)
    }
}

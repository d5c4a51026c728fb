import LoopbackServer
import OIntCore
import OIntHTTP
import OIntRunning
import Synchronization

@testable import OIntBatch

/// A library whose methods only note that they were called.
final class Workshop: Sendable {
    private let made = Mutex<[String]>([])
    /// Holds every call until it is opened; nil lets them through.
    let gate: Gate?
    private let running = Mutex((now: 0, most: 0))

    /// Creates a library.
    init(gate: Gate? = nil) { self.gate = gate }

    /// What calls of Unreached fail with, by their text.
    let failures = Mutex<[String: ConnectionError]>([:])

    private func fail(_ text: String) throws {
        if let error = failures.withLock({ $0[text] }) { throw error }
    }

    /// The texts of the calls that were made, in the order in which they began.
    var calls: [String] { made.withLock { $0 } }

    /// How many calls were made at the same time at most.
    var mostAtOnce: Int { running.withLock { $0.most } }

    /// The library.
    var library: LibraryDescriptor {
        LibraryDescriptor(name: "shop", title: "Shop", summary: "Notes what it is told.") { [self] in
            [
                GroupDescriptor(
                    title: "Work",
                    methods: [
                        method("Write", ru: "Записать", .writes), method("Read", ru: "Прочесть", .reads),
                        MethodDescriptor(
                            name: "Tell", russianName: nil, summary: "Tells what it was given.", effect: .reads,
                            client: [],
                            parameters: [
                                .optional("fields", JSONObject.self, "An object."),
                                .optional("any", JSON.self, "Any JSON."),
                                .optional("many", [String].self, "Texts."),
                                .optional("values", [JSON].self, "Any JSON values."),
                                .optional("count", Int.self, "A number."),
                            ]
                        ) { invocation in
                            .json(
                                .object(
                                    JSONObject(
                                        invocation.options.sorted { $0.key < $1.key }.map { option in
                                            (option.key, .array(option.value.map { .string($0.text) }))
                                        })))
                        },
                        method("Unreached", ru: "Недоступно", .writes) { text in
                            try self.fail(text)
                            return .string(text)
                        },
                        method("Refuse", ru: "Отказать", .writes) { text in
                            throw ServiceError(
                                service: "Shop", status: 409, code: "TAKEN", message: "\(text) is taken",
                                reply: .json(["error": "TAKEN"]))
                        },
                    ])
            ]
        }
    }

    /// What calls it.
    var caller: Caller { Caller(libraries: [library], http: .shared) }

    private func method(
        _ name: String, ru: String, _ effect: Effect,
        _ answer: @escaping @Sendable (String) throws -> JSON = { .string($0) }
    ) -> MethodDescriptor {
        MethodDescriptor(
            name: name, russianName: ru, summary: "\(name).", effect: effect, client: [],
            parameters: [
                .required("text", String.self, "Text."), .optional("many", [String].self, "Texts."),
                .optional("key", Secret.self, "Key."),
            ]
        ) { [self] invocation in
            var decoder = OptionDecoder(invocation)
            let text = decoder.required("text", String.self)
            let many = decoder.defaulted("many", [String].self, [])
            let key = decoder.optional("key", Secret.self)
            try decoder.finish()
            let value = try text() + (many().isEmpty ? "" : "+" + many().joined(separator: "+"))
            let secret = try key()?.exposed
            made.withLock { $0.append(value) }
            running.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            defer { running.withLock { $0.now -= 1 } }
            try await gate?.pass()
            return .json(try answer(secret ?? value))
        }
    }
}

/// What a batch gives in a test.
struct Made {
    var summary = BatchSummary()
    var error: (any Error)?
    var lines: [JSON] = []

    /// The ids of the results, in their order.
    var ids: [Int] { lines.compactMap { $0["id"]?.int } }

    /// The exit codes of the results by id.
    var exits: [Int: Int] {
        Dictionary(lines.compactMap { line in line["id"]?.int.map { ($0, line["exit"]?.int ?? -1) } }) { $1 }
    }

    /// The result of an id.
    subscript(id: Int) -> JSON? { lines.first { $0["id"]?.int == id } }
}

/// Results that are kept in memory.
final class Results: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    var output: BatchOutput {
        BatchOutput { new in
            let copy = Array(new)
            self.bytes.withLock { $0 += copy }
        }
    }

    var lines: [JSON] {
        bytes.withLock { $0 }.split(separator: .lineFeed).compactMap { try? JSON(parsing: Array($0)) }
    }
}

extension Workshop {
    /// Makes a batch of a file's calls.
    func make(
        _ input: String, _ change: (inout BatchSettings) -> Void = { _ in }
    ) async throws -> Made {
        var settings = BatchSettings()
        settings.concurrency = 3
        change(&settings)
        let results = Results()
        var made = Made()
        do {
            let batch = try await Batch(
                input: input, settings: settings, caller: caller, output: { _ in results.output })
            made.summary = try await batch.run()
        } catch {
            made.error = error
        }
        made.lines = results.lines
        return made
    }
}

/// The line of a call, with its number as id and text.
func line(_ number: Int, _ method: String = "Write") -> String {
    #"{"id":\#(number),"library":"shop","method":"\#(method)","options":{"text":"t\#(number)"}}"# + "\n"
}

/// Lines of calls, one after the other.
func lines(_ numbers: ClosedRange<Int>, _ method: String = "Write") -> String {
    numbers.map { line($0, method) }.joined()
}

import OIntConfiguration
import OIntCore
import OIntHTTP
import OIntSQL

@testable import OIntCLI
@testable import OIntMCP

/// One of the project's parsers of texts that others write: whatever the bytes are, it gives a value or throws.
///
/// A target traps where something that must hold does not.
struct FuzzTarget: Sendable {
    /// The name on the command line.
    let name: String
    /// Gives bytes to the parser.
    let run: @Sendable ([UInt8]) -> Void

    /// All targets.
    static let all: [FuzzTarget] = [
        FuzzTarget(name: "json", run: json), FuzzTarget(name: "toml", run: toml), FuzzTarget(name: "csv", run: csv),
        FuzzTarget(name: "argv", run: argv), FuzzTarget(name: "mcp", run: mcp), FuzzTarget(name: "http", run: http),
        FuzzTarget(name: "sql", run: sql), FuzzTarget(name: "text", run: text),
    ]

    /// What is written can be read again, and is the same.
    @Sendable private static func json(_ bytes: [UInt8]) {
        _ = try? JSON(
            parsing: String(decoding: bytes, as: UTF8.self), options: JSONParsingOptions(allowsSingleQuotes: true))
        guard let value = try? JSON(parsing: bytes) else { return }
        for style in [JSONStyle.compact, .pretty] {
            precondition((try? JSON(parsing: value.text(style))) == value, "JSON changes on its way")
        }
        _ = Rows.find(in: value, payload: ["result"])
        for format in OutputFormat.allCases { _ = format.render(value) }
    }

    /// A change touches nothing but its key.
    @Sendable private static func toml(_ bytes: [UInt8]) {
        guard let document = try? TOMLDocument(bytes: bytes, name: "fuzz.toml") else { return }
        precondition(document.bytes == bytes, "TOML changes by being read")
        guard let changed = try? document.setting(.string("x\"\n"), at: ["fuzz", "key"]) else { return }
        precondition(changed.value(at: ["fuzz", "key"]) == .string("x\"\n"), "A key is not set")
        for entry in document.table.entries where entry.key != "fuzz" {
            precondition(
                "\(changed.value(at: [entry.key]) as Any)" == "\(entry.value as Any?)", "Another key is changed")
        }
        _ = try? changed.removing(["fuzz", "key"])
    }

    /// Records are the same in whatever pieces they come.
    @Sendable private static func csv(_ bytes: [UInt8]) {
        func records(_ pieces: [[UInt8]]) -> [[UInt8]]? {
            var splitter = CSVSplitter(CSVFormat(separator: UInt8(ascii: ",")), limit: 1 << 16)
            var records: [[UInt8]] = []
            do {
                for piece in pieces {
                    splitter.append(piece)
                    while let record = try splitter.next() { records.append(record.bytes) }
                }
                splitter.end()
                while let record = try splitter.next() { records.append(record.bytes) }
            } catch {
                return nil
            }
            return records
        }
        let cut = bytes.count / 2
        precondition(
            records([bytes]) == records([Array(bytes[..<cut]), Array(bytes[cut...])]), "Pieces make other records")
    }

    /// The words of a command line, separated by zeros.
    @Sendable private static func argv(_ bytes: [UInt8]) {
        let words = bytes.split(separator: 0, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        let parsed = ArgumentParser.parse(words, for: Self.table, console: Self.console)
        for (name, inputs) in parsed.options {
            guard let parameter = table.parameter(named: name) else { preconditionFailure("An option of no method") }
            _ = try? parameter.secrets(in: inputs)
        }
        _ = Redactor.credentials(in: words.joined(separator: " "))
    }

    private struct NoSink: OutputSink {
        func write(_ bytes: UnsafeRawBufferPointer) {}
    }

    private static let console = Console(
        output: Console.Stream(sink: NoSink(), isTerminal: false),
        errors: Console.Stream(sink: NoSink(), isTerminal: false), environment: ["A": "b"], width: nil,
        readInput: { [] })

    private static let table = OptionTable(
        MethodDescriptor(
            name: "Fuzz", russianName: nil, summary: "Takes anything.", effect: .reads, client: [],
            parameters: [
                .required("text", String.self, "A text."), .optional("number", JSONNumber.self, "A number."),
                .optional("flag", Bool.self, "A switch."), .optional("list", [String].self, "Texts."),
                .optional("object", JSONObject.self, "An object."), .optional("date", DateTime.self, "A date."),
                .optional("id", ID.self, "An id."),
                .optional("filter", [SQLFilter].self, "Conditions."), .optional("token", Secret.self, "A secret."),
            ]
        ) { _ in .none })

    /// A message of an agent.
    @Sendable private static func mcp(_ bytes: [UInt8]) {
        guard let value = try? JSON(parsing: bytes) else { return }
        _ = try? IncomingMessage(value)
    }

    /// Texts that become part of a statement.
    @Sendable private static func sql(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        for dialect in [SQLDialect.postgreSQL, .sqlite, .mySQL, .sqlServer, .clickHouse] {
            for place in [SQLFragment.Place.columnType, .expression] {
                _ = try? SQLFragment(text, at: place, in: dialect)
            }
            guard let script = try? SQLScript(text, dialect.lexis, readsRows: true) else { continue }
            var end = 0
            for statement in script.statements {
                precondition(statement.range.lowerBound >= end && !statement.range.isEmpty, "Statements overlap")
                end = statement.rows?.upperBound ?? statement.range.upperBound
                precondition(end <= script.bytes.count && statement.line >= 1, "A statement is outside its script")
            }
        }
    }

    /// Texts of any kind, as they are shown and compared.
    @Sendable private static func text(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let shown = text.terminalLines
        precondition(
            shown.unicodeScalars.allSatisfy {
                ($0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)) || "\n\t".unicodeScalars.contains($0)
            },
            "A control character reaches the terminal")
        let masked = Redactor.withoutCredentials(text)
        precondition(Redactor.credentials(in: text).isEmpty || masked.contains(Secret.mask), "A secret is shown")
        _ = Quote.short(text)
        _ = Destination(address: text)
        _ = Address(text)
        _ = Base64.decoded(text)
        _ = PercentEncoding.decoded(text)
        _ = try? DateTime(option: [OptionInput(text)])
    }
}

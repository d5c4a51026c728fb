import OIntCore

/// Values and keys as TOML, on one line.
enum TOMLWriter {
    /// The value as it stands behind a key.
    /// - Parameter value: The value.
    static func text(_ value: TOMLValue) -> String {
        switch value {
        case .string(let text): text.doubleQuoted
        case .integer(let number): String(number)
        case .float(let text), .dateTime(let text): text
        case .boolean(let value): value ? "true" : "false"
        case .array(let elements): "[" + elements.map { text($0) }.joined(separator: ", ") + "]"
        case .table(let table) where table.entries.isEmpty: "{}"
        case .table(let table):
            "{ " + table.entries.map { pair([$0.key], $0.value) }.joined(separator: ", ") + " }"
        }
    }

    /// A key with its value.
    /// - Parameters:
    ///   - path: The key's parts.
    ///   - value: The value.
    static func pair(_ path: some Sequence<String>, _ value: TOMLValue) -> String { "\(key(path)) = \(text(value))" }

    /// A key, with dots between its parts and quotes where they are needed.
    /// - Parameter path: The parts.
    static func key(_ path: some Sequence<String>) -> String {
        path.map { part in
            !part.isEmpty && part.utf8.allSatisfy(isBare) ? part : part.doubleQuoted
        }.joined(separator: ".")
    }

    private static func isBare(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

import OIntCore

/// A value of a TOML document, by https://toml.io/en/v1.0.0.
package enum TOMLValue: Sendable, Hashable {
    /// A text, without its quotes and escapes.
    case string(String)
    /// A whole number.
    case integer(Int64)
    /// A number with a fraction or an exponent: its digits as they are written, without underscores and a leading plus,
    /// so that `1.50` stays `1.50`; also `inf`, `-inf`, `nan`.
    case float(String)
    /// True or false.
    case boolean(Bool)
    /// A date, a time or both, as it is written: `2026-07-28 07:32:00Z`.
    case dateTime(String)
    /// Values in their order.
    case array([TOMLValue])
    /// Keys with their values.
    case table(TOMLTable)
}

/// The keys of a table with their values, in the order of the file.
package struct TOMLTable: Sendable, Hashable {
    /// One key with its value.
    package struct Entry: Sendable, Hashable {
        /// The key, without quotes.
        package let key: String
        /// The value that stands under it.
        package let value: TOMLValue

        /// Creates an entry.
        /// - Parameters:
        ///   - key: The key, without quotes.
        ///   - value: The value that stands under it.
        package init(key: String, value: TOMLValue) {
            self.key = key
            self.value = value
        }
    }

    /// The keys with their values, each key once.
    package var entries: [Entry]

    /// Creates a table.
    /// - Parameter entries: The keys with their values, each key once.
    package init(_ entries: [Entry] = []) { self.entries = entries }

    /// The keys in their order.
    package var keys: [String] { entries.map(\.key) }

    /// The value under a key, or nil; setting nil removes the key.
    /// - Parameter key: The key, without quotes.
    package subscript(key: String) -> TOMLValue? {
        get { entries.first { $0.key == key }?.value }
        set {
            let index = entries.firstIndex { $0.key == key }
            switch (index, newValue) {
            case (let index?, let value?): entries[index] = Entry(key: key, value: value)
            case (let index?, nil): entries.remove(at: index)
            case (nil, let value?): entries.append(Entry(key: key, value: value))
            case (nil, nil): break
            }
        }
    }
}

extension TOMLValue {
    /// The value as a text, or nil when it is something else.
    package var string: String? { if case .string(let text) = self { text } else { nil } }

    /// The value as a table, or nil when it is something else.
    package var table: TOMLTable? { if case .table(let table) = self { table } else { nil } }

    /// The value as a list, or nil when it is something else.
    package var array: [TOMLValue]? { if case .array(let elements) = self { elements } else { nil } }

    /// What stands at the end of a path of keys, or nil when nothing does.
    /// - Parameter path: The keys, outermost first; the value itself where there are none.
    package func value(at path: some Collection<String>) -> TOMLValue? {
        guard let key = path.first else { return self }
        return table?[key]?.value(at: path.dropFirst())
    }

    /// The value as an option would take it: a text as it is, numbers and Booleans as text, arrays and tables as JSON.
    package var optionText: String {
        switch self {
        case .string(let text), .float(let text), .dateTime(let text): text
        case .integer(let number): String(number)
        case .boolean(let value): value ? "true" : "false"
        case .array, .table: json.text(.compact)
        }
    }

    /// The value as JSON: dates as texts, and so are `inf` and `nan`, which JSON lacks.
    package var json: JSON {
        switch self {
        case .string(let text), .dateTime(let text): .string(text)
        case .integer(let number): JSON(number)
        case .float(let text): JSONNumber(text).map { .number($0) } ?? .string(text)
        case .boolean(let value): .bool(value)
        case .array(let elements): .array(elements.map(\.json))
        case .table(let table): .object(JSONObject(table.entries.map { ($0.key, $0.value.json) }))
        }
    }

    /// Whether two values are the same, in whatever order the keys of their tables stand.
    package func isSame(as other: TOMLValue) -> Bool {
        switch (self, other) {
        case (.array(let mine), .array(let theirs)):
            mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.isSame(as: $1) }
        case (.table(let mine), .table(let theirs)):
            mine.entries.count == theirs.entries.count
                && mine.entries.allSatisfy { entry in theirs[entry.key].map { entry.value.isSame(as: $0) } ?? false }
        default: self == other
        }
    }
}

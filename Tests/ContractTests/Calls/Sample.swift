import OIntCore

/// A value of an option: as it is typed, and what it means.
struct Sample: Sendable {
    /// What a value means.
    enum Content: Sendable {
        /// A text, or a number by its digits.
        case text(String)
        /// A flag.
        case flag(Bool)
        /// A day of March 2026, at 10:20:30 three hours ahead of UTC.
        case date(day: Int)
        /// Several texts or numbers.
        case list([String])
        /// A JSON value.
        case json(JSON)
        /// A file.
        case file([UInt8])
    }

    /// The value as it is typed.
    let typed: String
    /// What it means.
    let content: Content

    /// The value as it belongs into a request.
    /// - Parameter format: The form it takes there; nil for the plain one.
    func expected(_ format: SampleFormat?) throws -> Expected {
        switch (content, format) {
        case (.text(let text), nil): .text(text)
        case (.text(let text), .list): .list([.text(text)])
        case (.flag(let flag), .flag): .text(flag ? "Y" : "N")
        case (.flag(let flag), .notflag): .text(flag ? "N" : "Y")
        case (.flag(let flag), .boolean): .exactly(.bool(flag))
        case (.date(let day), .rfc3339): .text("\(Self.day(day))T10:20:30+03:00")
        case (.date(let day), .day): .text(Self.day(day))
        case (.date(let day), .local): .text("\(Self.day(day))T10:20:30")
        case (.date(let day), .utc): .text("\(Self.day(day))T07:20:30Z")
        case (.date(let day), .unix): .text(String(Self.unixTime(day)))
        case (.list(let texts), nil), (.list(let texts), .list): .list(texts.map { .text($0) })
        case (.json(let value), nil): .exactly(value)
        case (.json(let value), .list): value.array == nil ? .list([.exactly(value)]) : .exactly(value)
        case (.json(let value), .pairs): try Self.pairs(value)
        case (.json, .file): .text(try SampleFile.bytes().base64)
        // A template may want the day of a date that stands inside a JSON value.
        case (.json(.string(let text)), .day): .text(String(text.prefix(10)))
        case (.file(let bytes), nil): .text(bytes.base64)
        default: throw FactsError("\(content) can't be sent as \(format?.rawValue ?? "it is")")
        }
    }

    /// The date that is typed for a day.
    static func typedDate(_ day: Int) -> String { "\(Self.day(day))T10:20:30+03:00" }

    private static func day(_ day: Int) -> String { day < 10 ? "2026-03-0\(day)" : "2026-03-\(day)" }

    /// The moment that is typed for a day, counted from midnight UTC of the first of March 2026.
    private static func unixTime(_ day: Int) -> Int { 1_772_323_200 + (day - 1) * 86400 + 7 * 3600 + 20 * 60 + 30 }

    private static func pairs(_ value: JSON) throws -> Expected {
        .list(
            try value.object?.map { .list([.text($0.key), .text(try SampleFile.bytes().base64)]) } ?? [])
    }
}

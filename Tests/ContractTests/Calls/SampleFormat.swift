/// The form that the value of an option takes in a request.
///
/// A template names it behind a bar: `<from|day>`.
enum SampleFormat: String, Sendable {
    /// A flag as the letter Y or N.
    case flag
    /// The opposite of a flag as the letter Y or N.
    case notflag
    /// A flag as true or false.
    case boolean
    /// A date with its clock and zone: 2026-03-05T10:20:30+03:00.
    case rfc3339
    /// A date as its day: 2026-03-05.
    case day
    /// A date with its clock, without its zone: 2026-03-05T10:20:30.
    case local
    /// A date by the clock of UTC: 2026-03-05T07:20:30Z.
    case utc
    /// A date in seconds since the beginning of 1970.
    case unix
    /// A value in a list of its own, unless it is a list.
    case list
    /// Names and files as a list of pairs: a name, and the file's base64.
    case pairs
    /// The file that a JSON value names, wherever in it.
    case file

    init(_ name: String) throws {
        guard let known = SampleFormat(rawValue: name) else { throw FactsError("there is no format \(name)") }
        self = known
    }
}

import OIntCore

/// One line of a journal.
enum JournalRecord: Equatable {
    /// A call that may be sent from now on: its place among the calls of the input, counted from 1, its line, and the
    /// fingerprint of what stands there.
    case started(number: Int, line: Int, fingerprint: String)
    /// A call whose result has been written, how it ended, and whether it is certain that nothing was sent.
    case finished(number: Int, exit: Int32, isUnsent: Bool)
    /// A call that has finished, and may be sent once more from now on.
    case again(number: Int)

    /// The first line of every journal.
    static let head = #"{"journal":"oint batch","version":1}"#

    /// Reads a line.
    /// - Parameter bytes: The line without its end.
    init?(_ bytes: [UInt8]) {
        guard let object = try? JSON(parsing: bytes) else { return nil }
        if let number = object["started"]?.int, let line = object["line"]?.int,
            let fingerprint = object["fingerprint"]?.string
        {
            self = .started(number: number, line: line, fingerprint: fingerprint)
        } else if let number = object["finished"]?.int, let exit = object["exit"]?.int {
            self = .finished(
                number: number, exit: Int32(clamping: exit), isUnsent: object["unsent"]?.bool ?? false)
        } else if let number = object["again"]?.int {
            self = .again(number: number)
        } else {
            return nil
        }
    }

    /// The line, with its end.
    var bytes: [UInt8] {
        switch self {
        case .started(let number, let line, let fingerprint):
            Array(#"{"started":\#(number),"line":\#(line),"fingerprint":"\#(fingerprint)"}"#.utf8) + [.lineFeed]
        case .finished(let number, let exit, let isUnsent):
            Array(#"{"finished":\#(number),"exit":\#(exit)\#(isUnsent ? #","unsent":true"# : "")}"#.utf8) + [.lineFeed]
        case .again(let number): Array(#"{"again":\#(number)}"#.utf8) + [.lineFeed]
        }
    }
}

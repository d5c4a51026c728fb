/// Cuts what arrives in pieces into lines.
package struct LineSplitter {
    /// A line without its end.
    package enum Line: Equatable {
        /// The bytes of a line.
        case whole([UInt8])
        /// A line that is longer than any message may be; its bytes are dropped.
        case tooLong
    }

    private let limit: Int
    private var rest: [UInt8] = []
    private var isDropping = false

    /// Creates a splitter.
    /// - Parameter limit: How many bytes a line may have.
    package init(limit: Int) { self.limit = limit }

    /// Takes a piece.
    /// - Parameter piece: The bytes.
    /// - Returns: The lines that are complete with it; those without anything in them are left out.
    package mutating func add(_ piece: [UInt8]) -> [Line] {
        var lines: [Line] = []
        var remaining = piece[...]
        while let end = remaining.firstIndex(of: UInt8(ascii: "\n")) {
            take(remaining[..<end])
            lines += finish()
            remaining = remaining[(end + 1)...]
        }
        take(remaining)
        return lines
    }

    /// Ends the last line, which may lack its end.
    /// - Returns: The line, if there is one.
    package mutating func finish() -> [Line] {
        defer { (rest, isDropping) = ([], false) }
        if isDropping { return [.tooLong] }
        if rest.last == UInt8(ascii: "\r") { rest.removeLast() }
        return rest.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } ? [] : [.whole(rest)]
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>) {
        if isDropping || rest.count + bytes.count > limit {
            (rest, isDropping) = ([], true)
        } else {
            rest += bytes
        }
    }
}

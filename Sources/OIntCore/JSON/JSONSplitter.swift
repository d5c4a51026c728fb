/// Cuts a document into its elements: those of the list that it is, or the values that stand in it side by side.
///
/// It looks for brackets, commas and quotes only; whether the elements are JSON is for whoever reads them. What does not
/// belong there comes out as an element too, so that reading it tells what is wrong.
struct JSONSplitter {
    private let bytes: [UInt8]
    private var place: Int
    private let isList: Bool
    private var isAtEnd = false

    /// - Parameter document: The document in UTF-8, with or without a byte order mark.
    init(_ document: [UInt8]) {
        bytes = document
        place = document.starts(with: UTF8Bytes.byteOrderMark) ? UTF8Bytes.byteOrderMark.count : 0
        isList = document[place...].first { !Self.isBlank($0) } == JSONByte.leftBracket
        if isList {
            skipBlanks()
            place += 1
            skipBlanks()
            if place < bytes.count, bytes[place] == JSONByte.rightBracket { endList() }
        }
    }

    /// The next element's bytes; nil at the end.
    mutating func next() -> [UInt8]? {
        guard !isAtEnd else { return rest() }
        skipBlanks()
        if !isList, place == bytes.count { return nil }
        let start = place
        place = end(from: start)
        let element = Array(bytes[start..<place])
        if isList {
            switch place < bytes.count ? bytes[place] : 0 {
            case JSONByte.comma: place += 1
            case JSONByte.rightBracket: endList()
            default:
                // The list has no end, or another bracket in its place: reading it as far as it goes says so.
                isAtEnd = true
                defer { place = bytes.count }
                return [JSONByte.leftBracket] + element + bytes[place...].prefix(1)
            }
        }
        return element
    }

    /// Goes behind the closing bracket.
    private mutating func endList() {
        place += 1
        isAtEnd = true
    }

    /// What stands behind the list, which is a mistake unless it is blank.
    private mutating func rest() -> [UInt8]? {
        skipBlanks()
        guard place < bytes.count else { return nil }
        defer { place = bytes.count }
        return [JSONByte.leftBracket, JSONByte.rightBracket] + bytes[place...]
    }

    private mutating func skipBlanks() {
        while place < bytes.count, Self.isBlank(bytes[place]) { place += 1 }
    }

    /// Where an element ends: before a comma or bracket that does not belong to it, or, between values side by side, behind
    /// its last bracket or before a blank.
    private func end(from start: Int) -> Int {
        bytes.withUnsafeBufferPointer { bytes in
            var place = start
            var depth = 0
            while place < bytes.count {
                switch bytes[place] {
                case JSONByte.quote:
                    place += 1
                    while place < bytes.count, bytes[place] != JSONByte.quote {
                        place += bytes[place] == JSONByte.backslash ? 2 : 1
                    }
                    place = min(place, bytes.count - 1)
                case JSONByte.leftBrace, JSONByte.leftBracket: depth += 1
                case JSONByte.rightBrace, JSONByte.rightBracket:
                    if depth == 0 { return isList ? place : place + 1 }
                    depth -= 1
                    if depth == 0, !isList { return place + 1 }
                case JSONByte.comma where depth == 0 && isList: return place
                case JSONByte.space, 0x09, 0x0A, 0x0D:
                    if depth == 0, !isList { return place }
                default: break
                }
                place += 1
            }
            return place
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == JSONByte.space || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}

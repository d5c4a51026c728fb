/// Writes values as JSON.
///
/// Lists and objects that are open wait on a stack of the writer's own, so that depth costs no call stack.
struct JSONWriter: ~Copyable {
    /// A list or object that is open.
    private struct Frame {
        let content: Content
        /// The position of what is to be written next.
        var next = 0
    }

    private enum Content {
        case elements([JSON])
        case members([JSONObject.Member])
    }

    /// The number of bytes after which what has been written is handed on.
    private static var pieceSize: Int { 1 << 15 }

    private let indentation: Int?
    private var output = JSONBuffer(capacity: 1024)

    init(style: JSONStyle) { indentation = style.indentation }

    /// Writes a value and hands it on in pieces, so that no more than one of them is held.
    ///
    /// - Parameters:
    ///   - value: What to write.
    ///   - receive: Takes the next piece, which never ends inside a character.
    mutating func write(_ value: JSON, receive: (UnsafeBufferPointer<UInt8>) -> Void) {
        if var frame = writeOrOpen(value) {
            var outer: [Frame] = []
            while true {
                if let inner = writeContent(of: &frame, depth: outer.count + 1, receive: receive) {
                    outer.append(frame)
                    frame = inner
                } else if let parent = outer.popLast() {
                    frame = parent
                } else {
                    break
                }
            }
        }
        handOn(receive)
    }

    private mutating func handOn(_ receive: (UnsafeBufferPointer<UInt8>) -> Void) {
        receive(output.bytes)
        output.removeAll()
    }
}

extension JSONWriter {
    /// Writes a value, or only the bracket of one that has something in it, which is then given.
    @inline(__always)
    private mutating func writeOrOpen(_ value: JSON) -> Frame? {
        switch value {
        case .null: writeWord("null")
        case .bool(let flag): writeWord(flag ? "true" : "false")
        case .number(let number): writeNumber(number)
        case .string(let text): writeText(text)
        case .array(let elements):
            guard elements.isEmpty else {
                output.append(JSONByte.leftBracket)
                return Frame(content: .elements(elements))
            }
            writeWord("[]")
        case .object(let object):
            guard object.isEmpty else {
                output.append(JSONByte.leftBrace)
                return Frame(content: .members(object.members))
            }
            writeWord("{}")
        }
        return nil
    }

    /// Writes what is left of a list or object, up to the next one inside it, which is then given.
    private mutating func writeContent(
        of frame: inout Frame, depth: Int, receive: (UnsafeBufferPointer<UInt8>) -> Void
    ) -> Frame? {
        switch frame.content {
        case .elements(let elements):
            while frame.next < elements.count {
                if output.count >= Self.pieceSize { handOn(receive) }
                beginItem(isFirst: frame.next == 0, depth: depth)
                let index = frame.next
                frame.next += 1
                if let inner = writeOrOpen(elements[index]) { return inner }
            }
            close(JSONByte.rightBracket, depth: depth)
        case .members(let members):
            while frame.next < members.count {
                if output.count >= Self.pieceSize { handOn(receive) }
                beginItem(isFirst: frame.next == 0, depth: depth)
                let index = frame.next
                frame.next += 1
                writeText(members[index].key)
                output.append(JSONByte.colon)
                if indentation != nil { output.append(JSONByte.space) }
                if let inner = writeOrOpen(members[index].value) { return inner }
            }
            close(JSONByte.rightBrace, depth: depth)
        }
        return nil
    }

    @inline(__always)
    private mutating func beginItem(isFirst: Bool, depth: Int) {
        if !isFirst { output.append(JSONByte.comma) }
        breakLine(depth: depth)
    }

    @inline(__always)
    private mutating func close(_ bracket: UInt8, depth: Int) {
        breakLine(depth: depth - 1)
        output.append(bracket)
    }

    @inline(__always)
    private mutating func breakLine(depth: Int) {
        guard let indentation else { return }
        let spaces = depth * indentation
        output.reserve(spaces + 1)
        output.append(JSONByte.lineFeed)
        output.free.update(repeating: JSONByte.space, count: spaces)
        output.advance(spaces)
    }

    @inline(__always)
    private mutating func writeWord(_ word: StaticString) {
        output.append(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    @inline(__always)
    private mutating func writeNumber(_ number: JSONNumber) {
        number.text.withUTF8Bytes { output.append($0) }
    }

    @inline(__always)
    private mutating func writeText(_ text: String) {
        text.withUTF8Bytes { output.appendQuoted($0) }
    }
}

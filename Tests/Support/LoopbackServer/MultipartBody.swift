extension ServerRequest {
    /// One part of a `multipart/form-data` body.
    public struct MultipartPart: Sendable, Hashable {
        /// The name of the form field, or `nil` when the part has none.
        public var name: String?

        /// The file name as it was sent, or `nil` when the part is no file.
        public var filename: String?

        /// The part's `Content-Type`, or `nil` when it has none.
        public var contentType: String?

        /// All header fields of the part, in order.
        public var headers: ServerHeaders

        /// The content.
        public var bytes: [UInt8]

        /// The content as text, with U+FFFD in place of what is not UTF-8.
        public var text: String {
            String(decoding: self.bytes, as: UTF8.self)
        }
    }

    /// Why a body could not be read.
    public struct MalformedBody: Error, CustomStringConvertible {
        /// What is wrong with it.
        public let description: String
    }

    /// Takes a `multipart/form-data` body apart.
    ///
    /// It is strict, so that a client's encoder is really tested: line breaks are CR LF, every boundary is where it
    /// belongs, the closing one is there.
    /// - Returns: The parts, in order.
    /// - Throws: ``MalformedBody`` when the body is not multipart, not well formed, or longer than what was kept.
    public func multipartParts() throws(MalformedBody) -> [MultipartPart] {
        let type = HeaderValue(self.headers["Content-Type"] ?? "")
        guard type.value.matches("multipart/form-data") else {
            throw MalformedBody(description: "The Content-Type is “\(type.value)”, not multipart/form-data.")
        }
        guard let boundary = type.parameter("boundary"), (1...70).contains(boundary.utf8.count) else {
            throw MalformedBody(description: "The Content-Type has no boundary of 1 to 70 characters.")
        }
        guard self.body.count == self.bodyLength else {
            throw MalformedBody(description: "Only \(self.body.count) of \(self.bodyLength) bytes were kept.")
        }
        var parser = MultipartParser(body: self.body, boundary: boundary)
        return try parser.parts()
    }
}

/// Takes a multipart body apart; source: RFC 2046 section 5.1.1 and RFC 7578.
private struct MultipartParser {
    private let body: [UInt8]
    private let delimiter: [UInt8]
    private var position = 0

    init(body: [UInt8], boundary: String) {
        self.body = body
        self.delimiter = Array("--\(boundary)".utf8)
    }

    mutating func parts() throws(ServerRequest.MalformedBody) -> [ServerRequest.MultipartPart] {
        guard self.skip(self.delimiter) else {
            throw ServerRequest.MalformedBody(description: "The body does not start with its boundary.")
        }
        var parts: [ServerRequest.MultipartPart] = []
        while !self.skip(Array("--".utf8)) {
            guard self.skip([13, 10]) else {
                throw ServerRequest.MalformedBody(
                    description: "No line break after the boundary of part \(parts.count).")
            }
            parts.append(try self.part(number: parts.count))
        }
        guard self.position == self.body.count || self.skip([13, 10]) && self.position == self.body.count else {
            throw ServerRequest.MalformedBody(description: "There is something after the closing boundary.")
        }
        return parts
    }

    private mutating func part(number: Int) throws(ServerRequest.MalformedBody) -> ServerRequest.MultipartPart {
        var headers = ServerHeaders()
        while !self.skip([13, 10]) {
            guard let line = self.take(upTo: [13, 10]), let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
                throw ServerRequest.MalformedBody(description: "The header of part \(number) is not well formed.")
            }
            let name = String(decoding: line[..<colon], as: UTF8.self)
            headers.append(name, String(decoding: line[(colon + 1)...].trimmingBlanks(), as: UTF8.self))
        }
        guard let bytes = self.take(upTo: [13, 10] + self.delimiter) else {
            throw ServerRequest.MalformedBody(description: "No boundary after the content of part \(number).")
        }
        let disposition = HeaderValue(headers["Content-Disposition"] ?? "")
        return ServerRequest.MultipartPart(
            name: disposition.parameter("name"),
            filename: disposition.parameter("filename"),
            contentType: headers["Content-Type"],
            headers: headers,
            bytes: Array(bytes)
        )
    }

    private mutating func skip(_ expected: [UInt8]) -> Bool {
        guard self.body[self.position...].starts(with: expected) else { return false }
        self.position += expected.count
        return true
    }

    /// Returns what comes before a mark and moves behind the mark.
    private mutating func take(upTo mark: [UInt8]) -> ArraySlice<UInt8>? {
        let start = self.position
        let end = self.body.withUnsafeBufferPointer { body -> Int? in
            var index = start
            while index + mark.count <= body.count {
                if body[index] == mark[0], body[index..<index + mark.count].elementsEqual(mark) { return index }
                index += 1
            }
            return nil
        }
        guard let end else { return nil }
        self.position = end + mark.count
        return self.body[start..<end]
    }
}

/// A header value with parameters, such as `form-data; name="a"`.
struct HeaderValue {
    /// What comes before the first semicolon.
    let value: String

    private let parameters: [(name: String, value: String)]

    init(_ text: String) {
        var pieces = Self.split(Array(text.utf8))
        self.value = pieces.isEmpty ? "" : String(decoding: pieces.removeFirst(), as: UTF8.self)
        self.parameters = pieces.map { piece in
            let halves = piece.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (
                String(decoding: halves[0].trimmingBlanks(), as: UTF8.self),
                halves.count > 1 ? Self.unquote(halves[1].trimmingBlanks()) : ""
            )
        }
    }

    func parameter(_ name: String) -> String? {
        self.parameters.first { $0.name.matches(name) }?.value
    }

    /// Splits at semicolons outside of quotes.
    private static func split(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var start = 0
        var isQuoted = false
        var isEscaped = false
        for (index, byte) in text.enumerated() {
            switch byte {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\") where isQuoted: isEscaped = true
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: ";") where !isQuoted:
                pieces.append(text[start..<index].trimmingBlanks())
                start = index + 1
            default: break
            }
        }
        pieces.append(text[start...].trimmingBlanks())
        return pieces
    }

    private static func unquote(_ text: ArraySlice<UInt8>) -> String {
        guard text.count > 1, text.first == UInt8(ascii: "\""), text.last == UInt8(ascii: "\"") else {
            return String(decoding: text, as: UTF8.self)
        }
        var bytes: [UInt8] = []
        var rest = text.dropFirst().dropLast()
        while let byte = rest.popFirst() {
            bytes.append(byte == UInt8(ascii: "\\") ? rest.popFirst() ?? byte : byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension ArraySlice<UInt8> {
    /// Leaves out spaces and tabs at both ends.
    fileprivate func trimmingBlanks() -> ArraySlice<UInt8> {
        let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        guard let first = self.firstIndex(where: { !isBlank($0) }), let last = self.lastIndex(where: { !isBlank($0) })
        else { return [] }
        return self[first...last]
    }
}

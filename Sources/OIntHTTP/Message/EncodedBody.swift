import NIOCore
import OIntCore

/// A body as it goes over the wire: its type, and the segments it is made of.
struct EncodedBody: Sendable {
    /// A piece of a body.
    enum Segment: Sendable {
        /// Bytes that are there.
        case bytes([UInt8])
        /// A file, as it is.
        case file(FileInput)
        /// A stretch of a file, as it is.
        case slice(FileSlice)
        /// A file, as base64.
        case base64(FileInput)
    }

    /// The value of the `Content-Type` header.
    let type: String?
    /// The pieces in their order.
    let segments: [Segment]

    /// The whole body where it is in memory and small; nil where it is to be read piece by piece.
    var smallBytes: [UInt8]? {
        if segments.count == 1, case .bytes(let bytes) = segments[0] {
            return bytes.count <= BodySource.pieceSize ? bytes : nil
        }
        var all: [UInt8] = []
        for segment in segments {
            guard case .bytes(let bytes) = segment, all.count + bytes.count <= BodySource.pieceSize else { return nil }
            all += bytes
        }
        return all
    }

    /// Encodes the body of a request.
    init(_ request: Request) {
        self.init(request.body, boundary: request.boundary ?? Self.randomBoundary())
    }

    /// Encodes a body.
    /// - Parameters:
    ///   - body: The body.
    ///   - boundary: What separates the parts of a multipart body.
    init(_ body: Body, boundary: @autoclosure () -> String = Self.randomBoundary()) {
        switch body {
        case .none:
            (type, segments) = (nil, [])
        case .json(let value):
            (type, segments) = (Self.jsonType, [.bytes(Self.bytes(value))])
        case .jsonWithFiles(let value, let files):
            (type, segments) = (Self.jsonType, Self.segments(value, files))
        case .form(let fields):
            let text = fields.map { name, value in
                PercentEncoding.encoded(name, spaceAsPlus: true) + "="
                    + PercentEncoding.encoded(value, spaceAsPlus: true)
            }
            type = "application/x-www-form-urlencoded"
            segments = [.bytes(Array(text.joined(separator: "&").utf8))]
        case .multipart(let parts):
            let boundary = boundary()
            type = "multipart/form-data; boundary=\(boundary)"
            segments = Self.segments(parts, boundary)
        case .related(let value, let file, let type):
            let boundary = boundary()
            self.type = "multipart/related; boundary=\(boundary)"
            segments = [
                .bytes(Array("--\(boundary)\r\nContent-Type: \(Self.jsonType)\r\n\r\n".utf8) + Self.bytes(value)),
                .bytes(
                    Array(
                        "\r\n--\(boundary)\r\nContent-Type: \(HeaderField.isValue(type) ? type : "application/octet-stream")\r\n\r\n"
                            .utf8)),
                .file(file),
                .bytes(Array("\r\n--\(boundary)--\r\n".utf8)),
            ]
        case .bytes(let bytes, let type):
            (self.type, segments) = (type, [.bytes(bytes)])
        case .file(let file, let type):
            (self.type, segments) = (type, [.file(file)])
        case .slice(let slice):
            (type, segments) = (nil, [.slice(slice)])
        }
    }

    private static let jsonType = "application/json; charset=utf-8"

    private static func bytes(_ value: JSON) -> [UInt8] {
        var bytes: [UInt8] = []
        value.write(to: &bytes, style: .compact)
        return bytes
    }

    /// Cuts the JSON text at the marks, which stand in it in the order of the files' appearance.
    private static func segments(_ value: JSON, _ files: EmbeddedFiles) -> [Segment] {
        var rest = Substring(value.text(.compact))
        var segments: [Segment] = []
        while let (range, file) = files.files.lazy.compactMap({ entry in
            rest.firstRange(of: entry.mark).map { ($0, entry.file) }
        })
        .min(by: { $0.0.lowerBound < $1.0.lowerBound }) {
            segments += [.bytes(Array(rest[..<range.lowerBound].utf8)), .base64(file)]
            rest = rest[range.upperBound...]
        }
        return segments + [.bytes(Array(rest.utf8))]
    }

    private static func segments(_ parts: [Body.Part], _ boundary: String) -> [Segment] {
        var segments: [Segment] = []
        for part in parts {
            var head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(quoted(part.name))\""
            if let fileName = part.fileName { head += "; filename=\"\(quoted(fileName))\"" }
            if let type = part.type { head += "\r\nContent-Type: \(type)" }
            segments.append(.bytes(Array((head + "\r\n\r\n").utf8)))
            switch part.content {
            case .text(let text): segments.append(.bytes(Array(text.utf8)))
            case .file(let file): segments.append(.file(file))
            }
            segments.append(.bytes(Array("\r\n".utf8)))
        }
        return segments + [.bytes(Array("--\(boundary)--\r\n".utf8))]
    }

    /// A name inside quotes, escaped as the form standard of the web asks: by percent signs, not backslashes.
    ///
    /// Source: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
    private static func quoted(_ name: String) -> String {
        // Bytes, not characters: an accent behind a quote would make one character of both.
        let bytes = name.utf8.flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "\r"): Array("%0D".utf8)
            case UInt8(ascii: "\n"): Array("%0A".utf8)
            case UInt8(ascii: "\""): Array("%22".utf8)
            default: [byte]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A separator that no content holds by chance.
    fileprivate static func randomBoundary() -> String { "oint-" + Randomness.mark() + Randomness.mark() }
}

extension Request {
    /// The body as it will be sent, for whoever needs it before: what separates its parts stays the same from then on.
    mutating func settledBody() -> EncodedBody {
        boundary = boundary ?? EncodedBody.randomBoundary()
        return EncodedBody(self)
    }
}

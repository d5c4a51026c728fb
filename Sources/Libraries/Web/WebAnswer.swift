import OIntCore
import OIntHTTP

/// What a service answered, in the form that its type asks for.
public enum WebAnswer: OutputConvertible {
    /// Nothing.
    case none
    /// JSON.
    case json(JSON)
    /// A text, whatever charset it came in.
    case text(String)
    /// Anything else, as it comes.
    case bytes(ByteStream)

    /// The answer for front-ends.
    public var output: Output {
        switch self {
        case .none: .none
        case .json(let value): .json(value)
        case .text(let text): .text(text)
        case .bytes(let stream): .bytes(stream)
        }
    }

    /// Reads an answer.
    /// - Parameters:
    ///   - response: The answer, with its body still to come.
    ///   - asBytes: Whether the type does not matter.
    ///   - limit: How many bytes of JSON or text are taken into memory at most.
    init(_ response: Response, asBytes: Bool, limit: Int) async throws {
        let type = MediaType(response.header("content-type"))
        guard !asBytes, type.mayBeText, type.isNamed || (response.body.length ?? .max) <= Self.longestUnnamed else {
            self = response.body.length == 0 && !asBytes ? .none : .bytes(response.body)
            return
        }
        self.init(try await response.collected(upTo: limit))
    }

    /// How long an answer of unknown type may be that is looked at before it is passed on.
    private static let longestUnnamed = 1 << 20

    /// Reads an answer that is there as a whole.
    init(_ reply: Reply) {
        let type = reply.mediaType
        if reply.body.isEmpty {
            self = .none
        } else if type.isJSON, let value = try? reply.json() {
            self = .json(value)
        } else if type.mayBeText, let text = reply.text {
            if Self.looksLikeJSON(text), let value = try? reply.json() {
                self = .json(value)
            } else {
                self = .text(type.isXML ? XMLDeclaration.namingUTF8(text) : text)
            }
        } else {
            self = .bytes(ByteStream(reply.body))
        }
    }

    private static func looksLikeJSON(_ text: String) -> Bool {
        text.utf8.first { !" \t\r\n".utf8.contains($0) }.map { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }
            ?? false
    }
}

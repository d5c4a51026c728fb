import NIOCore
import OIntCore

/// The body of a request.
public enum Body: Sendable {
    /// No body.
    case none
    /// A JSON value.
    case json(JSON)
    /// A JSON value in which some texts are the base64 of files, streamed from where they lie.
    case jsonWithFiles(JSON, files: EmbeddedFiles)
    /// Fields by the rules of `application/x-www-form-urlencoded`.
    case form([(name: String, value: String)])
    /// Fields and files by RFC 7578.
    case multipart([Part])
    /// A JSON value and a file of a given type, as two parts of `multipart/related` by RFC 2387.
    case related(JSON, FileInput, type: String)
    /// Bytes of a given type; nil leaves the type to the service.
    case bytes([UInt8], type: String?)
    /// A file of a given type, streamed from where it lies; nil leaves the type to the service.
    case file(FileInput, type: String?)
    /// A stretch of a file, streamed from where it lies; its type is left to the service.
    case slice(FileSlice)

    /// One part of a multipart body.
    public struct Part: Sendable {
        /// The field's name.
        public let name: String
        /// The field's value.
        public let content: Content
        /// The name of the file, where the part is one.
        public let fileName: String?
        /// The type of the content; nil leaves it out.
        public let type: String?

        /// The value of a part.
        public enum Content: Sendable {
            /// A text.
            case text(String)
            /// A file, streamed from where it lies.
            case file(FileInput)
        }

        /// Creates a field.
        /// - Parameters:
        ///   - name: The field's name.
        ///   - text: The field's value.
        /// - Returns: The part.
        public static func field(_ name: String, _ text: String) -> Part {
            Part(name: name, content: .text(text), fileName: nil, type: nil)
        }

        /// Creates a file.
        /// - Parameters:
        ///   - name: The field's name.
        ///   - file: The file.
        ///   - fileName: The name the service gets to see.
        ///   - type: The type of the content.
        /// - Returns: The part.
        public static func file(
            _ name: String, _ file: FileInput, fileName: String, type: String? = "application/octet-stream"
        ) -> Part {
            Part(name: name, content: .file(file), fileName: fileName, type: type)
        }
    }
}

extension Body {
    /// Whether the body can be sent a second time: standard input can't be read twice.
    var isRepeatable: Bool {
        switch self {
        case .none, .json, .form, .bytes, .slice: true
        case .jsonWithFiles(_, let files): files.files.allSatisfy { $0.file.isRepeatable }
        case .multipart(let parts):
            parts.allSatisfy { part in
                if case .file(let file) = part.content { file.isRepeatable } else { true }
            }
        case .file(let file, _), .related(_, let file, _): file.isRepeatable
        }
    }
}

extension FileInput {
    /// Whether the file can be read a second time.
    fileprivate var isRepeatable: Bool { content != .standardInput }
}

/// Files that stand in a JSON body as base64 texts.
///
/// Each file is given a mark, which stands in the JSON value in its place until the body is sent.
public struct EmbeddedFiles: Sendable {
    private(set) var files: [(mark: String, file: FileInput)] = []

    /// Creates an empty collection.
    public init() {}

    /// Whether there are no files.
    public var isEmpty: Bool { files.isEmpty }

    /// Adds a file.
    /// - Parameter file: The file.
    /// - Returns: The value to put where the file's base64 belongs.
    public mutating func add(_ file: FileInput) -> JSON {
        // Private-use characters around a random number: a text of the user's can't be the mark by accident.
        let mark = "\u{F0000}\(UInt64.random(in: .min ... .max))\u{F0001}"
        files.append((mark, file))
        return .string(mark)
    }

    /// The value as people should see it: files named instead of spelled out.
    func described(in value: JSON) -> JSON {
        switch value {
        case .string(let text):
            files.first { $0.mark == text }.map { .string("<base64 of \($0.file.optionText)>") } ?? value
        case .array(let elements): .array(elements.map { described(in: $0) })
        case .object(let object): .object(JSONObject(object.map { ($0.key, described(in: $0.value)) }))
        default: value
        }
    }
}

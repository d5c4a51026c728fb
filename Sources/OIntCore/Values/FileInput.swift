/// The content of a file that is handed to a service.
///
/// On the command line it is a path, `-` for standard input, an http(s) address that is downloaded, or a `data:`
/// address that holds the bytes themselves.
public struct FileInput: Sendable, Hashable {
    /// Where the content is.
    public enum Content: Sendable, Hashable {
        /// In a file of this machine.
        case path(String)
        /// In memory.
        case bytes([UInt8])
        /// On standard input.
        case standardInput
        /// At an http or https address.
        case address(String)
    }

    /// Where the content is.
    public let content: Content
    /// The name the file goes by, or nil when nothing tells it.
    public let name: String?

    private init(_ content: Content, name: String?) {
        self.content = content
        self.name = name
    }

    /// The content of a file of this machine.
    /// - Parameter path: The file's path.
    /// - Returns: The input.
    public static func path(_ path: String) -> Self {
        Self(.path(path), name: path.split(separator: "/").last.map { String($0) })
    }

    /// Bytes in memory.
    /// - Parameters:
    ///   - bytes: The content.
    ///   - name: The name the file goes by.
    /// - Returns: The input.
    public static func bytes(_ bytes: [UInt8], name: String? = nil) -> Self { Self(.bytes(bytes), name: name) }

    /// What stands at an http or https address.
    /// - Parameter address: The address.
    /// - Returns: The input.
    public static func address(_ address: String) -> Self {
        let path = address.prefix { $0 != "?" && $0 != "#" }
        return Self(.address(address), name: path.split(separator: "/").dropFirst(2).last.map { String($0) })
    }
}

extension FileInput: OptionValue {
    /// The content of a file.
    public static var optionKind: OptionKind { .file }

    /// A file that is read.
    public static var optionRoles: OptionRoles { .readsFiles }

    /// Reads a path, `-`, an http(s) address or a `data:` address; a path is checked at once.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let input = try inputs.single()
        try self.init(typed: input.source == .commandLine || input.source == .program ? input.text.trimmed : nil, input)
    }

    private init(typed: String?, _ input: OptionInput) throws(OptionError) {
        guard let typed else {
            self = .bytes(Array(input.text.utf8))
            return
        }
        let scheme = typed.prefix(8).lowercased()
        if typed == "-" {
            guard FileAccess.current == nil else {
                throw OptionError("names standard input, but \(Self.standardInputRefusal)")
            }
            self = Self(.standardInput, name: nil)
        } else if scheme.hasPrefix("https://") || scheme.hasPrefix("http://") {
            self = .address(typed)
        } else if scheme.hasPrefix("data:") {
            self = try .bytes(Self.bytes(ofDataAddress: typed), name: Self.name(inDataAddress: typed))
        } else {
            do throws(LocalError) {
                try LocalFile.checkReadable(typed)
            } catch {
                throw OptionError(
                    """
                    names the file \(Quote.short(typed)), but \(error.reason); give a path, - for standard input, \
                    an http(s) address, or data:;base64,… for the content itself
                    """)
            }
            self = .path(typed)
        }
    }

    /// Why standard input can't be used where ``FileAccess`` sets limits, as a clause.
    static let standardInputRefusal = "it belongs to the server that makes the call; give the content as data:;base64,…"

    /// The bytes in a `data:` address, by RFC 2397.
    private static func bytes(ofDataAddress text: String) throws(OptionError) -> [UInt8] {
        guard let comma = text.firstIndex(of: ",") else {
            throw OptionError("begins with data: but has no comma before its content, as in data:;base64,SGVsbG8=")
        }
        let content = String(text[text.index(after: comma)...])
        guard text[..<comma].lowercased().hasSuffix(";base64") else {
            guard let plain = PercentEncoding.decoded(content) else {
                throw OptionError("begins with data: but its content is not percent-encoded text")
            }
            return plain
        }
        guard let bytes = Base64.decoded(content) else {
            throw OptionError("begins with data:…;base64, but its content is not base64")
        }
        return bytes
    }

    /// The name in a `data:` address, as browsers write it: `data:image/png;name=photo.png;base64,…`.
    private static func name(inDataAddress text: String) -> String? {
        let parameter = text.prefix { $0 != "," }.split(separator: ";").first { $0.lowercased().hasPrefix("name=") }
        let name = parameter.flatMap { PercentEncoding.decoded(String($0.dropFirst("name=".count))) }
        return name.flatMap { String(validating: $0, as: UTF8.self) }?.split(separator: "/").last.map { String($0) }
    }

    /// The path or address.
    public var optionText: String {
        switch content {
        case .path(let path): path
        case .address(let address): address
        case .standardInput: "-"
        case .bytes(let bytes): "\(bytes.count) bytes"
        }
    }
}

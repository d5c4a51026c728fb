import OIntCore

extension Telegram {
    /// A picture, video or other file that is sent: a file that is uploaded, or one that Telegram has or fetches itself.
    ///
    /// On the command line it is the path of a file, `-` for standard input, a `data:` address with the content itself,
    /// an http(s) address that Telegram fetches, or the id of a file that Telegram has already.
    ///
    /// Source: https://core.telegram.org/bots/api#sending-files
    public struct Attachment: Sendable, Hashable {
        /// Where the file is.
        public enum Content: Sendable, Hashable {
            /// With the caller, who uploads it.
            case upload(FileInput)
            /// At an http or https address, from which Telegram fetches it.
            case address(String)
            /// At Telegram, under an id.
            case id(String)
        }

        /// Where the file is.
        public let content: Content

        private init(_ content: Content) { self.content = content }

        /// A file that is uploaded.
        /// - Parameter file: The file.
        /// - Returns: The attachment.
        public static func upload(_ file: FileInput) -> Self { Self(.upload(file)) }

        /// A file of this machine that is uploaded.
        /// - Parameter path: The file's path.
        /// - Returns: The attachment.
        public static func path(_ path: String) -> Self { Self(.upload(.path(path))) }

        /// A file that Telegram fetches itself.
        /// - Parameter address: Its http or https address.
        /// - Returns: The attachment.
        public static func address(_ address: String) -> Self { Self(.address(address)) }

        /// A file that Telegram has already.
        /// - Parameter id: Its id, as `file_id` of a message tells it.
        /// - Returns: The attachment.
        public static func id(_ id: String) -> Self { Self(.id(id)) }
    }
}

extension Telegram.Attachment {
    /// The text that stands for a file which is not uploaded.
    var reference: String? {
        switch content {
        case .upload: nil
        case .address(let text), .id(let text): text
        }
    }

    /// The file that is uploaded.
    var file: FileInput? {
        if case .upload(let file) = content { file } else { nil }
    }

    /// The attachment as one that is uploaded under a name of the caller's, since only such a file can be given one: what
    /// lies at an address is fetched first.
    /// - Throws: `UsageError` for a file that Telegram has, under the name it has.
    func named() throws(UsageError) -> Self {
        switch content {
        case .upload: return self
        case .address(let address): return .upload(.address(address))
        case .id:
            throw UsageError("--filename names a file that is uploaded, and --doc is the id of one that Telegram has")
        }
    }
}

extension Telegram.Attachment: OptionValue {
    /// The content of a file.
    public static var optionKind: OptionKind { .file }

    /// An attachment may be a file that is read.
    public static var optionRoles: OptionRoles { .readsFiles }

    /// Reads a path, `-`, a `data:` address, an http(s) address or the id of a file; a path is checked at once.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let input = try inputs.single()
        // What comes out of a variable is the content itself, as with every option for a file.
        guard input.source == .commandLine || input.source == .program else {
            self = .upload(try FileInput(option: inputs))
            return
        }
        let text = input.text.trimmed
        let scheme = text.prefix(8).lowercased()
        if scheme.hasPrefix("https://") || scheme.hasPrefix("http://") {
            self = .address(text)
        } else if text == "-" || scheme.hasPrefix("data:") {
            self = .upload(try FileInput(option: inputs))
        } else {
            try self.init(pathOrID: text)
        }
    }

    /// A file of that name comes first: an id looks like a name, but hardly ever is one.
    private init(pathOrID text: String) throws(OptionError) {
        do throws(LocalError) {
            try LocalFile.checkReadable(text)
            self = .path(text)
        } catch {
            guard Self.looksLikeID(text) else {
                throw OptionError(
                    """
                    names the file \(Quote.short(text)), but \(error.reason); give a path, - for standard input, \
                    data:;base64,… for the content itself, an http(s) address that Telegram fetches, or the id of a \
                    file that Telegram has
                    """)
            }
            self = .id(text)
        }
    }

    /// Ids are long, and of letters and digits of base64 for addresses.
    private static func looksLikeID(_ text: String) -> Bool {
        text.utf8.count >= 20
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
    }

    /// The path, address or id.
    public var optionText: String {
        switch content {
        case .upload(let file): file.optionText
        case .address(let text), .id(let text): text
        }
    }
}

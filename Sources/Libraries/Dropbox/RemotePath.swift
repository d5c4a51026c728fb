import OIntCore

extension Dropbox {
    /// Where something is in Dropbox: a path, or an id such as `id:a4ayc_80_OEAAAAAAAAAXw`.
    public struct RemotePath: Sendable, Hashable, ExpressibleByStringLiteral {
        /// The path as Dropbox takes it: empty for the root.
        public let text: String

        /// Takes a path that the source code holds; Dropbox judges it.
        public init(stringLiteral text: String) { self.text = text }

        /// Reads a path.
        /// - Parameter text: A path, with a slash at its beginning or without one, or an id.
        public init(_ text: String) {
            let path = text.trimmed
            let isID = ["id:", "rev:", "ns:", "nspath:"].contains { path.hasPrefix($0) }
            if path.isEmpty || path == "/" {
                self.text = ""
            } else if isID {
                self.text = path
            } else {
                let whole = path.hasPrefix("/") ? path : "/" + path
                self.text = whole.hasSuffix("/") ? String(whole.dropLast()) : whole
            }
        }
    }

    /// The id of a file in calls that share it: `id:` may be left out.
    public struct FileID: Sendable, Hashable {
        /// The id as Dropbox takes it.
        public let text: String

        /// Reads an id.
        /// - Parameter text: An id, with `id:` before it or without; a path is taken, too.
        public init(_ text: String) {
            let id = text.trimmed
            let isComplete = ["/", "id:", "ns:", "nspath:"].contains { id.hasPrefix($0) }
            self.text = isComplete ? id : "id:" + id
        }
    }
}

extension Dropbox.RemotePath: OptionValue, FieldValue {
    /// A path is typed as text.
    public static var optionKind: OptionKind { .text }
    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }
    /// Reads a path.
    public init(option inputs: [OptionInput]) throws(OptionError) { self.init(try inputs.single().text) }
    /// The path.
    public var optionText: String { text }
    /// The path.
    public var fieldValue: JSON? { .string(text) }
}

extension Dropbox.FileID: OptionValue, FieldValue {
    /// An id is typed as text.
    public static var optionKind: OptionKind { .text }
    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }
    /// Reads an id.
    public init(option inputs: [OptionInput]) throws(OptionError) { self.init(try inputs.single().text) }
    /// The id.
    public var optionText: String { text }
    /// The id.
    public var fieldValue: JSON? { .string(text) }
}

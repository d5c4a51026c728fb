/// A stretch of a file of this machine.
public struct FileSlice: Sendable, Hashable {
    /// The file's path.
    public let path: String
    /// Where the stretch lies, in bytes from the beginning of the file.
    public let range: Range<Int>

    /// Names a stretch of a file.
    /// - Parameters:
    ///   - path: The file's path.
    ///   - range: Where the stretch lies, in bytes from the beginning of the file.
    public init(path: String, range: Range<Int>) {
        self.path = path
        self.range = range
    }
}

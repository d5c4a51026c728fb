import OIntCore

/// What people want of uploads and downloads.
public struct TransferSettings: Sendable {
    /// Is told how far an upload has come, from any thread and with each piece that goes out.
    public var progress: (@Sendable (TransferProgress) -> Void)?
    /// The file that keeps the state of an upload, so that it can be resumed after the process ended; nil for none.
    public var stateFile: String?

    /// Creates the usual settings: nothing is told, and nothing is kept.
    public init() {}
}

/// How far an upload has come.
public struct TransferProgress: Sendable, Hashable {
    /// How many bytes went out, from the beginning of the content.
    public let bytes: Int
    /// How many there are; nil while only the end will tell.
    public let total: Int?
}

/// Texts or bytes side by side, as C functions take lists of them.
public struct CStrings: Sendable {
    private var bytes: [CChar] = []
    private var starts: [Int?] = []
    /// How long each is, without the null behind it.
    public private(set) var lengths: [Int32] = []

    /// Creates an empty list.
    public init() {}

    /// How many there are.
    public var count: Int { starts.count }

    /// Adds a text, or a null address in the place of one.
    /// - Parameter text: The text, which the C function sees up to its first null; nil for a null address.
    public mutating func append(_ text: String?) {
        guard let text else {
            starts.append(nil)
            lengths.append(0)
            return
        }
        starts.append(bytes.count)
        bytes.append(contentsOf: text.utf8.lazy.map { CChar(bitPattern: $0) })
        end()
    }

    /// Adds bytes.
    /// - Parameter content: The bytes; a null is put behind them.
    public mutating func append(_ content: [UInt8]) {
        starts.append(bytes.count)
        bytes.append(contentsOf: content.lazy.map { CChar(bitPattern: $0) })
        end()
    }

    private mutating func end() {
        lengths.append(Int32(truncatingIfNeeded: bytes.count - (starts.last.flatMap(\.self) ?? 0)))
        bytes.append(0)
    }

    /// Lends the addresses, with a null address at the end.
    /// - Parameter body: Takes the addresses, which are good until it returns.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    public func withPointers<Result>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?) throws -> Result
    ) rethrows -> Result {
        try bytes.withUnsafeBufferPointer { bytes in
            let pointers =
                starts.map { start in start.flatMap { start in bytes.baseAddress.map { $0 + start } } } + [nil]
            return try pointers.withUnsafeBufferPointer { try body($0.baseAddress) }
        }
    }
}

/// Texts or bytes side by side, as C functions take lists of them.
struct CStrings {
    private var bytes: [CChar] = []
    private var starts: [Int?] = []
    /// How long each is, without the null behind it.
    private(set) var lengths: [Int32] = []

    /// How many there are.
    var count: Int { starts.count }

    /// Adds a text, or nothing in the place of one.
    mutating func append(_ text: String?) {
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
    mutating func append(_ content: [UInt8]) {
        starts.append(bytes.count)
        bytes.append(contentsOf: content.lazy.map { CChar(bitPattern: $0) })
        end()
    }

    private mutating func end() {
        lengths.append(Int32(truncatingIfNeeded: bytes.count - (starts.last.flatMap(\.self) ?? 0)))
        bytes.append(0)
    }

    /// Lends the addresses, with a null address at the end.
    func withPointers<Result>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?) throws -> Result
    ) rethrows -> Result {
        try bytes.withUnsafeBufferPointer { bytes in
            let pointers =
                starts.map { start in start.flatMap { start in bytes.baseAddress.map { $0 + start } } } + [nil]
            return try pointers.withUnsafeBufferPointer { try body($0.baseAddress) }
        }
    }
}

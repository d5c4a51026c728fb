/// How far a compressed answer may grow when it is unpacked.
///
/// What repeats itself packs to a thousandth of its size at best; some answers are made for that, to fill memory and disks.
public struct UnpackingLimit: Sendable, Hashable {
    /// How many bytes may come of one byte.
    public var ratio: Int
    /// How many bytes may come of an answer whatever its ratio.
    public var size: Int

    /// Creates a limit.
    /// - Parameters:
    ///   - ratio: How many bytes may come of one byte.
    ///   - size: How many bytes may come of an answer whatever its ratio.
    public init(ratio: Int = 200, size: Int = 64 << 20) {
        self.ratio = ratio
        self.size = size
    }

    /// Whether an answer has grown too far.
    /// - Parameters:
    ///   - unpacked: How many bytes have come of it.
    ///   - packed: How many bytes of it were unpacked.
    func isExceeded(unpacked: Int, packed: Int) -> Bool { unpacked > size && unpacked / ratio > packed }
}

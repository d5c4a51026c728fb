/// Bytes in memory that grow, without the checks an array makes for each.
struct JSONBuffer: ~Copyable {
    private(set) var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    var count = 0

    init(capacity: Int) {
        base = .allocate(capacity: capacity)
        self.capacity = capacity
    }

    deinit { base.deallocate() }

    /// What has been written; valid until the next change.
    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

    /// The first free place; ``reserve(_:)`` says how far one may write from there.
    @inline(__always)
    var free: UnsafeMutablePointer<UInt8> { base + count }

    mutating func removeAll() { count = 0 }

    /// Makes room for more bytes.
    @inline(__always)
    mutating func reserve(_ size: Int) {
        if capacity - count < size { grow(size) }
    }

    /// Counts bytes that were written to ``free``.
    @inline(__always)
    mutating func advance(_ size: Int) { count += size }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        reserve(1)
        free.pointee = byte
        count += 1
    }

    @inline(__always)
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        reserve(bytes.count)
        free.update(from: source, count: bytes.count)
        count += bytes.count
    }

    /// Appends a character in UTF-8.
    @inline(__always)
    mutating func append(_ scalar: Unicode.Scalar) {
        reserve(4)
        let value = scalar.value
        func tail(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: 0x80 | ((value >> shift) & 0x3F)) }
        func head(_ mark: UInt8, _ shift: UInt32) -> UInt8 { mark | UInt8(truncatingIfNeeded: value >> shift) }
        switch value {
        case ..<0x80:
            free[0] = UInt8(truncatingIfNeeded: value)
            count += 1
        case ..<0x800:
            free[0] = head(0xC0, 6)
            free[1] = tail(0)
            count += 2
        case ..<0x1_0000:
            free[0] = head(0xE0, 12)
            free[1] = tail(6)
            free[2] = tail(0)
            count += 3
        default:
            free[0] = head(0xF0, 18)
            free[1] = tail(12)
            free[2] = tail(6)
            free[3] = tail(0)
            count += 4
        }
    }

    @inline(never)
    private mutating func grow(_ size: Int) {
        capacity = max(capacity * 2, count + size)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
    }
}

import CZlib
import NIOCore
import OIntCore

/// Unpacks what is packed by gzip or deflate, piece by piece, as browsers and curl take it.
///
/// Several gzip members follow each other (RFC 1952, section 2.2), other bytes behind the last are left out. Deflate comes in
/// the format of zlib, as RFC 9110 has it, or without, as some servers send it; the first bytes tell.
final class Inflater {
    /// A content coding that can be unpacked.
    enum Coding: Sendable, Hashable {
        /// gzip.
        case gzip
        /// deflate.
        case deflate

        /// The coding that a header names; nil for any other, and for several at a time.
        init?(_ header: String) {
            switch header.trimmed.lowercased() {
            case "gzip", "x-gzip": self = .gzip
            case "deflate": self = .deflate
            default: return nil
            }
        }
    }

    /// Why something can't be unpacked.
    enum Failure: Error, Sendable, Hashable {
        /// Its bytes make no sense, or its checksum differs.
        case damaged
        /// It ends too early.
        case cutShort
        /// It grew too far.
        case tooLarge(packed: Int, unpacked: Int)
    }

    private enum Phase {
        /// The first bytes say which format it is.
        case beginning
        /// Within packed bytes.
        case inside
        /// Behind a gzip member: another may follow.
        case behindMember
        /// Behind everything; the rest is left out.
        case finished
    }

    private let coding: Coding
    private let limit: UnpackingLimit
    private let stream: UnsafeMutablePointer<z_stream>
    private var isOpen = false
    private var phase = Phase.beginning
    private var pending = ByteBuffer()
    private var packed = 0
    private var unpacked = 0

    /// How much is unpacked at a time.
    private static let pieceSize = 64 << 10

    /// Prepares to unpack.
    /// - Parameters:
    ///   - coding: How it is packed.
    ///   - limit: How far it may grow.
    init(_ coding: Coding, limit: UnpackingLimit) {
        self.coding = coding
        self.limit = limit
        // zlib remembers where its stream lies.
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
    }

    deinit {
        if isOpen { inflateEnd(stream) }
        stream.deallocate()
    }

    /// Takes packed bytes.
    func take(_ bytes: ByteBuffer) {
        guard phase != .finished else { return }
        if pending.readableBytes == 0 { pending = bytes } else { pending.writeImmutableBuffer(bytes) }
    }

    /// Unpacks a piece of what was taken.
    /// - Parameter allocator: Makes room for it.
    /// - Returns: The piece; nil when more has to be taken first.
    /// - Throws: `Failure`.
    func next(_ allocator: ByteBufferAllocator) throws(Failure) -> ByteBuffer? {
        while true {
            switch phase {
            case .beginning:
                guard try open() else { return nil }
                phase = .inside
            case .inside:
                // Without new input, zlib may still hold output from what it has read.
                if let piece = try inflatePiece(allocator) { return piece }
                if phase == .inside { return nil }
            case .behindMember:
                let start = pending.readableBytesView.prefix(2)
                guard start.elementsEqual([0x1F, 0x8B].prefix(start.count)) else {
                    phase = .finished
                    continue
                }
                guard start.count == 2 else { return nil }
                inflateReset(stream)
                phase = .inside
            case .finished:
                pending.clear()
                return nil
            }
        }
    }

    /// Ends, when all has been unpacked that was taken.
    ///
    /// What has no bytes at all is an empty content.
    /// - Throws: `Failure` when something is missing.
    func finish() throws(Failure) {
        switch phase {
        case .beginning: if pending.readableBytes > 0 { throw .cutShort }
        case .inside: throw .cutShort
        case .behindMember, .finished: break
        }
    }

    private func open() throws(Failure) -> Bool {
        let start = pending.readableBytesView.prefix(2)
        guard start.count == 2 else { return false }
        let window: Int32
        switch coding {
        case .gzip: window = 15 + 16
        case .deflate:
            let (first, second) = (Int(start[start.startIndex]), Int(start[start.startIndex + 1]))
            let isZlib = first & 0x0F == 8 && first >> 4 <= 7 && (first << 8 | second) % 31 == 0
            // Some name gzip deflate.
            window = first == 0x1F && second == 0x8B ? 15 + 16 : isZlib ? 15 : -15
        }
        guard oint_inflate_init(stream, window) == Z_OK else { throw .damaged }
        isOpen = true
        return true
    }

    private func inflatePiece(_ allocator: ByteBufferAllocator) throws(Failure) -> ByteBuffer? {
        var output = allocator.buffer(capacity: Self.pieceSize)
        var code = Z_OK
        var used = 0
        output.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.pieceSize) { room in
            pending.withUnsafeReadableBytes { input in
                let count = min(input.count, Int(UInt32.max))
                // zlib does not write to its input; its declaration is older than const.
                stream.pointee.next_in = UnsafeMutablePointer(
                    mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
                stream.pointee.avail_in = UInt32(count)
                stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.pointee.avail_out = UInt32(Self.pieceSize)
                code = inflate(stream, Z_NO_FLUSH)
                used = count - Int(stream.pointee.avail_in)
                stream.pointee.next_in = nil
                stream.pointee.avail_in = 0
                return Self.pieceSize - Int(stream.pointee.avail_out)
            }
        }
        pending.moveReaderIndex(forwardBy: used)
        packed += used
        unpacked += output.readableBytes
        switch code {
        case Z_STREAM_END: phase = coding == .gzip ? .behindMember : .finished
        case Z_OK, Z_BUF_ERROR: break
        default: throw .damaged
        }
        guard !limit.isExceeded(unpacked: unpacked, packed: packed) else {
            throw .tooLarge(packed: packed, unpacked: unpacked)
        }
        return output.readableBytes > 0 ? output : nil
    }
}

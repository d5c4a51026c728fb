import CBuildID
import OIntCore

/// What tells one build of the program from another.
enum BuildIdentity {
    /// The hash that the linker made of the program, in hexadecimal digits; nil where it made none.
    static var hash: String? {
        var length = 0
        guard let start = oint_build_id(&length) else { return nil }
        return Hexadecimal.encoded(UnsafeBufferPointer(start: start, count: length))
    }
}

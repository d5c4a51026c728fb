import OIntCore

/// Takes what the server tells besides its answers; libpq would print it.
final class NoticeReader {
    private let debug: (@Sendable (String) -> Void)?

    init(_ debug: (@Sendable (String) -> Void)?) { self.debug = debug }

    /// What ``callback`` is given; it is good as long as this object is there.
    var address: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    static let callback: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?) -> Void = { reader, text in
        guard let reader, let text else { return }
        Unmanaged<NoticeReader>.fromOpaque(reader).takeUnretainedValue().debug?(String(cString: text).trimmed)
    }
}

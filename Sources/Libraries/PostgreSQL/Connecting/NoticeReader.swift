import OIntCore

/// Takes what the server tells besides its answers; libpq would print it.
final class NoticeReader {
    private let notice: (@Sendable (String) -> Void)?

    init(_ notice: (@Sendable (String) -> Void)?) { self.notice = notice }

    /// What ``callback`` is given; it is good as long as this object is there.
    var address: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    static let callback: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?) -> Void = { reader, text in
        guard let reader, let text else { return }
        Unmanaged<NoticeReader>.fromOpaque(reader).takeUnretainedValue().notice?(String(cString: text).trimmed)
    }
}

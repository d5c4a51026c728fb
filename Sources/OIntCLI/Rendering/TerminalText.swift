import OIntCore

extension String {
    /// The text on one line, with everything escaped that would steer a terminal instead of being seen.
    ///
    /// Replies hold what strangers wrote: an escape sequence in it could recolour the screen or rewrite what stands
    /// there, and an override of the writing direction could show a text that is not there.
    var terminalSafe: String {
        isPrintableASCII ? self : escaping(\.steersTerminals)
    }

    /// The text with its lines, and with everything else escaped that would steer a terminal.
    var terminalLines: String {
        guard !isPrintableASCII else { return self }
        return split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
            .map { String($0).escaping { $0 != "\t" && $0.steersTerminals } }
            .joined(separator: "\n")
    }
}

extension Unicode.Scalar {
    /// Whether the code point is a control character, a line separator, or changes the direction of writing.
    fileprivate var steersTerminals: Bool {
        switch value {
        case 0x00...0x1F, 0x7F...0x9F: true
        case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFFF9...0xFFFB: true
        default: false
        }
    }
}

extension UInt8 {
    static let lineFeed = UInt8(ascii: "\n")

    /// Whether the byte is white space by the grammar of JSON, line breaks included.
    var isBlank: Bool { [0x20, 0x09, 0x0A, 0x0D].contains(self) }
}

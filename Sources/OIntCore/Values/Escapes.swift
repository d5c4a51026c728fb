/// The escapes that a text typed on a command line may hold.
enum Escapes {
    private static let controls: [UInt8: UInt8] = [
        UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09, UInt8(ascii: "f"): 0x0C,
        UInt8(ascii: "v"): 0x0B, UInt8(ascii: "\\"): UInt8(ascii: "\\"),
    ]

    /// Replaces the known escapes; any other backslash stays as it is.
    static func replaced(in text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count)
        var bytes = text.utf8.makeIterator()
        while let byte = bytes.next() {
            guard byte == UInt8(ascii: "\\") else {
                result.append(byte)
                continue
            }
            guard let next = bytes.next() else {
                result.append(byte)
                break
            }
            if let control = controls[next] {
                result.append(control)
            } else {
                result.append(byte)
                result.append(next)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

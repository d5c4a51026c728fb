/// What nobody can guess, by the generator of the system, which is one for cryptography.
package enum Randomness {
    /// Draws bytes.
    /// - Parameter count: How many.
    /// - Returns: The bytes.
    package static func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: .min ... .max) } }

    /// Draws a text that can't be guessed.
    /// - Parameter count: How many random bytes are in it.
    /// - Returns: The bytes in hexadecimal digits.
    package static func token(bytes count: Int) -> String { Hexadecimal.encoded(bytes(count)) }

    /// Draws what makes a name the only one of its kind.
    /// - Returns: Up to 13 small letters and digits.
    package static func mark() -> String { String(UInt64.random(in: .min ... .max), radix: 36) }
}

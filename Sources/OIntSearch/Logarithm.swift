#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The logarithm of the C library.
enum Logarithm {
    /// The natural logarithm of a number above 0.
    static func natural(_ number: Double) -> Double { log(number) }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The terminal that the program was started from.
enum ConfigTerminal {
    /// Whether somebody types what standard input gives.
    static var isInput: Bool { isatty(STDIN_FILENO) == 1 }
}

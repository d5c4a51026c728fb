#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Places at which tests let the process die, to see that nothing is lost; a release build has none.
package enum FaultPoint {
    /// Ends the process as a power failure would, if the variable `OINT_FAULT` names this place.
    /// - Parameter name: The name of the place.
    package static func reach(_ name: String) {
        #if DEBUG
            if let wanted = getenv("OINT_FAULT"), String(cString: wanted) == name { kill(getpid(), SIGKILL) }
        #endif
    }
}

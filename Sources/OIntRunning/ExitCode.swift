/// The exit codes of the program, and of each call in a batch.
package enum ExitCode {
    /// The service did it.
    package static let success: Int32 = 0
    /// The service refused.
    package static let refused: Int32 = 1
    /// The call is not right as it stands; nothing was sent.
    package static let usage: Int32 = 2
    /// The service could not be reached, or its answer broke off.
    package static let unreachable: Int32 = 3
    /// Something on this machine is missing, unreadable or full.
    package static let local: Int32 = 4
    /// The call of a batch may have been made by a process that died meanwhile.
    package static let uncertain: Int32 = 5
    /// The user interrupted.
    package static let interrupted: Int32 = 130
    /// Whoever read the output has gone.
    package static let brokenPipe: Int32 = 141
}

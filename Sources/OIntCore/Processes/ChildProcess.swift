import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Starting other programs.
package enum ChildProcess {
    /// What a program reads from, or writes to.
    package enum Stream: Sendable {
        /// What this process has there.
        case inherited
        /// Nothing.
        case null
        /// An open file.
        case file(FileDescriptor)
    }

    /// How a program is started.
    package struct Launch: Sendable {
        /// Its path; or its name, which is looked up by `PATH`.
        package var program: String
        /// What stands behind its name.
        package var arguments: [String]
        /// The variables it gets.
        package var environment: [String: String]
        /// What it reads.
        package var input = Stream.inherited
        /// Where its results go.
        package var output = Stream.inherited
        /// Where its messages go.
        package var errors = Stream.inherited
        /// Whether it gets a session of its own, so that what ends this process and its group does not end it.
        package var isDetached = false

        /// Creates a launch.
        /// - Parameters:
        ///   - program: Its path or name.
        ///   - arguments: What stands behind its name.
        ///   - environment: The variables it gets.
        package init(
            _ program: String, _ arguments: [String], environment: [String: String] = ProcessEnvironment.variables
        ) {
            self.program = program
            self.arguments = arguments
            self.environment = environment
        }
    }

    /// Starts a program.
    ///
    /// Files of this process that others are not meant to have must be marked to be closed when it starts them.
    /// - Parameter launch: How.
    /// - Returns: The number of its process; somebody has to wait for its end.
    /// - Throws: `Errno` when the system refuses.
    package static func start(_ launch: Launch) throws(Errno) -> pid_t {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let streams = [(STDIN_FILENO, launch.input), (STDOUT_FILENO, launch.output), (STDERR_FILENO, launch.errors)]
        for (number, stream) in streams {
            switch stream {
            case .inherited: break
            case .null: posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
            case .file(let file): posix_spawn_file_actions_adddup2(&actions, file.rawValue, number)
            }
        }
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Where this process ignores that a pipe is closed, programs count on being ended by it.
        var defaults = sigset_t()
        sigemptyset(&defaults)
        sigaddset(&defaults, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        var unblocked = sigset_t()
        sigemptyset(&unblocked)
        posix_spawnattr_setsigmask(&attributes, &unblocked)
        var flags = Int32(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK)
        if launch.isDetached { flags |= newSession }
        posix_spawnattr_setflags(&attributes, Int16(flags))
        var id: pid_t = 0
        let failure = withCStrings([launch.program] + launch.arguments) { arguments in
            withCStrings(launch.environment.map { "\($0.key)=\($0.value)" }) { variables in
                posix_spawnp(&id, launch.program, &actions, &attributes, arguments, variables)
            }
        }
        guard failure == 0 else { throw Errno(rawValue: failure) }
        return id
    }

    /// Waits until a program has ended.
    /// - Parameter id: The number of its process.
    /// - Returns: Its exit code, or minus the number of the signal that ended it.
    package static func waitForEnd(of id: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(id, &status, 0) == -1, errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : -signal
    }

    #if canImport(Darwin)
        private static let newSession: Int32 = 0x400
    #else
        private static let newSession: Int32 = 0x80
    #endif

    /// Calls a body with C strings, ended by a null pointer.
    private static func withCStrings<Result>(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let strings = texts.map { strdup($0) }
        defer { strings.forEach { free($0) } }
        return body(strings + [nil])
    }
}

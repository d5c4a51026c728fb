#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The browser of the desktop, where there is one.
enum Browser {
    /// Opens an address, if this is a desktop; whoever sees no browser has the address on the screen.
    /// - Parameters:
    ///   - address: The address.
    ///   - environment: The environment, which tells whether there is a desktop.
    static func open(_ address: String, environment: [String: String]) {
        #if canImport(Darwin)
            let program = "open"
        #else
            let program = "xdg-open"
            let hasDesktop = ["WAYLAND_DISPLAY", "DISPLAY"].contains { environment[$0]?.isEmpty == false }
            guard hasDesktop else { return }
        #endif
        var actions = posix_spawn_file_actions_t()
        guard posix_spawn_file_actions_init(&actions) == 0 else { return }
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
        }
        var arguments = [strdup(program), strdup(address), nil]
        defer { arguments.forEach { free($0) } }
        var child = pid_t()
        posix_spawnp(&child, program, &actions, nil, &arguments, environ)
    }
}

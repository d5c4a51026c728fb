import OIntCore

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
        var launch = ChildProcess.Launch(program, [address], environment: environment)
        (launch.input, launch.output, launch.errors) = (.null, .null, .null)
        // Its end is of no interest: the system takes note of it when this process ends.
        _ = try? ChildProcess.start(launch)
    }
}

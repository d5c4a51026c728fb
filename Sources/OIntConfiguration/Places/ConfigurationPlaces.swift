import OIntCore
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where settings and secrets are kept.
///
/// Source: https://specifications.freedesktop.org/basedir-spec/latest/
package struct ConfigurationPlaces: Sendable {
    /// The folder of settings and secrets: `$XDG_CONFIG_HOME/oint`, or `~/.config/oint`.
    package let folder: String
    /// The folder a command is called in; nil where the system does not tell.
    package let workingDirectory: String?

    /// Finds the places.
    /// - Parameters:
    ///   - environment: The environment.
    ///   - workingDirectory: The folder a command is called in.
    package init(environment: [String: String], workingDirectory: String? = Self.currentDirectory) {
        self.workingDirectory = workingDirectory
        // A relative path in the variable means nothing, by the specification.
        if let base = environment["XDG_CONFIG_HOME"], base.hasPrefix("/") {
            folder = FilePath(base).appending("oint").string
        } else {
            // A process in a container may have no home at all: then there is nothing to find, which is no mistake.
            let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? Self.homeOfUser ?? "/"
            folder = FilePath(home).appending(".config").appending("oint").string
        }
    }

    /// The home directory by the system's list of users.
    private static var homeOfUser: String? {
        guard let entry = getpwuid(getuid()), let home = entry.pointee.pw_dir else { return nil }
        return String(cString: home)
    }

    /// The file of plain settings.
    package var settingsFile: String { FilePath(folder).appending("config.toml").string }

    /// The folder of secrets, which only its owner may look into.
    package var secretsFolder: String { FilePath(folder).appending("secrets").string }

    /// The folder that commands are called in.
    package static var currentDirectory: String? {
        guard let path = getcwd(nil, 0) else { return nil }
        defer { free(path) }
        return String(cString: path)
    }

    /// The path of the project's settings: the nearest file named `.oint.toml`, in the working directory or above it.
    package var projectFile: String? {
        guard let workingDirectory else { return nil }
        var folder = FilePath(workingDirectory)
        while true {
            let candidate = folder.appending(".oint.toml")
            if FileNames.exists(candidate) { return candidate.string }
            if !folder.removeLastComponent() { return nil }
        }
    }
}

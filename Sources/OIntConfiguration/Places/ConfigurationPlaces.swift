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
    /// The user's home folder, without links in its path; nil where there is none.
    let home: String?
    /// The folder a command is called in; nil where the system does not tell.
    package let workingDirectory: String?

    /// Finds the places.
    /// - Parameters:
    ///   - environment: The environment.
    ///   - workingDirectory: The folder a command is called in.
    package init(environment: [String: String], workingDirectory: String? = Self.currentDirectory) {
        self.workingDirectory = workingDirectory
        let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? Self.homeOfUser
        self.home = home.map { FileNames.resolved(FilePath($0)).string }
        // A relative path in the variable means nothing, by the specification.
        if let base = environment["XDG_CONFIG_HOME"], base.hasPrefix("/") {
            folder = FilePath(base).appending("oint").string
        } else {
            // A process in a container may have no home at all: then there is nothing to find, which is no mistake.
            folder = FilePath(home ?? "/").appending(".config").appending("oint").string
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

    /// The file that remembers which projects' settings the user trusts.
    package var trustFile: String { FilePath(folder).appending("trusted.json").string }

    /// The folder that commands are called in.
    package static var currentDirectory: String? {
        guard let path = getcwd(nil, 0) else { return nil }
        defer { free(path) }
        return String(cString: path)
    }

    /// The name of a project's settings.
    static let projectFileName = ".oint.toml"

    /// The path of the project's settings: the nearest file named `.oint.toml`, in the working directory or above it.
    ///
    /// It is looked for up to the home folder, and not beyond the file system of the working directory: what lies above
    /// belongs to others.
    package var projectFile: String? {
        guard let workingDirectory, let device = FileState(workingDirectory, followingLinks: true)?.device else {
            return nil
        }
        var folder = FileNames.resolved(FilePath(workingDirectory))
        while true {
            let candidate = folder.appending(Self.projectFileName)
            if FileNames.exists(candidate) { return candidate.string }
            guard folder.string != home, folder.removeLastComponent(),
                FileState(folder.string, followingLinks: true)?.device == device
            else { return nil }
        }
    }
}

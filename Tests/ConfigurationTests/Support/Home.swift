import Foundation
import OIntConfiguration
import OIntCore

/// A home directory of a test's own, with a folder of settings and one of a project in it.
final class Home: Sendable {
    /// Its path, without links in it.
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path(percentEncoded: false)
        try makeFolder("project/deep/below")
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The configuration as a process sees it that is started here.
    func configuration(
        _ environment: [String: String] = [:], in folder: String = "project",
        notify: @escaping @Sendable (String) -> Void = { _ in }
    ) -> Configuration {
        let environment = environment.merging(["HOME": path]) { $1 }
        return Configuration(
            environment: environment,
            places: ConfigurationPlaces(environment: environment, workingDirectory: path(folder)), notify: notify)
    }

    /// The folder of secrets as a process sees it that is started here.
    func secrets(_ environment: [String: String], clock: any Clock<Duration>) -> SecretFolder {
        let environment = environment.merging(["HOME": path]) { $1 }
        return SecretFolder(
            places: ConfigurationPlaces(environment: environment), environment: environment, clock: clock)
    }

    /// The path of something in it.
    func path(_ name: String) -> String { path + "/" + name }

    /// The path of something in the folder of settings.
    static func config(_ name: String) -> String { ".config/oint/" + name }

    func makeFolder(_ name: String, mode: Int = 0o700) throws {
        try FileManager.default.createDirectory(
            atPath: path(name), withIntermediateDirectories: true, attributes: [.posixPermissions: mode])
    }

    /// Writes a file, its folders included.
    func write(_ text: String, to name: String, mode: Int = 0o600) throws {
        try makeFolder((name as NSString).deletingLastPathComponent)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
        try setMode(mode, of: name)
    }

    func setMode(_ mode: Int, of name: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path(name))
    }

    func mode(of name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path(name))[.posixPermissions] as? Int
    }

    func read(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

    /// Writes the settings of the project, and trusts them.
    func writeProject(_ text: String, in folder: String = "project") async throws {
        try write(text, to: folder + "/.oint.toml")
        _ = try await configuration().trustProject(at: path(folder))
    }

    /// Writes the user's settings.
    func writeSettings(_ text: String) throws { try write(text, to: Self.config("config.toml")) }

    /// The user's settings, as they are written.
    var settings: String { get throws { try read(Self.config("config.toml")) } }

    /// The names of what is in a folder.
    func names(in name: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(name)).sorted()
    }
}

extension Configuration {
    /// Stores a value that was typed.
    func set(_ name: String, _ text: String, in profile: ProfileName = .fallback) async throws {
        let option = try LibraryOption(named: name, of: Shop.library)
        try await set(try option.value(OptionInput(text, source: .commandLine)), for: option, in: profile)
    }

    /// The texts that are found for the options of a method.
    func found(given: Set<String> = [], profile: String? = nil) async throws -> [String: [String]] {
        try await complete(Shop.list, of: Shop.library, given: given, profile: profile)
            .options.mapValues { $0.map(\.text) }
    }

    /// What is wrong with what is found for a method.
    func problems(profile: String? = nil) async throws -> String {
        try await complete(Shop.list, of: Shop.library, given: [], profile: profile)
            .problems.map(\.description).joined(separator: "\n")
    }
}

extension WrappedKey.Cost {
    /// As little as scrypt takes: a test is not to be guessed at.
    static let cheap = Self(rounds: 16, blockSize: 1, parallelism: 1)
}

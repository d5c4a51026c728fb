import Foundation
import OIntConfiguration
import OIntCore
import Synchronization
import Testing

@Suite("A project's settings")
struct ProjectSettingsTests {
    @Test("A secret in the project's file is refused, and is not shown", arguments: ["token", "url"])
    func secret(option: String) async throws {
        let home = try Home()
        try await home.writeProject("[shop]\n\(option) = 'shop.example/code/s3cr3t'\n")
        let problems = try await home.configuration().problems()
        #expect(problems.contains("project/.oint.toml holds \(option) of shop, a secret"))
        #expect(!problems.contains("s3cr3t"))
    }

    @Test(
        "Options with a role are not for a project to give, whether there are secrets or not",
        arguments: [
            ("url", "'evil.example'", "says where calls and secrets go"),
            ("secure", "false", "says how connections are protected"), ("script", "'rm'", "runs code"),
            ("photo", "'/etc/passwd'", "names files that are read and sent"),
            ("log", "'/home/me/.profile'", "names files that are written"),
        ])
    func roles(option: String, value: String, reason: String) async throws {
        let home = try Home()
        try await home.writeProject("[shop]\n\(option) = \(value)\ncount = 1\n")
        let problems = try await home.configuration().problems()
        #expect(problems.contains("gives \(option) of shop, which \(reason)"), "\(problems)")
        let found = try await home.configuration().found()
        #expect(found == ["count": ["1"]])
    }

    @Test("A trusted file with a mistake is named, with line and column")
    func mistake() async throws {
        let home = try Home()
        try await home.writeProject("profile = 'a'\n")
        try home.write("profile = 'a'\n[shop\n", to: "project/.oint.toml")
        await #expect {
            _ = try await home.configuration().found()
        } throws: {
            "\($0)".hasPrefix("\(home.path)/project/.oint.toml: line 2, column 6: ")
        }
    }
}

@Suite("Trust in a project's settings")
struct ProjectTrustTests {
    /// What a configuration says.
    private final class Notices: Sendable {
        private let list = Mutex<[String]>([])
        var texts: [String] { list.withLock { $0 } }
        func add(_ text: String) { list.withLock { $0.append(text) } }
    }

    private static let file = "project/.oint.toml"

    @Test("A file does not count until it is trusted; the first use says what it would set, once")
    func untrusted() async throws {
        let home = try Home()
        try home.write("profile = 'work'\n[shop]\ncount = 3\npassword = 'hunter2'\n", to: Self.file)
        let notices = Notices()
        let configuration = home.configuration(notify: notices.add)
        for _ in 1...3 { #expect(try await configuration.found().isEmpty) }
        #expect(notices.texts.count == 1)
        let notice = try #require(notices.texts.first)
        #expect(notice.hasPrefix("\(home.path)/project/.oint.toml: "))
        #expect(notice.contains("it would set profile = 'work', shop.count = '3', shop.password = ***"))
        #expect(notice.contains("oint config trust") && !notice.contains("hunter2"))
    }

    @Test("Nothing is said of a file that could not change the call")
    func unrelated() async throws {
        let home = try Home()
        try home.write("[stall]\ncount = 3\n", to: Self.file)
        let notices = Notices()
        #expect(try await home.configuration(notify: notices.add).found().isEmpty)
        #expect(notices.texts.isEmpty)
    }

    @Test("Trust is kept for the owner alone, and counts for the content that was there")
    func trusted() async throws {
        let home = try Home()
        try await home.writeProject("[shop]\ncount = 3\n")
        let kept = home.configuration()
        #expect(try await kept.found() == ["count": ["3"]])
        #expect(try home.mode(of: Home.config("trusted.json")) == 0o600)
        #expect(try await home.configuration(in: "project/deep/below").found() == ["count": ["3"]])
        try home.write("[shop]\ncount = 4444\n", to: Self.file)
        for configuration in [kept, home.configuration()] {
            await #expect {
                _ = try await configuration.found()
            } throws: {
                "\($0)".contains("it has changed since you trusted it, and sets now shop.count = '4444'")
            }
        }
        _ = try await home.configuration().trustProject(at: nil)
        #expect(try await kept.found() == ["count": ["4444"]])
    }

    @Test("Trust can be taken back; then nothing more is said until the file changes")
    func takenBack() async throws {
        let home = try Home()
        try await home.writeProject("[shop]\ncount = 3\n")
        _ = try await home.configuration().untrustProject(at: home.path("project"))
        let notices = Notices()
        #expect(try await home.configuration(notify: notices.add).found().isEmpty)
        #expect(notices.texts.isEmpty)
        try home.write("[shop]\ncount = 5\n", to: Self.file)
        #expect(try await home.configuration(notify: notices.add).found().isEmpty)
        #expect(notices.texts.count == 1)
    }

    @Test("A copy of a trusted file is not trusted, nor another file under its name")
    func copies() async throws {
        let home = try Home()
        try await home.writeProject("[shop]\ncount = 3\n")
        try home.write("[shop]\ncount = 3\n", to: "other/.oint.toml")
        #expect(try await home.configuration(in: "other").found().isEmpty)
        await #expect(throws: UsageError.self) { try await home.configuration(in: "empty").trustProject(at: nil) }
        try home.write("[shop]\ncount = 3\n", to: "other/settings.toml")
        await #expect(throws: UsageError.self) {
            try await home.configuration().trustProject(at: home.path("other/settings.toml"))
        }
    }

    /// Things that may stand in the place of the file.
    enum Obstacle: String, CaseIterable {
        case pipe, link, device, folder, large, open, broken, aborting

        func put(_ path: String) throws {
            switch self {
            case .pipe: mkfifo(path, 0o600)
            case .link:
                try Data("[shop]\ncount = 1\n".utf8).write(to: URL(fileURLWithPath: path + ".real"))
                try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path + ".real")
            case .device: try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/zero")
            case .folder: try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            case .large:
                let text = "[shop]\ncount = 1\n" + String(repeating: "#", count: 1 << 20)
                try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            case .open:
                try Data("[shop]\ncount = 1\n".utf8).write(to: URL(fileURLWithPath: path))
                chmod(path, 0o666)
            case .broken: try Data("[shop".utf8).write(to: URL(fileURLWithPath: path))
            case .aborting: try Data("[=".utf8).write(to: URL(fileURLWithPath: path))
            }
        }
    }

    @Test("What is no proper file neither counts, nor holds up or ends a call", arguments: Obstacle.allCases)
    func obstacle(_ obstacle: Obstacle) async throws {
        let home = try Home()
        try obstacle.put(home.path(Self.file))
        let notices = Notices()
        #expect(try await home.configuration(notify: notices.add).found().isEmpty)
        #expect(notices.texts.count == 1, "\(notices.texts)")
        await #expect(throws: LocalError.self) { try await home.configuration().trustProject(at: nil) }
        #expect(try await home.configuration().found().isEmpty)
    }

    @Test("It is looked for up to the home folder, not above")
    func homeFolder() async throws {
        let outer = try Home()
        try outer.write("[shop]\ncount = 3\n", to: ".oint.toml")
        try outer.makeFolder("home/me/project")
        let places = ConfigurationPlaces(
            environment: ["HOME": outer.path("home/me")], workingDirectory: outer.path("home/me/project"))
        #expect(places.projectFile == nil)
        try outer.write("", to: "home/me/.oint.toml")
        #expect(places.projectFile == outer.path("home/me/.oint.toml"))
    }

    @Test("It is not looked for on another file system")
    func fileSystem() {
        // /proc is one everywhere, and there is never such a file in the root folder of a test machine.
        let places = ConfigurationPlaces(environment: ["HOME": "/nowhere"], workingDirectory: "/proc/self")
        #expect(places.projectFile == nil)
    }
}

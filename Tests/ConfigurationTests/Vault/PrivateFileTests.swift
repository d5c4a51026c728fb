import Foundation
import OIntCore
import Testing

@testable import OIntConfiguration

@Suite("Files for their owner alone")
struct PrivateFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("What is written is read, and nobody else may, whatever the mask of the process")
    func roundTrip() async throws {
        await #expect(processExitsWith: .success) { [path = folder.path as String] in
            umask(0)
            try PrivateFile.write(Array("secret".utf8), to: "\(path)/a/b/file.json")
        }
        #expect(try PrivateFile.read(folder.path("a/b/file.json")) == Array("secret".utf8))
        #expect(try folder.mode("a/b/file.json") == 0o600)
        #expect(try [folder.mode("a"), folder.mode("a/b")] == [0o700, 0o700])
        try PrivateFile.write([], to: folder.path("a/b/file.json"))
        #expect(try PrivateFile.read(folder.path("a/b/file.json")) == [])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("a/b")) == ["file.json"])
    }

    @Test("A file that is missing has no content, and nothing is wrong with it")
    func missing() throws {
        #expect(try PrivateFile.read(folder.path("none")) == nil)
        #expect(try PrivateFile.read(folder.path("none/below")) == nil)
        #expect(PrivateFile.problem(folder.path("none")) == nil)
        try PrivateFile.remove(folder.path("none"))
    }

    @Test(
        "A file that others may use is refused with the remedy", arguments: [0o640, 0o604, 0o620, 0o602, 0o644, 0o610])
    func modes(mode: Int) throws {
        let path = try folder.write("secret", to: "file", mode: mode_t(mode))
        let error = try #require(throws: LocalError.self) { try PrivateFile.read(path) }
        #expect(error.subject == path)
        #expect(error.reason.contains("chmod 600 \(path)"))
        #expect(error.reason.contains(String(mode, radix: 8)))
        #expect(PrivateFile.problem(path) == error.reason)
        // Writing a new one mends it.
        try PrivateFile.write([1], to: path)
        #expect(try PrivateFile.read(path) == [1])
    }

    @Test("A file that its owner may only read is read")
    func readOnly() throws {
        #expect(try PrivateFile.read(try folder.write("x", to: "file", mode: 0o400)) == Array("x".utf8))
    }

    @Test("A symbolic link is neither read nor replaced, but one among the directories is followed")
    func links() throws {
        try folder.write("secret", to: "real")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("link"), withDestinationPath: folder.path("real"))
        for attempt in [{ _ = try PrivateFile.read($0) }, { try PrivateFile.write([1], to: $0) }]
            as [(String) throws -> Void]
        {
            let error = try #require(throws: LocalError.self) { try attempt(folder.path("link")) }
            #expect(error.reason.contains("symbolic link"))
        }
        #expect(PrivateFile.problem(folder.path("link"))?.contains("symbolic link") == true)
        #expect(try folder.read("real") == "secret")
        try FileManager.default.createSymbolicLink(atPath: folder.path("here"), withDestinationPath: folder.path)
        #expect(try PrivateFile.read(folder.path("here/real")) == Array("secret".utf8))
    }

    @Test("Pipes and directories are no files")
    func otherThings() throws {
        mkfifo(folder.path("pipe"), 0o600)
        mkdir(folder.path("folder"), 0o700)
        for name in ["pipe", "folder"] {
            let path = folder.path(name)
            #expect(throws: LocalError(path, "it is not a plain file")) { try PrivateFile.read(path) }
            #expect(throws: LocalError(path, "it is not a plain file")) { try PrivateFile.write([1], to: path) }
        }
    }

    @Test(
        "A file of somebody else is refused", .enabled(if: geteuid() == 0, "only the administrator can give files away")
    )
    func owner() throws {
        let path = try folder.write("secret", to: "file")
        chown(path, 65534, 65534)
        let error = try #require(throws: LocalError.self) { try PrivateFile.read(path) }
        #expect(error.reason.contains("it belongs to nobody, not to root"))
    }

    @Test("When the disk takes no more, the old file stays, and nothing else")
    func full() async throws {
        try folder.write("old", to: "file")
        // How large files may be belongs to the whole process, hence another one.
        await #expect(processExitsWith: .success) { [path = folder.path("file") as String] in
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 10, rlim_max: 10)
            setrlimit(.init(RLIMIT_FSIZE.rawValue), &limit)
            #expect(throws: LocalError(path, "File too large")) {
                try PrivateFile.write([UInt8](repeating: 0, count: 100), to: path)
            }
        }
        #expect(try folder.read("file") == "old")
        #expect(try folder.names() == ["file"])
    }

    @Test("Where nothing may be written, the error says so, and the old file stays")
    func forbidden() async throws {
        try folder.write("old", to: "file", mode: 0o600)
        chmod(folder.path, 0o555)
        await #expect(processExitsWith: .success) { [path = folder.path as String] in
            // The administrator may write anywhere.
            if geteuid() == 0 { setuid(65534) }
            #expect(throws: LocalError("\(path)/file", "you are not allowed to use it")) {
                try PrivateFile.write([1], to: "\(path)/file")
            }
            #expect(throws: LocalError("\(path)/new", "you are not allowed to use it")) {
                try PrivateFile.write([1], to: "\(path)/new/file")
            }
        }
        chmod(folder.path, 0o755)
        #expect(try folder.read("file") == "old")
        #expect(try folder.names() == ["file"])
    }

    @Test("Reading while others write gives the old content or the new, never a part")
    func concurrency() async throws {
        let path = folder.path("file")
        try PrivateFile.write([UInt8](repeating: 0, count: 5000), to: path)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in UInt8(1)...4 {
                group.addTask {
                    for _ in 0..<25 { try PrivateFile.write([UInt8](repeating: number, count: 5000), to: path) }
                }
            }
            group.addTask {
                for _ in 0..<200 {
                    let bytes = try #require(try PrivateFile.read(path))
                    #expect(bytes.count == 5000 && Set(bytes).count == 1)
                }
            }
            try await group.waitForAll()
        }
        #expect(try folder.names() == ["file"])
    }
}

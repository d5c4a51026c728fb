import Foundation
import OIntCore
import TestFiles
import Testing

extension AtomicFile {
    /// Adds a text at the end.
    fileprivate func write(_ text: String) throws {
        try Array(text.utf8).withUnsafeBytes { try write($0) }
    }
}

@Suite("Writing files whole or not at all")
struct AtomicFileTests {
    private struct Broken: Error {}

    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func write(_ text: String, to path: String) throws {
        let file = try AtomicFile(path)
        try file.write(text)
        try file.finish()
    }

    private func mode(of name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: directory.path(name))
        return try #require(attributes[.posixPermissions] as? Int)
    }

    @Test("a file appears under its name when it is complete, and not before")
    func appears() throws {
        let path = directory.path("result.json")
        let file = try AtomicFile(path)
        try file.write("{\"a\":")
        try file.write(" 1}\n")
        #expect(try directory.names.count == 1)
        #expect(try !directory.names.contains("result.json"))
        try file.finish()
        #expect(try directory.names == ["result.json"])
        #expect(try directory.read("result.json") == "{\"a\": 1}\n")
    }

    @Test("an empty file is a file")
    func empty() throws {
        try write("", to: directory.path("empty"))
        #expect(try directory.read("empty") == "")
    }

    @Test("a file that is there stays as it is until the new one is complete")
    func replaces() throws {
        let path = try directory.write("old and longer", to: "file")
        let file = try AtomicFile(path)
        try file.write("new")
        #expect(try directory.read("file") == "old and longer")
        try file.finish()
        #expect(try directory.read("file") == "new")
        #expect(try directory.names == ["file"])
    }

    @Test("whoever gives up leaves nothing behind")
    func givenUp() throws {
        let path = try directory.write("old", to: "file")
        do {
            let file = try AtomicFile(path)
            try file.write("new")
            #expect(try directory.names.count == 2)
        }
        #expect(try directory.names == ["file"])
        #expect(try directory.read("file") == "old")
    }

    @Test("an error in between leaves nothing behind")
    func failure() throws {
        let path = try directory.write("old", to: "file")
        #expect(throws: Broken.self) {
            let file = try AtomicFile(path)
            try file.write("new")
            throw Broken()
        }
        #expect(try directory.names == ["file"])
        #expect(try directory.read("file") == "old")
    }

    @Test("a name that can't be taken at the end leaves nothing behind")
    func nameTaken() throws {
        let path = directory.path("file")
        #expect(throws: LocalError(path, "it is a directory")) {
            let file = try AtomicFile(path)
            try file.write("new")
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            try file.finish()
        }
        #expect(try directory.names == ["file"])
    }

    @Test("a write that fails leaves nothing behind")
    func writeFails() async {
        // The largest size of files belongs to the whole process, hence another process.
        await #expect(processExitsWith: .success) {
            let directory = try TemporaryDirectory()
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 10, rlim_max: 10)
            setrlimit(.init(RLIMIT_FSIZE.rawValue), &limit)
            #expect(throws: LocalError(directory.path("file"), "File too large")) {
                let file = try AtomicFile(directory.path("file"))
                try file.write(String(repeating: "x", count: 100))
            }
            #expect(try directory.names == [])
        }
    }

    @Test("the mode of a file that is there is kept", arguments: [0o600, 0o640, 0o755, 0o444])
    func keepsMode(_ mode: Int) throws {
        let path = try directory.write("old", to: "file")
        chmod(path, mode_t(mode))
        try write("new", to: path)
        #expect(try self.mode(of: "file") == mode)
        #expect(try directory.read("file") == "new")
    }

    @Test("a new file has the mode every program gives its files")
    func newMode() throws {
        _ = FileManager.default.createFile(atPath: directory.path("other"), contents: nil)
        try write("new", to: directory.path("file"))
        #expect(try mode(of: "file") == mode(of: "other"))
    }

    @Test("until it is complete nobody else may read it, whatever stood there")
    func unfinishedMode() throws {
        let path = try directory.write("old", to: "file")
        chmod(path, 0o666)
        let file = try AtomicFile(path)
        let name = try #require(try directory.names.first { $0 != "file" })
        #expect(try mode(of: name) == 0o600)
        try file.write("new")
        try file.finish()
        #expect(try mode(of: "file") == 0o666)
    }

    @Test("what holds a secret is for its owner alone, whatever stood there", arguments: [nil, 0o666, 0o640])
    func secretMode(_ before: Int?) throws {
        let path = directory.path("file")
        if let before {
            try directory.write("old", to: "file")
            chmod(path, mode_t(before))
        }
        let file = try AtomicFile(path)
        try file.write("s3cr3t")
        try file.finish(holdsSecret: true)
        #expect(try mode(of: "file") == 0o600)
    }

    @Test("what a killed process left behind goes with the next write to the same file")
    func leftover() async throws {
        let path = directory.path("file")
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let file = try AtomicFile(path)
            try file.write("s3cr3t of a killed process")
            kill(getpid(), SIGKILL)
        }
        #expect(try directory.names.count == 1)
        #expect(try !directory.names.contains("file"))
        try write("new", to: path)
        #expect(try directory.names == ["file"])
        #expect(try directory.read("file") == "new")
    }

    @Test("two that write to one file at a time do not take each other for leftovers")
    func together() throws {
        let path = directory.path("file")
        let (one, other) = (try AtomicFile(path), try AtomicFile(path))
        #expect(try directory.names.count == 2)
        try other.write("other")
        try other.finish()
        try one.write("one")
        try one.finish()
        #expect(try directory.read("file") == "one")
        #expect(try directory.names == ["file"])
    }

    @Test(
        "a link that another user put into a folder where all may put something is not followed",
        .enabled(if: geteuid() == 0, "needs files of two users"), arguments: [false, true])
    func foreignLink(isFolder: Bool) throws {
        try FileManager.default.createDirectory(atPath: directory.path("open"), withIntermediateDirectories: false)
        try FileManager.default.createDirectory(atPath: directory.path("far"), withIntermediateDirectories: false)
        try directory.write("old", to: "far/file")
        chmod(directory.path("open"), 0o1777)
        let link = directory.path("open/link")
        let path = isFolder ? link + "/file" : link
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: isFolder ? "../far" : "../far/file")
        lchown(link, 65534, 65534)
        #expect(throws: LocalError.self) { try write("new", to: path) }
        #expect(try directory.read("far/file") == "old")
        // Its own links, those of the folder's owner, and those in other folders are followed.
        lchown(link, 0, 0)
        try write("mine", to: path)
        lchown(link, 65534, 65534)
        chown(directory.path("open"), 65534, 65534)
        try write("theirs", to: path)
        chown(directory.path("open"), 0, 0)
        chmod(directory.path("open"), 0o755)
        try write("closed", to: path)
        #expect(try directory.read("far/file") == "closed")
    }

    @Test("a link stays a link, and what it leads to is replaced")
    func links() throws {
        try FileManager.default.createDirectory(atPath: directory.path("far"), withIntermediateDirectories: false)
        let target = try directory.write("old", to: "far/target")
        try FileManager.default.createSymbolicLink(atPath: directory.path("second"), withDestinationPath: target)
        try FileManager.default.createSymbolicLink(atPath: directory.path("first"), withDestinationPath: "second")
        try write("new", to: directory.path("first"))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: directory.path("first")) == "second")
        #expect(try directory.read("far/target") == "new")
        #expect(try directory.names == ["far", "first", "second"])
    }

    @Test("a name as long as the file system allows is taken")
    func longName() throws {
        let name = String(repeating: "ы", count: 127)
        try write("new", to: directory.path(name))
        #expect(try directory.names == [name])
    }

    @Test("a directory is refused", arguments: ["", "/", "/.", "/new/"])
    func directories(_ ending: String) throws {
        let path = directory.path + ending
        #expect(throws: LocalError(path, "it is a directory, and a file is needed")) { try write("new", to: path) }
        #expect(try directory.names == [])
    }

    @Test("a missing directory is told as that")
    func missingDirectory() {
        let path = directory.path("nowhere/file")
        #expect(throws: LocalError(path, "its directory does not exist")) { try write("new", to: path) }
    }

    @Test("a file is no directory")
    func fileAsDirectory() throws {
        let path = try directory.write("old", to: "file") + "/x"
        #expect(throws: LocalError(path, "a part of its path is not a directory")) { try write("new", to: path) }
    }

    @Test("a directory that is closed to us is told as that")
    func closedDirectory() async {
        await #expect(processExitsWith: .success) {
            let directory = try TemporaryDirectory()
            let path = try directory.write("old", to: "file")
            chmod(directory.path, 0o555)
            becomeNobody()
            #expect(throws: LocalError(path, "you are not allowed to use it")) { _ = try AtomicFile(path) }
            #expect(try directory.read("file") == "old")
            chmod(directory.path, 0o755)
        }
    }

    @Test("a device is written to, not replaced")
    func devices() async {
        // As somebody who could not replace them, lest a mistake harm the machine.
        await #expect(processExitsWith: .success) {
            becomeNobody()
            let null = try AtomicFile("/dev/null")
            try null.write("gone")
            try null.finish()
            #expect(throws: LocalError("/dev/full", "the disk is full")) {
                let full = try AtomicFile("/dev/full")
                try full.write("no room")
            }
        }
        var info = stat()
        #expect(stat("/dev/null", &info) == 0)
        #expect(info.st_mode & S_IFMT == S_IFCHR)
    }

    @Test("a pipe is written to, not replaced")
    func pipes() throws {
        let path = directory.path("pipe")
        #expect(mkfifo(path, 0o600) == 0)
        // Opened for both, a pipe waits for nobody.
        let reader = open(path, O_RDWR | O_NONBLOCK)
        defer { close(reader) }
        try write("hello", to: path)
        var buffer = [UInt8](repeating: 0, count: 10)
        #expect(read(reader, &buffer, 10) == 5)
        #expect(buffer.prefix(5) == Array("hello".utf8)[...])
        #expect(try directory.names == ["pipe"])
    }
}

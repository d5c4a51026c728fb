import Foundation
import OIntCore
import SystemPackage
import TestFiles
import Testing

@Suite("Reading files")
struct LocalFileTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    @Test("a file is read whole, whatever its size", arguments: [0, 1, 65535, 65536, 65537, 300_000])
    func reads(_ count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let path = directory.path("file")
        try Data(bytes).write(to: URL(filePath: path))
        #expect(try LocalFile.read(path) == bytes)
        #expect(try LocalFile.size(path) == count)
        try LocalFile.checkReadable(path)
    }

    @Test("a pipe is read to its end, and has no size")
    func pipe() throws {
        let (output, input) = try FileDescriptor.pipe()
        defer { try? output.close() }
        try input.writeAll(Array("hello".utf8))
        #expect(try LocalFile.read(output, atMost: 2) == Array("he".utf8))
        try input.close()
        #expect(try LocalFile.readToEnd(output, name: "a pipe") == Array("llo".utf8))
        #expect(try LocalFile.read(output, atMost: 2).isEmpty)
        #expect(try LocalFile.size("/dev/null") == nil)
    }

    @Test("a pipe whose bytes come little by little is read to its end")
    func slowPipe() async throws {
        let (output, input) = try FileDescriptor.pipe()
        defer { try? output.close() }
        let piece = [UInt8](repeating: 7, count: 1000)
        Thread.detachNewThread {
            for _ in 0..<300 { _ = try? input.writeAll(piece) }
            try? input.close()
        }
        #expect(try LocalFile.readToEnd(output, name: "a pipe") == [UInt8](repeating: 7, count: 300_000))
    }

    @Test("what can't be read is told in words")
    func problems() throws {
        let file = try directory.write("x", to: "file")
        let cases = [
            (directory.path("nothing"), "it does not exist"), (directory.path, "it is a directory"),
            (file + "/x", "a part of its path is not a directory"),
            (directory.path(String(repeating: "x", count: 300)), "its name is too long"), ("", "it does not exist"),
        ]
        for (path, reason) in cases {
            #expect(throws: LocalError(path, reason)) { try LocalFile.read(path) }
            #expect(throws: LocalError(path, reason)) { try LocalFile.checkReadable(path) }
        }
    }

    @Test("a file that belongs to somebody else is told as that")
    func forbidden() async {
        // Nobody else's rights can be given up, hence another process.
        await #expect(processExitsWith: .success) {
            let directory = try TemporaryDirectory()
            let path = try directory.write("x", to: "file")
            chmod(path, 0)
            becomeNobody()
            #expect(throws: LocalError(path, "you are not allowed to use it")) { try LocalFile.read(path) }
            #expect(throws: LocalError(path, "you are not allowed to use it")) { try LocalFile.checkReadable(path) }
            #expect(throws: LocalError(path, "you are not allowed to use it")) { try LocalFile.size(path) }
        }
    }

    @Test(
        "system errors are told in words",
        arguments: [
            (Errno.noSpace, "the disk is full"), (.diskQuotaExceeded, "your share of the disk is used up"),
            (.readOnlyFileSystem, "the file system is read-only"), (.tooManyOpenFiles, "too many files are open"),
            (.notPermitted, "you are not allowed to use it"), (.ioError, "Input/output error"),
        ])
    func reasons(_ error: Errno, _ reason: String) {
        #expect(LocalFile.reason(error) == reason)
    }
}

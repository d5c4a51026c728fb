import Foundation
import LoopbackServer
import Programs
import Testing

@Suite("Results in files", .timeLimit(.minutes(2)))
struct OutFileTests {
    private static let command = ["ServerTime", "--format", "compact", "--out"]
    private static let content = "{\"result\":true}\n"

    @Test("A file gets the whole result, and the outputs nothing")
    func file() async throws {
        try await withPortal { portal in
            let outcome = try await portal.oint(Self.command + ["time.json"])
            #expect(outcome.exitCode == 0)
            #expect(outcome.everything == "")
            #expect(try portal.sandbox.read("time.json") == Self.content)
            #expect(try portal.sandbox.names(in: ".") == ["ca.pem", "time.json"])
        }
    }

    @Test("A new file is for whom the user's mask says", arguments: [("022", 0o644), ("077", 0o600), ("002", 0o664)])
    func mask(mask: String, mode: Int) async throws {
        try await withPortal { portal in
            let outcome = try await portal.oint(
                Self.command + ["time.json"], launcher: ["sh", "-c", "umask \(mask); exec \"$0\" \"$@\""])
            #expect(outcome.exitCode == 0)
            #expect(try portal.sandbox.mode(of: "time.json") == mode)
        }
    }

    @Test("A file that is there is replaced, and keeps its mode")
    func replaced() async throws {
        try await withPortal { portal in
            try portal.sandbox.write(String(repeating: "old ", count: 1000), to: "time.json")
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o640], ofItemAtPath: portal.sandbox.path("time.json"))
            let outcome = try await portal.oint(Self.command + ["time.json"])
            #expect(outcome.exitCode == 0)
            #expect(try portal.sandbox.read("time.json") == Self.content)
            #expect(try portal.sandbox.mode(of: "time.json") == 0o640)
            #expect(try portal.sandbox.names(in: ".") == ["ca.pem", "time.json"])
        }
    }

    @Test("A link stays a link, and the file behind it is replaced")
    func link() async throws {
        try await withPortal { portal in
            try portal.sandbox.makeDirectory("there")
            try portal.sandbox.write("old", to: "there/time.json")
            try FileManager.default.createSymbolicLink(
                atPath: portal.sandbox.path("link"), withDestinationPath: "there/time.json")
            let outcome = try await portal.oint(Self.command + ["link"])
            #expect(outcome.exitCode == 0)
            let target = try FileManager.default.destinationOfSymbolicLink(atPath: portal.sandbox.path("link"))
            #expect(target == "there/time.json")
            #expect(try portal.sandbox.read("there/time.json") == Self.content)
            #expect(try portal.sandbox.names(in: "there") == ["time.json"])
        }
    }

    @Test("A device stays a device")
    func device() async throws {
        try await withPortal { portal in
            let outcome = try await portal.oint(Self.command + ["/dev/null"])
            #expect(outcome.exitCode == 0)
            #expect(outcome.everything == "")
            let type = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType
            #expect(type == .typeCharacterSpecial)
        }
    }

    @Test(
        "Where no file can be, nothing is sent: an answer that can't be kept may be lost for good",
        arguments: [
            ("folder", "oint: folder: it is a directory, and a file is needed\n"),
            ("folder/", "oint: folder/: it is a directory, and a file is needed\n"),
            ("gone/time.json", "oint: gone/time.json: its directory does not exist\n"),
            ("ca.pem/time.json", "oint: ca.pem/time.json: a part of its path is not a directory\n"),
        ]
    )
    func impossible(path: String, message: String) async throws {
        try await withPortal { portal in
            try portal.sandbox.makeDirectory("folder")
            let outcome = try await portal.oint(Self.command + [path])
            #expect(outcome.exitCode == 4)
            #expect(outcome.output == "")
            #expect(outcome.errors == message)
            #expect(portal.server.acceptedConnections == 0)
            #expect(try portal.sandbox.names(in: "folder") == [])
        }
    }

    @Test("A refusal leaves the file as it was, and is shown")
    func refusal() async throws {
        try await withPortal(answering: .json(#"{"error":"X"}"#, status: 400)) { portal in
            try portal.sandbox.write("old", to: "time.json")
            let outcome = try await portal.oint(Self.command + ["time.json"])
            #expect(outcome.exitCode == 1)
            #expect(outcome.output == "{\n  \"error\": \"X\"\n}\n")
            #expect(try portal.sandbox.read("time.json") == "old")
            #expect(try portal.sandbox.names(in: ".") == ["ca.pem", "time.json"])
        }
    }

    @Test("A full device is told, and leaves nothing behind")
    func fullDevice() async throws {
        try await withPortal { portal in
            let outcome = try await portal.oint(Self.command + ["/dev/full"])
            #expect(outcome.exitCode == 4)
            #expect(outcome.errors == "oint: /dev/full: the disk is full\n")
            #expect(outcome.output == "")
        }
    }

    @Test("A full output is told")
    func fullOutput() async throws {
        try await withPortal { portal in
            let outcome = try await portal.oint(
                ["ServerTime"], launcher: ["sh", "-c", "exec \"$0\" \"$@\" > /dev/full"])
            #expect(outcome.exitCode == 4)
            #expect(outcome.errors == "oint: standard output: the disk is full\n")
        }
    }

    @Test(
        "A full disk is told, and leaves nothing behind",
        .enabled("No disk can be mounted here.", { await TinyDisk.isPossible() }))
    func fullDisk() async throws {
        let text = String(repeating: "0123456789", count: 100_000)
        try await withPortal(answering: .json(#"{"result":"\#(text)"}"#)) { portal in
            try portal.sandbox.makeDirectory("disk")
            let outcome = try await portal.oint(
                ["ServerTime", "--out", "disk/big.json"], launcher: TinyDisk.launcher(mountingOn: "disk"))
            #expect(outcome.exitCode == 4)
            #expect(outcome.errors == "oint: disk/big.json: the disk is full\n")
            #expect(outcome.output == "left on the disk:\n")
        }
    }
}

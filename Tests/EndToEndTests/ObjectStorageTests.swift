import Foundation
import Programs
import RunningServers
import Testing

@Suite("Object storage", .timeLimit(.minutes(2)))
struct ObjectStorageTests {
    /// Runs something with a bucket of its own.
    private func withBucket(_ body: (Sandbox, String) async throws -> Void) async throws {
        try await withSandbox { sandbox in
            try sandbox.write(try TestServers.objectStorage(), to: "account.json")
            let bucket = "oint-\(UUID().uuidString.lowercased())"
            let created = try await sandbox.oint(
                "s3", "CreateBucket", "--name", bucket, "--basic", "account.json", "--dir", "true")
            #expect(created.exitCode == 0)
            try await body(sandbox, bucket)
        }
    }

    private func words(_ method: String, _ bucket: String, _ more: String...) -> [String] {
        ["s3", method, "--bucket", bucket, "--basic", "account.json", "--dir", "true"] + more
    }

    @Test("A large file goes up and comes down as it was, in little memory")
    func file() async throws {
        try await withBucket { sandbox, bucket in
            let size = 48 << 20
            let pattern = Data((0..<(1 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) })
            var content = Data()
            for _ in 0..<(size >> 20) { content += pattern }
            try content.write(to: URL(filePath: sandbox.path("up")))
            let memory = PeakMemory(file: sandbox.path("peak"))
            let up = try await sandbox.oint(
                words("PutObject", bucket, "--name", "a b/ü.bin", "--data", "up"), launcher: memory.launcher)
            #expect(up.exitCode == 0)
            #expect(try memory.bytes() <= 96 << 20)
            let down = try await sandbox.oint(
                words("GetObject", bucket, "--name", "a b/ü.bin", "--out", "down"), launcher: memory.launcher)
            #expect(down.exitCode == 0)
            #expect(down.everything == "")
            #expect(try memory.bytes() <= 128 << 20)
            #expect(try Data(contentsOf: URL(filePath: sandbox.path("down"))) == content)
        }
    }

    @Test("An object goes through pipes on both sides")
    func pipes() async throws {
        try await withBucket { sandbox, bucket in
            let up = try await sandbox.oint(
                words("PutObject", bucket, "--name", "note", "--data", "-"), input: .text("from a pipe"))
            #expect(up.exitCode == 0)
            let down = try await sandbox.oint(words("GetObject", bucket, "--name", "note"))
            #expect(down.output == "from a pipe")
        }
    }

    @Test("What is not there is a refusal in the shape of an answer, and leaves no file")
    func missing() async throws {
        try await withBucket { sandbox, bucket in
            try sandbox.makeDirectory("there")
            let outcome = try await sandbox.oint(
                words("GetObject", bucket, "--name", "nothing", "--out", "there/file"))
            #expect(outcome.exitCode == 1)
            #expect(outcome.errors.contains("NoSuchKey"))
            #expect(try sandbox.names(in: "there") == [])
        }
    }

    @Test("A wrong secret is a refusal, and is not shown")
    func secret() async throws {
        try await withSandbox { sandbox in
            let account = try TestServers.objectStorage().replacing(
                try TestServers.storage.value("SECRET_KEY").replacing("/", with: "\\/"), with: "wrong7secret")
            try #require(account.contains("wrong7secret"))
            try sandbox.write(account, to: "account.json")
            let outcome = try await sandbox.oint("s3", "ListBuckets", "--basic", "account.json", "--debug")
            #expect(outcome.exitCode == 1)
            #expect(outcome.errors.contains("SignatureDoesNotMatch") || outcome.errors.contains("AccessDenied"))
            #expect(!outcome.everything.contains("wrong7secret"))
        }
    }
}

import OIntCore
import OIntHTTP
import Testing

@testable import OIntS3

@Suite("Accounts")
struct AccountTests {
    private static let full =
        #"{"URL": "https://s3.example.com", "AccessKey": "AK", "SecretKey": "hushhush", "Region": "r", "Service": "s3"}"#

    private func read(_ text: String) throws -> S3Account { try S3Account(option: [OptionInput(text)]) }

    @Test func `An account is read from JSON and from a file`() async throws {
        let account = try read(Self.full)
        #expect(account.accessKey == "AK")
        #expect(account.secretKey.exposed == "hushhush")
        #expect(account.region == "r")
        #expect(account.service == "s3")
        #expect(account.parallel == 4)
        try await withFile(Array(Self.full.utf8)) { path in
            let same = try S3Account(option: [OptionInput(path, source: .commandLine)])
            #expect(same == account)
        }
    }

    @Test func `What is ours alone is read too`() throws {
        let more = Self.full.dropLast() + #", "SessionToken": "tok", "ChunkSize": 6000000, "Parallel": "2"}"#
        let account = try read(String(more))
        #expect(account.sessionToken?.exposed == "tok")
        #expect(account.chunkSize == 6_000_000)
        #expect(account.parallel == 2)
        #expect(account.secrets.map(\.exposed) == ["hushhush", "tok"])
    }

    @Test func `Everything that is missing is named at once`() {
        let error = #expect(throws: OptionError.self) { try read(#"{"Region": " ", "Service": "s3"}"#) }
        #expect(error?.description.hasPrefix("lacks URL, AccessKey, SecretKey, Region;") == true)
    }

    @Test(
        "What can't be right is told without the secret",
        arguments: [
            ("SecretKye", "hushhush", "did you mean SecretKey"), ("ChunkSize", "many", "ChunkSize"),
            ("ChunkSize", "0", "ChunkSize"), ("Parallel", "0", "Parallel"), ("Parallel", "65", "Parallel"),
            ("URL", "ftp://h", "URL"),
        ])
    func wrong(key: String, value: String, expected: String) {
        let text = Self.full.replacing(
            #""URL": "https://s3.example.com", "#, with: key == "URL" ? "" : #""URL": "h", "#)
        let error = #expect(throws: OptionError.self) { try read(text.dropLast() + ", \"\(key)\": \"\(value)\"}") }
        #expect(error?.description.contains(expected) == true)
        #expect(error?.description.contains("hushhush") == false)
    }

    @Test func `An account never shows its secrets`() throws {
        let account = try read(String(Self.full.dropLast() + #", "SessionToken": "tok12345"}"#))
        var dumped = ""
        dump(account, to: &dumped)
        for text in [account.optionText, "\(account)", dumped] {
            #expect(!text.contains("hushhush"))
            #expect(!text.contains("tok12345"))
        }
    }

    @Test func `A dry run shows the request without what it is signed with`() async throws {
        let method = try #require(S3.library.method(named: "HeadBucket"))
        let account = Self.full.dropLast() + #", "SessionToken": "tok12345"}"#
        var invocation = Invocation(options: ["name": [OptionInput("bucket")], "basic": [OptionInput(String(account))]])
        invocation.provide(HTTP(transport: PreviewTransport()))
        let preview = await #expect(throws: Preview.self) { try await method.run(invocation) }
        #expect(preview?.content["url"] == "https://bucket.s3.example.com/")
        #expect(preview?.content["headers"]?["Authorization"] == "***")
        #expect(preview?.content["headers"]?["x-amz-security-token"] == "***")
        #expect(preview?.content.description.contains("hushhush") == false)
    }

    @Test func `The structure that methods take can be read by them`() throws {
        let structure = S3.getBasicDataStructure(url: "h", access: "a", secret: "s", region: "r")
        #expect(structure == ["URL": "h", "AccessKey": "a", "SecretKey": "s", "Region": "r", "Service": "s3"])
        #expect(try read(structure.description).endpoint.text == "https://h")
    }
}

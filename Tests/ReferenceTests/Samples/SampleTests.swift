import Foundation
import OIntCore
import OIntHTTP
import OIntReference
import Testing

@Suite("Code in the articles")
struct SampleTests {
    private static let catalogs = [
        "Sources/OIntCore/OIntCore.docc", "Sources/Libraries/S3/OIntS3.docc",
        "Sources/Libraries/SQLite/OIntSQLite.docc",
    ]

    @Test("every piece of Swift in an article is one that these tests compile", arguments: catalogs)
    func quoted(_ catalog: String) throws {
        let samples = try Repository.files(in: "Tests/ReferenceTests/Samples")
            .map { try Repository.text("Tests/ReferenceTests/Samples/\($0)").components(separatedBy: "\n") }
        var count = 0
        for article in try Repository.files(in: catalog) where article.hasSuffix(".md") {
            for match in try Repository.text("\(catalog)/\(article)").matches(of: /```swift\n(?s:(.*?))\n```/) {
                let lines = String(match.1).components(separatedBy: "\n")
                count += 1
                #expect(samples.contains { Self.hold($0, lines) }, "\(article): \(lines[0])")
            }
        }
        #expect(count > 0)
    }

    /// Whether lines stand in a file one after the other, all indented alike.
    private static func hold(_ file: [String], _ lines: [String]) -> Bool {
        file.indices.contains { start in
            guard start + lines.count <= file.count, file[start].hasSuffix(lines[0]) else { return false }
            let indentation = file[start].prefix { $0 == " " }
            return zip(file[start...], lines).allSatisfy { $0 == $1 || $0 == indentation + $1 }
        }
    }

    @Test("the database of the article does what the article says")
    func database() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).db").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let shop = try await Database.make(path)
        #expect(try await Database.largeOrders(shop) == [2])
        #expect(try await Database.sum(shop) == "129.5")
    }

    @Test("a preview shows the call without its token, and a secret masks itself")
    func secrets() async throws {
        let token = Secret("123456:not-a-real-secret")
        var shown = ""
        try await Script.preview(token) { shown = $0 }
        #expect(shown.contains("\"Hello\"") && shown.contains("bot***/sendMessage"))
        #expect(Secrets.mask(["said": "123456:not-a-real-secret"], token) == ["said": "***"])
        var printed = ""
        _ = Secrets.read(["BOT_TOKEN": "1:x"]) { printed = "\($0)" }
        #expect(printed == "***")
    }

    @Test("the link of the article is one that S3 understands")
    func link() throws {
        let link = try Storage.link(Storage.client("KEY", "not-a-real-secret"))
        #expect(link.hasPrefix("https://backups.s3.example.com/db/2026.tar?"))
        #expect(link.contains("X-Amz-Expires=600"))
    }

    @Test("the library of the article has the command that the article shows, and a page in the reference")
    func library() async throws {
        let page = await LibraryReference(Weather.library)
        let method = try #require(page.groups.first?.methods.first)
        #expect(method.example.line == "oint weather GetForecast --key-env KEY --city Riga")
        #expect(method.signature == "func getForecast(city: String, days: Int = 3) async throws -> JSON")
        guard case .dryRun(let request) = method.preview else {
            Issue.record("no preview")
            return
        }
        #expect(request["url"]?.string == "https://weather.example.com/forecast?city=Riga&days=3")
    }
}

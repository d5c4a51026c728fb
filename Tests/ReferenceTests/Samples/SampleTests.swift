import Foundation
import OIntCore
import OIntHTTP
import OIntReference
import OIntRegistry
import Testing

@testable import OIntCLI

@Suite("Code in the articles")
struct SampleTests {
    /// The texts that show code: the README, and the articles of all documentation catalogues.
    private static let texts: [String] = {
        let sources = (try? Repository.allFiles(in: "Sources")) ?? []
        return ["README.md"] + sources.filter { $0.contains(".docc/") && $0.hasSuffix(".md") }.map { "Sources/\($0)" }
    }()

    @Test("every piece of Swift in a text is one that these tests compile", arguments: texts)
    func quoted(_ text: String) throws {
        let samples = try Repository.files(in: "Tests/ReferenceTests/Samples")
            .map { try Repository.text("Tests/ReferenceTests/Samples/\($0)").components(separatedBy: "\n") }
        for match in try Repository.text(text).matches(of: /```swift\n(?s:(.*?))\n```/) {
            let lines = String(match.1).components(separatedBy: "\n")
            // What stands in a manifest is no code by itself.
            guard !lines[0].hasPrefix(".package") else { continue }
            let (imports, code) = (lines.filter(Self.isImport), Array(lines.drop { Self.isImport($0) || $0.isEmpty }))
            #expect(samples.contains { $0.contains(imports) && Self.hold($0, code) }, "\(text): \(code[0])")
        }
    }

    @Test("there are texts that show code, and the products that the README names are there")
    func products() throws {
        #expect(Self.texts.count > 5)
        let products = try Repository.text("README.md").matches(of: /\.product\(name: "OInt(\w+)"/).map { String($0.1) }
        let manifest = try Repository.text("Package.swift")
        #expect(!products.isEmpty)
        for product in products { #expect(manifest.contains("Library(\"\(product)\"")) }
    }

    private static func isImport(_ line: String) -> Bool { line.hasPrefix("import ") }

    /// Whether lines stand in a file one after the other, all indented alike.
    private static func hold(_ file: [String], _ lines: [String]) -> Bool {
        file.indices.contains { start in
            guard start + lines.count <= file.count, file[start].hasSuffix(lines[0]) else { return false }
            let indentation = file[start].prefix { $0 == " " }
            return zip(file[start...], lines).allSatisfy { $0 == $1 || $0 == indentation + $1 }
        }
    }

    @Test("every command in a text names libraries, methods and options that there are", arguments: texts)
    func commands(_ text: String) throws {
        let lines = try Repository.text(text).components(separatedBy: "\n")
        for line in lines {
            guard let command = line.firstMatch(of: /^\$ (?:.*\| )?oint (\S+)(?: (\S+))?(.*)$/) else { continue }
            let name = String(command.1)
            guard let library = Registry.libraries.first(where: { $0.name == name }) else {
                let commands = Command.all.compactMap(\.path.first) + ["weather"]
                #expect(commands.contains(name), "\(line)")
                continue
            }
            guard let word = command.2.map(String.init), !word.hasPrefix("#") else { continue }
            let method = try #require(library.method(named: word), "\(line)")
            // Behind a pipe or a comment stands another command's.
            let rest = String(command.3).split(separator: " | ")[...].first.map(String.init) ?? ""
            for option in rest.prefix(while: { $0 != "#" }).matches(of: /(?:^| )--([a-z-]+)/) {
                let given = String(option.1)
                let plain = given.replacing(/-(file|env)$/, with: "")
                #expect(
                    method.parameter(named: plain) != nil || StandardOption(named: given) != nil,
                    "\(line): --\(given)")
            }
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

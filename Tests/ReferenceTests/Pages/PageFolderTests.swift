import Foundation
import OIntCore
import OIntReference
import Testing

@Suite("Directories of pages")
struct PageFolderTests {
    /// A directory that is removed with the test.
    private final class Place {
        let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        deinit { try? FileManager.default.removeItem(at: url) }

        func text(_ name: String) -> String? { try? String(contentsOf: url.appending(path: name), encoding: .utf8) }
        func put(_ name: String, _ text: String) throws {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            try text.write(to: url.appending(path: name), atomically: false, encoding: .utf8)
        }
        var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted() }
    }

    private let place = Place()

    private func pages(_ names: String...) async -> [Page] {
        var book = MarkdownPages.render(await Book.of([method("Do")]))
        book.removeAll { !names.contains($0.name) }
        return book
    }

    @Test("pages are written where there was no directory, and only those that changed are written again")
    func writing() async throws {
        let folder = PageFolder(place.url.appending(path: "deep/docs").path)
        let all = await pages("README.md", "commands.md", "things.md")
        #expect(try folder.keep(all).written == ["README.md", "commands.md", "things.md"])
        #expect(try folder.keep(all).written.isEmpty)
        try place.put("deep/docs/things.md", all[2].text + "more")
        #expect(try folder.keep(all).written == ["things.md"])
        #expect(place.text("deep/docs/things.md") == all[2].text)
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.url.path + "/deep/docs").count == 3)
    }

    @Test("pages that are no more are removed, files of other people stay")
    func removing() async throws {
        let folder = PageFolder(place.url.path)
        _ = try folder.keep(await pages("README.md", "things.md"))
        try place.put("notes.md", "My notes.")
        #expect(try folder.keep(await pages("README.md")).removed == ["things.md"])
        #expect(place.names == ["README.md", "notes.md"])
    }

    @Test("a file of somebody else's is not overwritten, and then nothing is written at all")
    func foreign() async throws {
        try place.put("README.md", "My project.")
        let all = await pages("README.md", "things.md")
        #expect(throws: LocalError.self) { try PageFolder(place.url.path).keep(all) }
        #expect(place.names == ["README.md"])
        #expect(place.text("README.md") == "My project.")
    }

    @Test("a directory that can't be made is told")
    func unreachable() async throws {
        try place.put("file", "")
        let error = await #expect(throws: LocalError.self) {
            try PageFolder(place.url.path + "/file/docs").keep(await pages("README.md"))
        }
        #expect(error?.description.contains("file") == true)
    }
}

import Foundation
import OIntCLI
import OIntCore
import OIntRegistry
import Synchronization
import Testing

@Suite("oint reference")
struct CommandTests {
    /// Keeps what is written.
    private final class Sink: OutputSink {
        let bytes = Mutex<[UInt8]>([])
        func write(_ more: UnsafeRawBufferPointer) { bytes.withLock { $0 += more } }
        var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }
    }

    private func run(_ arguments: String...) async -> (code: Int32, errors: String) {
        let errors = Sink()
        let console = Console(
            output: Console.Stream(sink: Sink(), isTerminal: false),
            errors: Console.Stream(sink: errors, isTerminal: false), environment: [:], width: nil, readInput: { [] })
        let code = await Application(libraries: Registry.libraries, console: console).run(arguments)
        return (code, errors.text)
    }

    @Test("the command writes a site or Markdown pages into a directory that it makes")
    func writing() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (format, first) in [("html", "index.html"), ("markdown", "README.md")] {
            let path = folder.appending(path: format).path
            let result = await run("reference", "--out", path, "--format", format)
            #expect(result.code == 0)
            #expect(result.errors.contains("begin with \(path)/\(first)"))
            #expect(FileManager.default.fileExists(atPath: "\(path)/\(first)"))
            #expect(await run("reference", "--out", path, "--format", format).errors.contains("as they should be"))
        }
    }

    @Test("a form that is not known, and a directory that can't be one, are told")
    func mistakes() async {
        let form = await run("reference", "--out", "docs", "--format", "pdf")
        #expect(form.code == 2 && form.errors.contains("markdown, html"))
        let place = await run("reference", "--out", "/dev/null/docs")
        #expect(place.code == 4 && place.errors.contains("/dev/null"))
    }
}

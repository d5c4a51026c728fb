import OIntCore
import Testing

@testable import OIntS3

@Suite("Settings as XML")
struct XMLSettingsTests {
    @Test func `A document as an option is text, and is told from a path`() throws {
        #expect(try XMLSettings(option: [OptionInput(" <a/>")]).text == " <a/>")
        for text in ["/data/settings.xml", "settings.xml", "{}"] {
            let error = #expect(throws: OptionError.self) { try XMLSettings(option: [OptionInput(text)]) }
            #expect(error?.description.contains("--conf-file") == true)
        }
        let error = #expect(throws: OptionError.self) { try XMLSettings("<a><b></a>") }
        #expect(error?.description == "is not readable XML: mismatched tag, at line 1, column 9")
    }
}

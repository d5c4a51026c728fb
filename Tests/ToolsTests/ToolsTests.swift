import Foundation
import OIntCore
import OIntTools
import Testing

/// Helpers for shell scripts.
@Suite struct ToolsTests {
    private let nested: JSONSource = .init(
        #"{"a":{"b":1,"c":{"d":[1,{"e":2}]},"empty":{}},"a_b":"x","n":null,"t":"l1\nl2"}"#)

    @Test func nestedObjectsAreUnfolded() throws {
        #expect(
            try Tools.parseJSON(json: nested)
                == "a_b\n1\na_c_d\n[1,{\"e\":2}]\na_empty\n{}\na_b1\nx\nn\nnull\nt\nl1\nl2")
        #expect(
            try Tools.parseJSON(json: nested, nesting: 1, name: "a") == #"{"b":1,"c":{"d":[1,{"e":2}]},"empty":{}}"#)
        #expect(try Tools.parseJSON(json: nested, nesting: 2, name: "a_c") == #"{"d":[1,{"e":2}]}"#)
    }

    @Test func oneValueIsPrintedByItself() throws {
        #expect(try Tools.parseJSON(json: nested, name: "a_b1") == "x")
        let error = #expect(throws: UsageError.self) { try Tools.parseJSON(json: nested, name: "a_c_e") }
        #expect(error?.description.contains("did you mean a_c_d?") == true)
    }

    @Test func whatStandsAroundTheObjectIsSkipped() throws {
        #expect(
            try Tools.parseJSON(json: .init("callback({\"a\": 12345678901234567890});"), name: "a")
                == "12345678901234567890")
        #expect(throws: UsageError.self) { try Tools.parseJSON(json: .init("[1, 2]")) }
        #expect(throws: UsageError.self) { try Tools.parseJSON(json: .init("{ broken }")) }
    }

    @Test(arguments: [
        ("UTF-8", String.Encoding.utf8, "\u{FEFF}"), ("UTF-16", .utf16LittleEndian, "\u{FEFF}"),
        ("windows-1251", .windowsCP1251, ""),
    ])
    func aFileMayHaveAnyEncoding(_ name: String, _ encoding: String.Encoding, _ mark: String) throws {
        let data = try #require((mark + #"{"ключ": "значение"}"#).data(using: encoding))
        let file = try TemporaryFile(Array(data))
        let source = try JSONSource(option: [OptionInput(file.path, source: .commandLine)])
        #expect(try Tools.parseJSON(json: source, name: "ключ", enc: name) == "значение")
    }

    @Test func whatIsNotInTheEncodingIsRefused() throws {
        let file = try TemporaryFile([0x7B, 0xFF, 0x7D])
        let source = try JSONSource(option: [OptionInput(file.path, source: .commandLine)])
        #expect(throws: UsageError.self) { try Tools.parseJSON(json: source) }
        let error = #expect(throws: UsageError.self) { try Tools.parseJSON(json: source, enc: "utf-99") }
        #expect(error?.description.contains("utf-99") == true)
        #expect(throws: OptionError.self) { try JSONSource(option: [OptionInput("/none.json", source: .commandLine)]) }
    }

    @Test(arguments: [0, 1, 2, 3, 100, 191, 192, 193, 700_001])
    func base64IsDecodedPieceByPiece(_ count: Int) async throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let lines = Data(bytes).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ])
        let file = try TemporaryFile(Array((lines + "\n").utf8))
        var decoded: [UInt8] = []
        for try await chunk in try Tools.convertBase64ToBinary(in: .path(file.path)) {
            decoded += chunk.withBytes { Array($0) }
        }
        #expect(decoded == bytes)
    }

    @Test func whatIsNoBase64IsRefused() async throws {
        let file = try TemporaryFile(Array("SGVsbG8!".utf8))
        await #expect(throws: LocalError.self) {
            for try await _ in try Tools.convertBase64ToBinary(in: .path(file.path)) {}
        }
        #expect(throws: LocalError.self) { try Tools.convertBase64ToBinary(in: .path("/none.txt")) }
    }
}

/// A file that is removed with its last user.
private final class TemporaryFile {
    let path = FileManager.default.temporaryDirectory.appending(path: "oint-\(UUID().uuidString)").path

    init(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(filePath: path)) }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

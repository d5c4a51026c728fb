import Foundation
import Testing

/// Comparison with a text that was right when it was recorded.
///
/// With `OINT_RECORD_SNAPSHOTS=1` in the environment the texts are recorded anew, into the files in `Snapshots`. The
/// tests fail then all the same: what was recorded has to be looked at, and compared by a second run.
enum Snapshot {
    /// Compares a text with the one that was recorded, or records it.
    /// - Parameters:
    ///   - text: The text.
    ///   - recorded: The text that was recorded.
    ///   - name: The name of the property with the recorded text.
    static func expect(
        _ text: String, matches recorded: String, named name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        guard ProcessInfo.processInfo.environment["OINT_RECORD_SNAPSHOTS"] == "1" else {
            #expect(text == recorded, "If the new text is right, record it.", sourceLocation: sourceLocation)
            return
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.isEmpty ? "" : "        \($0)"
        }
        let source = """
            extension Snapshot {
                static let \(name) = #\"""
            \(lines.joined(separator: "\n"))
                    \"""#
            }

            """
        let file = URL(fileURLWithPath: "\(#filePath)").deletingLastPathComponent()
            .appendingPathComponent("Snapshots/\(name.prefix(1).uppercased() + name.dropFirst()).swift")
        try Data(source.utf8).write(to: file)
        Issue.record("\(name) was recorded anew.", sourceLocation: sourceLocation)
    }
}

import OIntCore
import OIntHTTP

extension EmbeddedFiles {
    /// Adds a file as Bitrix24 takes one inside a request: its name, and its content as base64.
    ///
    /// Source: https://apidocs.bitrix24.com/api-reference/files/how-to-upload-files.html
    /// - Parameters:
    ///   - name: The name the file gets.
    ///   - file: The content.
    /// - Returns: The value for the request.
    mutating func pair(_ name: String, _ file: FileInput) -> JSON { [.string(name), add(file)] }
}

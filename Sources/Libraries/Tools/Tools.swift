import OIntCore

/// Small helpers for shell scripts; nothing goes over the network.
public enum Tools {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "tools", title: "CLI utilities", summary: "Small helpers for shell scripts.", examples: examples
    ) {
        [`internal`]
    }
}

@Methods("Internal")
extension Tools {
    /// Flattens a JSON object, and prints all values or one of them.
    ///
    /// Keys of nested objects are joined by `_`; a name that is taken already gets a number. Lists stay values, and are
    /// printed as JSON.
    /// - Parameters:
    ///   - json: JSON text or the path of a file; what stands before the first { and behind the last } is skipped.
    ///   - nesting: How many levels to unfold; 0 for all.
    ///   - name: Name of the value to print; without it each name is printed, and its value on the next line.
    ///   - enc: Encoding of the file: UTF-8, UTF-16, or any that the system knows, such as windows-1251.
    /// - Returns: The text.
    ///
    ///   ```text
    ///   order_id
    ///   42
    ///   order_total
    ///   12.5
    ///   ```
    /// - Throws: `UsageError` when there is no object, or no value of the name.
    @Method(.reads, ru: "РазложитьJSON")
    public static func parseJSON(
        json: JSONSource, nesting: Int? = nil, name: String? = nil, enc: String = "UTF-8"
    ) throws -> String {
        let values = FlatObject(try json.object(encoding: enc), levels: nesting ?? 0).values
        guard let name else { return values.map { "\($0.name)\n\($0.text)" }.joined(separator: "\n") }
        if let value = values.first(where: { $0.name == name }) { return value.text }
        let nearest = Suggestion.nearest(to: name, among: values.map(\.name)).map { ", did you mean \($0)?" } ?? ""
        throw UsageError("the object has no value \(Quote.short(name))\(nearest)")
    }

    /// Decodes a file that holds base64.
    /// - Parameter file: File with base64, perhaps over several lines; - for standard input.
    /// - Returns: The bytes.
    /// - Throws: `LocalError` when the file can't be read, or holds something else.
    @Method(.reads, ru: "ПреобразоватьBase64ВДвоичные")
    public static func convertBase64ToBinary(in file: FileInput) throws -> ByteStream {
        ByteStream(DecodedBase64(try file.localStream(), name: file.optionText))
    }
}

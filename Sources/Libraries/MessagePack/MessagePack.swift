import OIntCore

/// MessagePack: JSON values in and out of a compact binary form.
///
/// Source: https://github.com/msgpack/msgpack/blob/master/spec.md
public enum MessagePack {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "msgpack", title: "MessagePack", summary: "JSON values in and out of MessagePack, a compact binary form.",
        discussion: """
            Numbers keep their digits: whole ones from -9223372036854775808 to 18446744073709551615 are exact, others are \
            floating-point numbers of 32 bits where these hold them, else of 64. With --typed true, bytes, moments and \
            extensions are objects of one member in both directions: {"BYTES": "AQI="}, {"TIMESTAMP": \
            "2026-01-31T10:00:00Z"}, {"EXT": {"type": 5, "data": "AQI="}}.
            """,
        examples: [
            "value": "{\"id\": 1, \"tags\": [\"a\", \"b\"]}",
            "data": OptionExample("data:;base64,gqJpZAGkdGFnc5KhYaFi", shown: "answer.msgpack"),
            "SerializeData.raw": "true",
        ]
    ) {
        [commonMethods]
    }
}

@Methods("Common methods")
extension MessagePack {
    /// Writes a value as MessagePack.
    /// - Parameters:
    ///   - value: Value: a text as it is, or with --raw true JSON, or the path of a file with JSON.
    ///   - raw: Whether the value is JSON; what can't be read as such is a text all the same.
    ///   - typed: Whether objects such as {"BYTES": "AQI="} stand for values that JSON does not have.
    ///   - compat: Whether only what older readers know is written: no short texts of their own kind, and bytes as texts.
    /// - Returns: The bytes; --out _hex_ and --out _base64_ print them.
    /// - Throws: `UsageError` when a number is too large, or a typed value is none.
    @Method(.reads, ru: "СериализоватьДанные")
    public static func serializeData(
        value: String, raw: Bool = false, typed: Bool = false, compat: Bool = false
    ) throws -> ByteStream {
        var writer = MessagePackWriter(isTyped: typed, isCompatible: compat)
        try writer.write(raw ? json(value) : .string(value), at: "the value")
        return ByteStream(writer.bytes)
    }

    private static func json(_ text: String) -> JSON {
        (try? JSON(option: [OptionInput(text, source: .commandLine)])) ?? .string(text)
    }

    /// Reads MessagePack.
    ///
    /// Keys that are no texts become the texts of their JSON. Bytes, and texts that are not UTF-8, are shown in base64,
    /// moments by RFC 3339, extensions as {"ext": 5, "data": "AQI="}.
    /// - Parameters:
    ///   - data: File with MessagePack; - for standard input.
    ///   - all: Whether there may be several values, one behind the other, which are given as a list.
    ///   - typed: Whether bytes, moments and extensions are objects from which SerializeData makes the same again.
    /// - Returns: The value.
    ///
    ///   ```json
    ///   {"id": 1, "tags": ["a", "b"]}
    ///   ```
    /// - Throws: `UsageError` that names the place where the data are damaged; `LocalError` when the file can't be read.
    @Method(.reads, ru: "ДесериализоватьДанные")
    public static func deserializeData(data: FileInput, all: Bool = false, typed: Bool = false) async throws -> JSON {
        var bytes: [UInt8] = []
        for try await chunk in try data.localStream() { chunk.withBytes { bytes += $0 } }
        var reader = MessagePackReader(bytes, isTyped: typed)
        return all ? .array(try reader.values()) : try reader.value()
    }
}

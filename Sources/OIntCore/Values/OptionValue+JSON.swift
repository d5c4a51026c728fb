/// A type that is read from JSON, also where it stands inside of a larger document.
public protocol JSONOptionValue: OptionValue {
    /// Reads a value out of a document.
    /// - Parameter value: The value.
    /// - Throws: ``OptionError`` that says what is wrong with it.
    init(optionJSON value: JSON) throws(OptionError)
}

extension JSON: JSONOptionValue {
    /// Takes any value.
    public init(optionJSON value: JSON) { self = value }

    /// Any JSON value.
    public static var optionKind: OptionKind { .json }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads a JSON document, or the file it is in.
    ///
    /// Single quotes are tolerated, for the sake of shells where double ones are hard to type.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        self = try JSONInput.read(inputs.single())
    }

    /// The value as compact JSON.
    public var optionText: String { text(.compact) }
}

extension JSONObject: JSONOptionValue {
    /// Takes an object.
    public init(optionJSON value: JSON) throws(OptionError) {
        guard case .object(let object) = value else {
            throw OptionError("takes a JSON object, as in '{\"KEY\": \"value\"}'")
        }
        self = object
    }

    /// A JSON object.
    public static var optionKind: OptionKind { .object }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads a JSON object, or the file it is in.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        try self.init(optionJSON: JSONInput.read(inputs.single()))
    }

    /// The object as compact JSON.
    public var optionText: String { JSON.object(self).text(.compact) }
}

/// Reads the JSON documents that options take.
enum JSONInput {
    /// Reads a value as JSON; a value that does not look like JSON is the path of a JSON file.
    static func read(_ input: OptionInput) throws(OptionError) -> JSON {
        let text = input.text.trimmed
        if case .commandLine = input.source, !looksLikeJSON(text) {
            return try read(file: text)
        }
        do throws(JSONParsingError) {
            return try JSON(parsing: input.text, options: JSONParsingOptions(allowsSingleQuotes: true))
        } catch {
            throw OptionError("is not readable JSON: \(error)")
        }
    }

    /// Whether a text is meant as JSON rather than as the name of a file.
    static func looksLikeJSON(_ text: String) -> Bool {
        guard let first = text.utf8.first else { return false }
        switch first {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "'"): return true
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return JSONNumber(text) != nil
        default: return ["true", "false", "null"].contains(text)
        }
    }

    private static func read(file path: String) throws(OptionError) -> JSON {
        let bytes: [UInt8]
        do throws(LocalError) {
            bytes = try LocalFile.read(path)
        } catch {
            throw OptionError(
                "takes JSON or the path of a JSON file, and \(Quote.short(path)) is neither: \(error.reason)")
        }
        do throws(JSONParsingError) {
            return try JSON(parsing: bytes)
        } catch {
            throw OptionError("names the file \(Quote.short(path)), which is not readable JSON: \(error)")
        }
    }
}

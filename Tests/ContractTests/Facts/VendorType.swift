import OIntCore

/// A type of a parameter: `string`, `integer`, `number`, `boolean`, `object`, `null`, `file`, `array`, `array of …`.
struct VendorType: Sendable {
    let name: String

    /// Whether a value is of the type.
    func allows(_ value: JSON) -> Bool {
        let list = "array of "
        if name.hasPrefix(list) {
            let element = VendorType(name: String(name.dropFirst(list.count)))
            return value.array.map { $0.allSatisfy(element.allows) } ?? false
        }
        return switch name {
        case "integer": value.int != nil
        case "number": value.number != nil
        case "string": value.string != nil
        case "boolean": value.bool != nil
        case "array": value.array != nil
        case "null": value.isNull
        case "file": false
        default: value.object != nil
        }
    }

    /// Whether a part of a form is of the type: a file, a text, or the JSON of another value.
    func allows(_ part: SentRequest.Part) -> Bool {
        if part.fileName != nil { return name == "file" }
        return allows(String(decoding: part.content, as: UTF8.self))
    }

    /// Whether an item of a query or a field of a form is of the type: a text, or the JSON of another value.
    ///
    /// A list travels as JSON, as an item for each element, or with commas.
    func allows(_ text: String) -> Bool {
        name == "string" || name.hasPrefix("array") || (try? JSON(parsing: text)).map { allows($0) } ?? false
    }
}

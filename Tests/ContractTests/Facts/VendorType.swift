import OIntCore

/// A type of a parameter, by the name that Telegram's description gives it.
struct VendorType: Sendable {
    let name: String

    /// Whether a value is of the type.
    func allows(_ value: JSON) -> Bool {
        let list = "Array of "
        if name.hasPrefix(list) {
            let element = VendorType(name: String(name.dropFirst(list.count)))
            return value.array.map { $0.allSatisfy(element.allows) } ?? false
        }
        return switch name {
        case "Integer": value.int != nil
        case "Float": value.number != nil
        case "String": value.string != nil
        case "Boolean": value.bool != nil
        case "InputFile": false
        default: value.object != nil
        }
    }

    /// Whether a part of a form is of the type: a file, a text, or the JSON of another value.
    func allows(_ part: SentRequest.Part) -> Bool {
        if part.fileName != nil { return name == "InputFile" }
        let text = String(decoding: part.content, as: UTF8.self)
        return name == "String" || (try? JSON(parsing: text)).map { allows($0) } ?? false
    }
}

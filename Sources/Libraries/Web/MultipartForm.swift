import OIntCore
import OIntHTTP

extension Web {
    /// A form with files.
    ///
    /// On the command line it is a JSON object. A text, number or truth value is a field; an object with `file`, and with
    /// `name` and `type` where they are not the usual ones, is a file; a list repeats its key.
    ///
    /// Source: https://www.rfc-editor.org/rfc/rfc7578
    public struct MultipartForm: Sendable {
        /// The parts in their order.
        let parts: [Body.Part]

        /// Creates a form.
        /// - Parameter parts: The parts in their order.
        public init(_ parts: [Body.Part]) { self.parts = parts }

        private static func part(_ name: String, _ value: JSON) throws(OptionError) -> Body.Part {
            if let text = value.scalarText { return .field(name, text) }
            let shown = Quote.short(name)
            guard let object = value.object, let path = object["file"]?.string else {
                throw OptionError("wants a text or {\"file\": \"PATH\"} under \(shown)")
            }
            for key in object.keys where !["file", "name", "type"].contains(key) {
                throw OptionError("has \(Quote.short(key)) under \(shown), which takes file, name and type")
            }
            // Whoever parses the command line can't know that standard input is taken here.
            guard path.trimmed != "-" else { throw OptionError("can't take standard input under \(shown)") }
            let type = try object["type"].map { value throws(OptionError) in try text(value, "type", shown) }
            guard type.map({ HeaderField.isValue($0) }) ?? true else {
                throw OptionError("has a type under \(shown) that can't be one")
            }
            let file: FileInput
            do throws(OptionError) {
                file = try FileInput(option: [OptionInput(path)])
            } catch {
                throw OptionError("has a file under \(shown) that \(error)")
            }
            let fileName = try object["name"].map { value throws(OptionError) in try text(value, "name", shown) }
            return .file(
                name, file, fileName: fileName ?? file.name ?? name,
                type: type ?? "application/octet-stream")
        }

        private static func text(_ value: JSON, _ key: String, _ place: String) throws(OptionError) -> String {
            guard let text = value.string else { throw OptionError("wants a text as \(key) under \(place)") }
            return text
        }
    }
}

extension Web.MultipartForm: OptionValue {
    /// A JSON object.
    public static var optionKind: OptionKind { .object }

    /// Parts may be files that are read.
    public static var optionRoles: OptionRoles { .readsFiles }

    /// Reads a JSON object, or the file it is in; paths are checked at once.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        var parts: [Body.Part] = []
        for member in try JSONObject(option: inputs) {
            for value in member.value.array ?? [member.value] where !value.isNull {
                parts.append(try Self.part(member.key, value))
            }
        }
        self.parts = parts
    }

    /// The parts as compact JSON, with those masked that hold secrets by their names.
    public var optionText: String {
        let members = parts.map { part -> (String, JSON) in
            switch part.content {
            case .text(let text): (part.name, .string(Redactor.holdsSecret(part.name) ? Secret.mask : text))
            case .file(let file): (part.name, ["file": .string(file.optionText)])
            }
        }
        return JSON.object(JSONObject(members)).text(.compact)
    }
}

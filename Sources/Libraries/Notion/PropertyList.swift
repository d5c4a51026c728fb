import OIntCore

/// The properties of a data source or of a page, and how values fit them.
///
/// Source: https://developers.notion.com/reference/page-property-values
struct PropertyList {
    /// One property.
    struct Property {
        let name: String
        let id: String
        let type: String
        /// What Notion tells of it: the configuration in a data source, the value in a page.
        let content: JSON
    }

    private let properties: [Property]
    private let owner: String

    /// Reads the properties.
    /// - Parameters:
    ///   - properties: What Notion tells.
    ///   - owner: What has them, for errors.
    /// - Throws: `ReplyError` when there are none: nothing may be written without them.
    init(_ properties: JSON?, of owner: String) throws(ReplyError) {
        guard let object = properties?.object else {
            throw ReplyError(peer: "Notion", reason: "the answer does not tell the properties of \(owner)")
        }
        var list: [Property] = []
        for member in object {
            guard let id = member.value["id"]?.string, let type = member.value["type"]?.string else {
                throw ReplyError(
                    peer: "Notion", reason: "the answer does not tell the type of \(Quote.short(member.key))")
            }
            list.append(Property(name: member.key, id: id, type: type, content: member.value[type] ?? .null))
        }
        self.properties = list
        self.owner = owner
    }

    /// The property with a name or an id.
    /// - Parameter name: The name or id.
    /// - Throws: `UsageError` that tells the names.
    func property(_ name: String) throws(UsageError) -> Property {
        if let found = properties.first(where: { $0.name == name }) ?? properties.first(where: { $0.id == name }) {
            return found
        }
        let names = properties.map(\.name)
        let nearest = Suggestion.nearest(to: name, among: names).map { "; did you mean \(Quote.short($0))?" } ?? ""
        throw UsageError(
            "\(owner) has no property \(Quote.short(name))\(nearest) It has: \(names.joined(separator: ", "))")
    }

    /// Values as Notion wants them, by the ids of their properties.
    /// - Parameters:
    ///   - data: The values by names or ids.
    ///   - isAdding: Whether values of lists are put behind those that are there.
    /// - Throws: `UsageError` that names every value that does not fit.
    func values(_ data: JSONObject, isAdding: Bool = false) throws(UsageError) -> JSONObject {
        var values = JSONObject()
        var problems: [UsageProblem] = []
        for member in data {
            do throws(UsageError) {
                let property = try property(member.key)
                var value = try PropertyValue(property).wrapped(member.value)
                if isAdding { value = Self.added(value, to: property) }
                values[property.id] = value
            } catch {
                problems += error.problems
            }
        }
        guard problems.isEmpty else { throw UsageError(problems) }
        return values
    }

    /// A list with what is there in front.
    private static func added(_ value: JSON, to property: Property) -> JSON {
        let names = ["relation": ["id"], "people": ["object", "id"], "multi_select": ["name"], "files": []]
        guard let kept = names[property.type], let new = value[property.type]?.array else { return value }
        let present = (property.content.array ?? []).map { element -> JSON in
            guard let object = element.object, !kept.isEmpty else { return file(element) }
            return .object(JSONObject(kept.compactMap { key in object[key].map { (key, $0) } }))
        }
        let others = new.filter { element in
            !present.contains { isSame($0, element) }
        }
        return .object([property.type: .array(present + others)])
    }

    /// A file that is there, as it may be written again.
    private static func file(_ element: JSON) -> JSON {
        guard var object = element.object, let type = object["type"]?.string, let content = object[type]?.object else {
            return element
        }
        object[type] = .object(JSONObject(content.filter { $0.key == "url" }.map { ($0.key, $0.value) }))
        return .object(object)
    }

    private static func isSame(_ left: JSON, _ right: JSON) -> Bool {
        if let one = left["id"]?.string, let other = right["id"]?.string {
            return NotionID(one) == NotionID(other)
        }
        if let name = left["name"], left["external"] == nil, left["file"] == nil { return name == right["name"] }
        return left == right
    }
}

/// One property's values, from what people write to what Notion wants.
struct PropertyValue {
    private let property: PropertyList.Property

    /// How many elements a list has at most in a request.
    private static let mostElements = 100
    /// How many characters addresses, e-mail addresses and phone numbers have at most.
    private static let longest = ["url": 2000, "email": 200, "phone_number": 200]
    /// Types whose values Notion works out by itself.
    private static let readOnly: Set = [
        "formula", "rollup", "created_by", "created_time", "last_edited_by", "last_edited_time", "unique_id", "button",
        "last_visited_time",
    ]
    /// Types whose values are lists.
    private static let lists: Set = ["title", "rich_text", "multi_select", "relation", "people", "files"]

    /// Takes a property.
    init(_ property: PropertyList.Property) { self.property = property }

    /// A value as Notion wants it.
    /// - Parameter value: What was written; null empties the property.
    /// - Throws: `UsageError` that names the property.
    func wrapped(_ value: JSON) throws(UsageError) -> JSON {
        let type = property.type
        guard !Self.readOnly.contains(type) else { throw unfit("is worked out by Notion: it can't be written") }
        if let own = value.object, own.count == (own["type"] == nil ? 1 : 2), let content = own[type],
            fitsOwnForm(content)
        {
            return value
        }
        return .object([type: value.isNull ? cleared : try content(value)])
    }

    private var cleared: JSON {
        if Self.lists.contains(property.type) { return [] }
        return property.type == "checkbox" ? false : .null
    }

    /// Whether a value has the form that Notion's own values have.
    private func fitsOwnForm(_ content: JSON) -> Bool {
        switch property.type {
        case let type where Self.lists.contains(type): content.array != nil
        case "checkbox": content.bool != nil
        case "number": content.number != nil || content.isNull
        case "url", "email", "phone_number": content.string != nil || content.isNull
        default: content.object != nil || content.isNull
        }
    }

    private func content(_ value: JSON) throws(UsageError) -> JSON {
        switch property.type {
        case "title", "rich_text": try text(value)
        case "number": try number(value)
        case "checkbox": try flag(value)
        case "url", "email", "phone_number": try line(value)
        case "select", "status": try choice(value)
        case "multi_select": try elements(value, choice)
        case "date": try date(value)
        case "relation": try elements(value) { element throws(UsageError) in .object(["id": try id(element)]) }
        case "people":
            try elements(value) { element throws(UsageError) in .object(["object": "user", "id": try id(element)]) }
        case "files": try files(value)
        default: try other(value)
        }
    }

    private func text(_ value: JSON) throws(UsageError) -> JSON {
        if let pieces = value.array, pieces.allSatisfy({ $0.object != nil }) { return RichText.shortened(value) }
        guard let text = value.scalarText else { throw unfit("takes a text") }
        return try RichText.pieces(text, "--data: \(Quote.short(property.name))")
    }

    private func number(_ value: JSON) throws(UsageError) -> JSON {
        if value.number != nil { return value }
        guard let text = value.string, let number = JSONNumber(String(text.trimmed.map { $0 == "," ? "." : $0 })) else {
            throw unfit("takes a number")
        }
        return .number(number)
    }

    private func flag(_ value: JSON) throws(UsageError) -> JSON {
        switch value.scalarText?.lowercased() {
        case "true"?: return true
        case "false"?: return false
        default: throw unfit("takes true or false")
        }
    }

    private func line(_ value: JSON) throws(UsageError) -> JSON {
        guard let text = value.scalarText else { throw unfit("takes a text") }
        if text.isEmpty { return .null }
        let limit = Self.longest[property.type] ?? .max
        guard text.utf16.count <= limit else { throw unfit("takes \(limit) characters at most") }
        return .string(text)
    }

    private func choice(_ value: JSON) throws(UsageError) -> JSON {
        if let object = value.object, object["name"] != nil || object["id"] != nil { return value }
        guard let name = value.scalarText else { throw unfit("takes the name of an option") }
        if name.isEmpty {
            guard property.type != "multi_select" else { throw unfit("takes names that are not empty") }
            return .null
        }
        guard !name.contains(",") else { throw unfit("takes names without a comma") }
        // Options of a status can't be added by writing them.
        if property.type == "status", let options = property.content["options"]?.array {
            let names = options.compactMap { $0["name"]?.string }
            guard names.contains(name) else {
                throw unfit("takes \(names.joined(separator: ", ")), not \(Quote.short(name))")
            }
        }
        return ["name": .string(name)]
    }

    private func date(_ value: JSON) throws(UsageError) -> JSON {
        guard let object = value.object else { return ["start": .string(try moment(value, hasZone: false))] }
        let zone = object["time_zone"].flatMap { $0.isNull ? nil : $0 }
        guard let start = object["start"] else { throw unfit("takes an object with start, and end where there is one") }
        var date: JSONObject = ["start": .string(try moment(start, hasZone: zone != nil))]
        for member in object where member.key != "start" {
            switch member.key {
            case "end":
                date["end"] = try member.value.isNull ? .null : .string(moment(member.value, hasZone: zone != nil))
            case "time_zone": date["time_zone"] = member.value
            default: throw unfit("takes start, end and time_zone, not \(Quote.short(member.key))")
            }
        }
        return .object(date)
    }

    /// A day stays a day, a moment keeps its zone; with a zone beside it the clock alone counts.
    private func moment(_ value: JSON, hasZone: Bool) throws(UsageError) -> String {
        guard let text = value.string, let date = DateTime(text.trimmed) else {
            throw unfit("takes a date such as 2026-01-31 or 2026-01-31T10:00:00+03:00")
        }
        if !date.hasTime { return date.dayText }
        return hasZone ? date.localText : date.rfc3339
    }

    private func id(_ value: JSON) throws(UsageError) -> JSON {
        let text = value.string ?? value["id"]?.string ?? ""
        guard let id = NotionID(text) else {
            throw unfit("takes ids of 32 hexadecimal digits, not \(Quote.short(text))")
        }
        return .string(id.text)
    }

    private func files(_ value: JSON) throws(UsageError) -> JSON {
        if let object = value.object, object["name"] == nil || object.allSatisfy({ $0.value.string != nil }) {
            var files: [JSON] = []
            for member in object { files.append(try file(member.value, named: member.key)) }
            return .array(files)
        }
        return try elements(value) { element throws(UsageError) in
            if element.object != nil { return element }
            let path = (element.string ?? "").prefix { $0 != "?" && $0 != "#" }
            return try file(element, named: path.split(separator: "/").last.map { String($0) } ?? "file")
        }
    }

    private func file(_ value: JSON, named name: String) throws(UsageError) -> JSON {
        guard let address = value.string, address.contains("://") else {
            throw unfit("takes addresses of files by their names; UploadFile brings files to Notion")
        }
        return ["type": "external", "name": .string(name), "external": ["url": .string(address)]]
    }

    private func elements(_ value: JSON, _ wrap: (JSON) throws(UsageError) -> JSON) throws(UsageError) -> JSON {
        let values = value.array ?? [value]
        guard values.count <= Self.mostElements else {
            throw unfit("takes \(Self.mostElements) elements at most, and not \(values.count)")
        }
        var elements: [JSON] = []
        for value in values { elements.append(try wrap(value)) }
        return .array(elements)
    }

    private func other(_ value: JSON) throws(UsageError) -> JSON {
        guard value.object != nil else { throw unfit("is of the type \(property.type), and takes an object") }
        return value
    }

    private func unfit(_ reason: String) -> UsageError {
        UsageError("--data: \(Quote.short(property.name)) \(reason)")
    }
}

import OIntCore

/// Properties of a data source, from what people write to what Notion wants.
///
/// Source: https://developers.notion.com/reference/property-object
enum PropertySchema {
    /// Types that need nothing besides.
    static let types = [
        "title", "rich_text", "number", "select", "multi_select", "status", "date", "people", "files", "checkbox",
        "url",
        "email", "phone_number", "formula", "created_time", "created_by", "last_edited_time", "last_edited_by",
        "unique_id", "button", "place", "verification",
    ]
    /// Types that say nothing by themselves, with an example of what they need.
    private static let needy = [
        "relation": #"{"relation": {"data_source_id": "ID", "single_property": {}}}"#,
        "rollup":
            #"{"rollup": {"relation_property_name": "NAME", "rollup_property_name": "NAME", "function": "count"}}"#,
    ]
    /// Colours of options.
    private static let colors = [
        "default", "gray", "brown", "orange", "yellow", "green", "blue", "purple", "pink", "red",
    ]
    /// Members that a property may have besides its type.
    private static let common: Set = ["name", "description", "type"]

    /// Properties of a new data source.
    /// - Parameter properties: Types, colours of options, or Notion's own form, by name; empty for a title alone.
    static func new(_ properties: JSONObject) throws(UsageError) -> JSONObject {
        if properties.isEmpty { return ["Name": ["title": [:]]] }
        let schema = try changed(properties)
        guard schema.contains(where: { $0.value["title"] != nil }) else {
            throw UsageError(#"--props has no property of the type title, and needs one, such as "Name": "title""#)
        }
        return schema
    }

    /// Properties of a data source to add or change.
    /// - Parameter properties: Types, colours of options, or Notion's own form, by name; null removes one.
    static func changed(_ properties: JSONObject) throws(UsageError) -> JSONObject {
        var schema = JSONObject()
        var problems: [UsageProblem] = []
        for member in properties {
            do throws(UsageError) {
                schema.append(member.key, try property(member.value, Quote.short(member.key)))
            } catch {
                problems += error.problems
            }
        }
        guard problems.isEmpty else { throw UsageError(problems) }
        return schema
    }

    private static func property(_ value: JSON, _ name: String) throws(UsageError) -> JSON {
        switch value {
        case .null: return .null
        case .string(let type): return .object([try known(type, name): [:]])
        case .object(let object) where !object.isEmpty:
            let texts = object.filter { $0.value.string != nil }
            // Notion's own form holds objects, or changes nothing but these.
            guard texts.count == object.count, !object.keys.allSatisfy(common.contains) else { return value }
            var options: [JSON] = []
            for text in texts { options.append(try option(text, name)) }
            return ["select": ["options": .array(options)]]
        default:
            throw UsageError(
                "--props: \(name) takes a type such as rich_text, an object of options with their colours, or Notion's own form"
            )
        }
    }

    private static func known(_ type: String, _ name: String) throws(UsageError) -> String {
        if types.contains(type) { return type }
        if let example = needy[type] { throw UsageError("--props: \(name) needs more than its type: \(example)") }
        let nearest = Suggestion.nearest(to: type, among: types + needy.keys).map { ", did you mean \($0)?" } ?? ""
        throw UsageError(
            "--props: \(name) takes \(types.joined(separator: ", ")), not \(Quote.short(type))\(nearest)")
    }

    private static func option(_ member: JSONObject.Member, _ name: String) throws(UsageError) -> JSON {
        let color = member.value.string ?? ""
        guard colors.contains(color) else {
            throw UsageError(
                "--props: \(name) takes the colours \(colors.joined(separator: ", ")), not \(Quote.short(color))")
        }
        return ["name": .string(member.key), "color": .string(color)]
    }
}

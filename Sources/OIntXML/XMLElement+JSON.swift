import OIntCore

extension XMLElement {
    /// The element as JSON, under its name.
    ///
    /// See ``jsonValue`` for what stands there.
    public var json: JSON { [name: jsonValue] }

    /// What stands inside the element, as JSON.
    ///
    /// An element with others inside becomes an object by their names; those that share a name become a list in the
    /// place of the first, a lone one does not. Any other element becomes its text. Attributes, and text between
    /// elements, are left out.
    public var jsonValue: JSON {
        let elements = elements
        guard !elements.isEmpty else { return .string(text) }
        var names: [String] = []
        var values: [String: [JSON]] = [:]
        for element in elements {
            if values[element.name] == nil { names.append(element.name) }
            values[element.name, default: []].append(element.jsonValue)
        }
        return .object(
            JSONObject(
                names.map { name in
                    let found = values[name] ?? []
                    return (name, found.count == 1 ? found[0] : .array(found))
                }))
    }
}

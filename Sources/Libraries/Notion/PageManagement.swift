import OIntCore
import OIntHTTP

@Methods("Page management")
extension Notion {
    /// Creates a page below another one.
    ///
    /// Source: https://developers.notion.com/reference/post-page
    /// - Parameters:
    ///   - page: Id of the page above, or its link.
    ///   - title: Title.
    ///   - markdown: Content as Markdown.
    ///   - icon: Emoji, or address of a picture.
    ///   - cover: Address of a picture.
    /// - Returns: The page.
    ///
    ///   ```json
    ///   {"object": "page", "id": "1429989f-e8ac-4eff-bc8f-57f56486db54", "in_trash": false,
    ///   "url": "https://www.notion.so/Plan-1429989fe8ac4effbc8f57f56486db54"}
    ///   ```
    @Method(.writes, ru: "СоздатьСтраницу", calls: "POST pages")
    public func createPage(
        page: NotionID, title: String, markdown: String? = nil, icon: String? = nil, cover: String? = nil
    ) async throws -> JSON {
        let titleProperty: JSON = [
            "id": "title", "type": "title", "title": try RichText.pieces(title, "--title"),
        ]
        return try await created(
            in: ["page_id": .string(page.text)], ["title": titleProperty], markdown, icon, cover)
    }

    /// Creates a page in a database.
    ///
    /// Values fit the types of the properties: a text for a title, text, select or status, a number, true or false, a date
    /// such as 2026-01-31 or an object with start and end, a list of names, of ids of pages or people, an object of names and
    /// addresses for files. Null leaves a property empty; what has Notion's own form goes as it is.
    ///
    /// Source: https://developers.notion.com/reference/post-page
    /// - Parameters:
    ///   - base: Id of the database, or of its data source, or a link.
    ///   - data: Values by the names of properties.
    ///   - source: Id of the data source, where the database has several.
    ///   - markdown: Content as Markdown.
    ///   - icon: Emoji, or address of a picture.
    ///   - cover: Address of a picture.
    /// - Returns: The page.
    ///
    ///   ```json
    ///   {"object": "page", "id": "1429989f-e8ac-4eff-bc8f-57f56486db54", "properties": {"Name": {"id": "title",
    ///   "type": "title", "title": [{"type": "text", "plain_text": "Tea"}]}}}
    ///   ```
    @Method(.writes, ru: "СоздатьСтраницуВБазу", calls: "POST pages")
    public func createPageInDatabase(
        base: NotionID, data: JSONObject, source: NotionID? = nil, markdown: String? = nil, icon: String? = nil,
        cover: String? = nil
    ) async throws -> JSON {
        let found = try await dataSource(of: base, source)
        let schema = try PropertyList(found.schema, of: "the data source")
        return try await created(
            in: ["type": "data_source_id", "data_source_id": .string(found.id)], try schema.values(data), markdown,
            icon, cover)
    }

    /// Reads a page with its properties, all of their values included.
    ///
    /// Notion gives 25 values of a relation, of people and of texts with a page; the others are read besides.
    ///
    /// Source: https://developers.notion.com/reference/retrieve-a-page
    /// - Parameter page: Id of the page, or its link.
    /// - Returns: The page.
    ///
    ///   ```json
    ///   {"object": "page", "id": "1429989f-e8ac-4eff-bc8f-57f56486db54", "properties": {"Name": {"id": "title",
    ///   "type": "title", "title": [{"type": "text", "plain_text": "Tea"}]}}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтраницу", calls: "GET pages/<page>")
    public func getPage(page: NotionID) async throws -> JSON {
        let answer = try await service.json(.get("pages/\(page)"))
        guard var object = answer.object, let properties = answer["properties"]?.object else { return answer }
        var complete = JSONObject()
        var isComplete = true
        for member in properties {
            let whole = try await completed(member.value, of: page)
            if whole != nil { isComplete = false }
            complete.append(member.key, whole ?? member.value)
        }
        if isComplete { return answer }
        object["properties"] = .object(complete)
        return .object(object)
    }

    /// Changes properties of a page, its icon or cover, or moves it to the trash and back.
    ///
    /// What is given for a list, such as a relation, replaces what is there, unless --add is true; null empties a property.
    ///
    /// Source: https://developers.notion.com/reference/patch-page
    /// - Parameters:
    ///   - page: Id of the page, or its link.
    ///   - data: New values by the names of properties, as for CreatePageInDatabase.
    ///   - icon: Emoji, or address of a picture.
    ///   - cover: Address of a picture.
    ///   - isArchived: Whether the page goes to the trash; false brings it back.
    ///   - isAdding: Whether values of lists are added to those that are there: relation, multi_select, people, files.
    /// - Returns: The page.
    ///
    ///   ```json
    ///   {"object": "page", "id": "1429989f-e8ac-4eff-bc8f-57f56486db54", "in_trash": false, "properties": {}}
    ///   ```
    @Method(.writes, ru: "ИзменитьСвойстваСтраницы", calls: "PATCH pages/<page>")
    public func editPageProperties(
        page: NotionID, data: JSONObject = [:], icon: String? = nil, cover: String? = nil,
        archive isArchived: Bool? = nil, add isAdding: Bool = false
    ) async throws -> JSON {
        guard !data.isEmpty || icon != nil || cover != nil || isArchived != nil else {
            throw UsageError("give --data, --icon, --cover or --archive: there is nothing to change")
        }
        let (icon, cover) = (try icon.map { try Self.icon($0) }, try cover.map { try Self.cover($0) })
        var values: JSONObject?
        if !data.isEmpty {
            let present = try await isAdding ? getPage(page: page) : service.json(.get("pages/\(page)"))
            values = try PropertyList(present["properties"], of: "the page").values(data, isAdding: isAdding)
        }
        return try await service.json(
            .patch(
                "pages/\(page)",
                body: .json(["icon": icon, "cover": cover, "properties": values, "in_trash": isArchived])))
    }

    /// Lists all values of a property of a page.
    ///
    /// Source: https://developers.notion.com/reference/retrieve-a-page-property
    /// - Parameters:
    ///   - page: Id of the page, or its link.
    ///   - property: Name or id of the property.
    ///   - cursor: Where to begin: the marker of a page read before.
    /// - Returns: The values, under `results`; a property with one value is that value.
    ///
    ///   ```json
    ///   {"object": "list", "results": [{"object": "property_item", "id": "kjPO", "type": "relation",
    ///   "relation": {"id": "535c3fb2-95e6-4b37-a696-036e5eac5cf6"}}], "next_cursor": null, "has_more": false}
    ///   ```
    @Method(.reads, ru: "ПолучитьСвойствоСтраницы", calls: "GET pages/<page>/properties/<property>", rows: "results")
    public func getPageProperty(page: NotionID, property: String, cursor: String? = nil) async throws -> Pages {
        let present = try await service.json(.get("pages/\(page)"))
        let id = try PropertyList(present["properties"], of: "the page").property(property).id
        return Pages(of: "Notion") { next in
            var query: Query = ["start_cursor": next ?? cursor?.fieldValue]
            query.append("page_size", Self.pageSize)
            let reply = try await service.page(
                .get(try Self.propertyPath(page, id), query: query), rate, isFirst: next == nil)
            // Properties that are no lists come alone.
            guard reply["object"]?.string == "property_item" else { return try Self.page(reply) }
            return Pages.Page(reply: reply, rows: [reply], next: nil)
        }
    }

    /// Moves a page below another one, or into a database.
    ///
    /// Source: https://developers.notion.com/reference/move-page
    /// - Parameters:
    ///   - page: Id of the page, or its link.
    ///   - parent: Id of the page that it comes below, or its link.
    ///   - base: Id of the database that it comes into, or of its data source.
    ///   - source: Id of the data source, where the database has several.
    /// - Returns: The page.
    ///
    ///   ```json
    ///   {"object": "page", "id": "1429989f-e8ac-4eff-bc8f-57f56486db54",
    ///   "parent": {"type": "page_id", "page_id": "59833787-2cf9-4fdf-8782-e53db20768a5"}}
    ///   ```
    @Method(.writes, ru: "ПереместитьСтраницу", calls: "POST pages/<page>/move")
    public func movePage(
        page: NotionID, parent: NotionID? = nil, base: NotionID? = nil, source: NotionID? = nil
    ) async throws -> JSON {
        let target: Fields
        switch (parent, base, source) {
        case (let parent?, nil, nil): target = ["type": "page_id", "page_id": parent]
        case (nil, nil, let source?): target = ["type": "data_source_id", "data_source_id": source]
        case (nil, let base?, let source):
            target = ["type": "data_source_id", "data_source_id": try await dataSource(of: base, source).id]
        default: throw UsageError("give either --parent, or --base or --source")
        }
        return try await service.json(.post("pages/\(page)/move", body: .json(["parent": target])))
    }
}

extension Notion {
    /// How many values of a property come with a page.
    private static let valuesWithPage = 25
    /// Types of properties that come with their first values only.
    private static let cutTypes: Set = ["relation", "people", "title", "rich_text"]

    /// Creates a page, and adds the content that one request can't hold.
    private func created(
        in parent: JSONObject, _ properties: JSONObject, _ markdown: String?, _ icon: String?, _ cover: String?
    ) async throws -> JSON {
        let parts = markdown.map { Markdown.parts($0) } ?? []
        let fields: Fields = [
            "parent": parent, "properties": properties, "icon": try icon.map { try Self.icon($0) },
            "cover": try cover.map { try Self.cover($0) }, "markdown": parts.first,
        ]
        let page = try await service.json(.post("pages", body: .json(fields)))
        guard parts.count > 1 else { return page }
        guard let id = page["id"]?.string.flatMap({ NotionID($0) }) else {
            throw ReplyError(peer: "Notion", reason: "the answer names no page: its content is not complete")
        }
        try await add(Array(parts.dropFirst()), to: id, at: nil)
        return page
    }

    /// A property with all of its values; nil where it has them already.
    private func completed(_ property: JSON, of page: NotionID) async throws -> JSON? {
        guard var object = property.object, let type = object["type"]?.string, Self.cutTypes.contains(type),
            let values = object[type]?.array, let id = object["id"]?.string,
            object["has_more"]?.bool == true || values.count == Self.valuesWithPage
        else { return nil }
        let items = try await rows(of: list(try Self.propertyPath(page, id), from: nil))
        object[type] = .array(items.compactMap { $0[type] })
        if object["has_more"] != nil { object["has_more"] = false }
        return .object(object)
    }

    /// The path of a property; Notion gives ids that are percent-encoded already.
    private static func propertyPath(_ page: NotionID, _ id: String) throws -> RequestPath {
        let plain = PercentEncoding.decoded(id).map { String(decoding: $0, as: UTF8.self) } ?? id
        return "pages/\(page)/properties/\(plain)"
    }

    /// An icon: an emoji, or a picture at an address.
    static func icon(_ text: String) throws(UsageError) -> JSON {
        if text.contains("://") { return ["type": "external", "external": ["url": try address(text, "--icon")]] }
        guard text.trimmed.count == 1 else {
            throw UsageError("--icon takes an emoji, or the address of a picture, not \(Quote.short(text))")
        }
        return ["type": "emoji", "emoji": .string(text.trimmed)]
    }

    /// A cover: a picture at an address.
    static func cover(_ text: String) throws(UsageError) -> JSON {
        ["type": "external", "external": ["url": try address(text, "--cover")]]
    }

    private static func address(_ text: String, _ option: String) throws(UsageError) -> JSON {
        guard text.hasPrefix("https://") || text.hasPrefix("http://"), text.utf16.count <= RichText.longestPiece else {
            throw UsageError("\(option) takes an address with http or https of 2,000 characters at most")
        }
        return .string(text)
    }
}

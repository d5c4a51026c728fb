import OIntCore
import OIntHTTP

@Methods("Blocks management")
extension Notion {
    /// Adds blocks to a page or below a block, or copies a block with everything below it.
    ///
    /// Any number of blocks of any depth goes in order, a hundred with each request; texts that are too long become several
    /// pieces. Of a copy, pages, databases and files that Notion keeps are left out, and told.
    ///
    /// Source: https://developers.notion.com/reference/patch-block-children
    /// - Parameters:
    ///   - page: Id of the page or block that they come below, or a link.
    ///   - block: Block or list of blocks, or the id of a block to copy.
    ///   - previous: Id of the block that they come behind; at the end when not given.
    ///   - isFirst: Whether they come at the beginning.
    /// - Returns: The blocks, under `results`.
    ///
    ///   ```json
    ///   {"object": "list", "results": [{"object": "block", "id": "c02fc1d3-db8b-45c5-a222-27595b15aea7",
    ///   "type": "paragraph", "paragraph": {"rich_text": [{"plain_text": "Tea"}]}}]}
    ///   ```
    /// - Throws: `ServiceError` that names the blocks that were refused, and tells what was added before.
    @Method(.writes, ru: "СоздатьБлок", calls: "PATCH blocks/<block>/children")
    public func createBlock(
        page: NotionID, block: BlockSource, prev previous: NotionID? = nil, first isFirst: Bool = false
    ) async throws -> JSON {
        guard previous == nil || !isFirst else { throw UsageError("give --prev or --first, and not both") }
        var nodes: [BlockNode] = []
        switch block {
        case .copy(let id): nodes = [try await copy(of: id)]
        case .blocks(let blocks): for block in blocks { nodes.append(try BlockNode(block)) }
        }
        let position: JSON? =
            if let previous {
                ["type": "after_block", "after_block": ["id": .string(previous.text)]]
            } else {
                isFirst ? ["type": "start"] : nil
            }
        return try await append(nodes, to: page.text, at: position)
    }

    /// Reads a block.
    ///
    /// Source: https://developers.notion.com/reference/retrieve-a-block
    /// - Parameters:
    ///   - block: Id of the block, or a link to it.
    ///   - isCore: Whether what Notion alone writes is left out: id, times, authors and the like.
    /// - Returns: The block.
    ///
    ///   ```json
    ///   {"object": "block", "type": "paragraph", "in_trash": false,
    ///   "paragraph": {"rich_text": [{"type": "text", "text": {"content": "Tea", "link": null}}]}}
    ///   ```
    @Method(.reads, ru: "ВернутьБлок", calls: "GET blocks/<block>")
    public func returnBlock(block: NotionID, core isCore: Bool = true) async throws -> JSON {
        let answer = try await service.json(.get("blocks/\(block)"))
        guard isCore, let object = answer.object else { return answer }
        return .object(
            JSONObject(object.filter { !BlockNode.service.contains($0.key) }.map { ($0.key, $0.value) }))
    }

    /// Lists the blocks right below a page or block; GetPageMarkdown gives a whole page.
    ///
    /// Source: https://developers.notion.com/reference/get-block-children
    /// - Parameters:
    ///   - block: Id of the page or block, or a link to it.
    ///   - cursor: Where to begin: the marker of a page read before.
    /// - Returns: The blocks, under `results`; `has_children` tells where there are more below.
    ///
    ///   ```json
    ///   {"object": "list", "results": [{"object": "block", "id": "c02fc1d3-db8b-45c5-a222-27595b15aea7",
    ///   "type": "paragraph", "has_children": false, "paragraph": {"rich_text": [{"plain_text": "Tea"}]}}],
    ///   "next_cursor": null, "has_more": false}
    ///   ```
    @Method(.reads, ru: "ВернутьДочерниеБлоки", calls: "GET blocks/<block>/children", rows: "results")
    public func returnChildBlocks(block: NotionID, cursor: String? = nil) -> Pages {
        list("blocks/\(block)/children", from: cursor)
    }

    /// Moves a block to the trash, with everything below it.
    ///
    /// Source: https://developers.notion.com/reference/delete-a-block
    /// - Parameter block: Id of the block, or a link to it.
    /// - Returns: The block.
    ///
    ///   ```json
    ///   {"object": "block", "id": "c02fc1d3-db8b-45c5-a222-27595b15aea7", "type": "paragraph", "in_trash": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьБлок", calls: "DELETE blocks/<block>")
    public func deleteBlock(block: NotionID) async throws -> JSON {
        try await service.json(.delete("blocks/\(block)"))
    }
}

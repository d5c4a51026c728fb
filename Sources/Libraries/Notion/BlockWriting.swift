import OIntCore
import OIntHTTP

/// Writing blocks, whatever their number and depth.
///
/// Source: https://developers.notion.com/reference/patch-block-children
extension Notion {
    /// How many blocks one request holds in all, and how many bytes.
    private static let (mostBlocks, mostBytes) = (1000, 450_000)
    /// Kinds of blocks that can't be made by writing them.
    private static let unwritable: Set = ["child_page", "child_database", "unsupported", "link_preview", "ai_block"]

    /// Adds blocks in order, a hundred with each request, and what is too deep or too much for it below them.
    /// - Parameters:
    ///   - nodes: The blocks.
    ///   - parent: Id of the block or page that they come below.
    ///   - position: Where; nil for the end.
    /// - Returns: The answer; that to several requests as one.
    func append(_ nodes: [BlockNode], to parent: String, at position: JSON?) async throws -> JSON {
        var place = position
        let answers = try await service.inParts(nodes, of: Self.partSize(nodes), "blocks") { part in
            try await rate.wait()
            let answer = try await service.json(
                .patch(
                    "blocks/\(parent)/children",
                    body: .json(["children": JSON.array(part.map { $0.json() }), "position": place])))
            let made = (answer["results"]?.array ?? []).prefix(part.count).compactMap { $0["id"]?.string }
            // The next blocks come behind these, unless all go to the end.
            if place != nil, let last = made.last {
                place = ["type": "after_block", "after_block": ["id": .string(last)]]
            }
            for (index, node) in part.enumerated() where node.isOpen() {
                guard made.count == part.count else {
                    throw ReplyError(
                        peer: "Notion", reason: "the answer does not name all new blocks: what is below them is missing"
                    )
                }
                try await fill(made[index], node, BlockNode.deepest)
            }
            return answer
        }
        guard answers.count > 1, var whole = answers[0].object else { return answers.first ?? .null }
        whole["results"] = .array(answers.flatMap { $0["results"]?.array ?? [] })
        return .object(whole)
    }

    /// Adds what could not go out with a block.
    /// - Parameters:
    ///   - id: Id of the block.
    ///   - node: The block as it was to be written.
    ///   - levels: How many levels below it the request held.
    private func fill(_ id: String, _ node: BlockNode, _ levels: Int) async throws {
        if node.hasMoreBelow(levels) {
            let sent = node.sent(levels)
            let made = try await rows(of: list("blocks/\(id)/children", from: nil)).compactMap { $0["id"]?.string }
            guard made.count >= sent.count else {
                throw ReplyError(
                    peer: "Notion", reason: "some new blocks can't be found: what is below them is missing")
            }
            for (child, id) in zip(sent, made) where child.isOpen(levels - 1) {
                try await fill(id, child, levels - 1)
            }
        }
        let following = node.following(levels)
        if !following.isEmpty { _ = try await append(Array(following), to: id, at: nil) }
    }

    /// How many blocks go with each request, so that none is too large.
    private static func partSize(_ nodes: [BlockNode]) -> Int {
        var size = pageSize
        func isTooLarge(_ start: Int) -> Bool {
            let part = nodes[start..<min(start + size, nodes.count)]
            return part.reduce(0) { $0 + $1.count() } > mostBlocks
                || JSON.array(part.map { $0.json() }).text(.compact).utf8.count > mostBytes
        }
        while size > 1, stride(from: 0, to: nodes.count, by: size).contains(where: isTooLarge) { size /= 2 }
        return size
    }

    /// Reads a block with everything below it, as it may be written again.
    /// - Parameter id: Id of the block.
    /// - Returns: The block.
    /// - Throws: `UsageError` when it is of a kind that can't be copied.
    func copy(of id: NotionID) async throws -> BlockNode {
        let block = try await service.json(.get("blocks/\(id)"))
        var leftOut: [String] = []
        guard let node = try await copy(block, &leftOut) else {
            throw UsageError(
                "--block names a block of the kind \(leftOut.joined()), which can't be copied; a file that Notion keeps needs UploadFile"
            )
        }
        if !leftOut.isEmpty {
            service.http.configuration.notice?(
                "left out of the copy, as they can't be written: \(leftOut.joined(separator: ", "))")
        }
        return node
    }

    /// A block with everything below it; nil where it can't be written.
    private func copy(_ block: JSON, _ leftOut: inout [String]) async throws -> BlockNode? {
        guard let object = block.object, let type = object["type"]?.string, let content = object[type] else {
            throw ReplyError(peer: "Notion", reason: "the answer is no block")
        }
        // The address of a file that Notion keeps is good for an hour, and is not taken.
        guard !Self.unwritable.contains(type), content["type"]?.string != "file" else {
            leftOut.append(type)
            return nil
        }
        let node = try BlockNode(Self.withoutHostedIcon(object, type))
        let isReference = content["synced_from"].map { !$0.isNull } ?? false
        guard object["has_children"]?.bool == true, !isReference, let id = object["id"]?.string else { return node }
        var children: [BlockNode] = []
        for child in try await rows(of: list("blocks/\(id)/children", from: nil)) {
            if let copied = try await copy(child, &leftOut) { children.append(copied) }
        }
        return node.with(children)
    }

    /// A block without an icon that Notion keeps, which is not taken either.
    private static func withoutHostedIcon(_ block: JSONObject, _ type: String) -> JSONObject {
        guard var content = block[type]?.object, content["icon"]?["type"]?.string == "file" else { return block }
        var block = block
        content["icon"] = nil
        block[type] = .object(content)
        return block
    }
}

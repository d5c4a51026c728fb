import OIntCore
import OIntHTTP

@Methods("Pages as Markdown")
extension Notion {
    /// Reads a whole page as Markdown.
    ///
    /// What Notion leaves out of a large page is read besides, and put in its place; what can't be read is told.
    ///
    /// Source: https://developers.notion.com/reference/retrieve-page-markdown
    /// - Parameters:
    ///   - page: Id of the page or block, or a link to it.
    ///   - isTranscribed: Whether meeting notes come with what was said.
    /// - Returns: The Markdown.
    ///
    ///   ```text
    ///   # Plan
    ///
    ///   - [ ] Order tea
    ///   ```
    @Method(.reads, ru: "ПолучитьСтраницуКакMarkdown", calls: "GET pages/<page>/markdown")
    public func getPageMarkdown(page: NotionID, transcript isTranscribed: Bool = false) async throws -> String {
        var missing: [NotionID] = []
        let text = try await markdown(page, isTranscribed, &missing)
        if !missing.isEmpty {
            service.http.configuration.notice?(
                "blocks that the integration may not read are missing: "
                    + missing.map(\.text).joined(separator: ", "))
        }
        return text
    }

    /// Adds Markdown to a page.
    ///
    /// Source: https://developers.notion.com/reference/update-page-markdown
    /// - Parameters:
    ///   - page: Id of the page, or its link.
    ///   - markdown: The Markdown.
    ///   - isFirst: Whether it comes at the beginning.
    /// - Returns: The page as Markdown, under `markdown`.
    ///
    ///   ```json
    ///   {"object": "page_markdown", "id": "1429989f-e8ac-4eff-bc8f-57f56486db54", "markdown": "# Plan\n\n- [ ] Order tea",
    ///   "truncated": false, "unknown_block_ids": []}
    ///   ```
    /// - Throws: `ServiceError` that tells how many parts of a long text were added before.
    @Method(.writes, ru: "ДобавитьMarkdown", calls: "PATCH pages/<page>/markdown")
    public func addMarkdown(page: NotionID, markdown: String, first isFirst: Bool = false) async throws -> JSON {
        let parts = Markdown.parts(markdown)
        guard isFirst else { return try await add(parts, to: page, at: nil) }
        // The last part goes first, so that all stand in order in the end.
        return try await add(parts.reversed(), to: page, at: ["type": "start"])
    }

    /// Replaces everything on a page by Markdown.
    ///
    /// Source: https://developers.notion.com/reference/update-page-markdown
    /// - Parameters:
    ///   - page: Id of the page, or its link.
    ///   - markdown: The Markdown.
    ///   - deletesPages: Whether pages and databases on the page may be deleted, too.
    /// - Returns: The page as Markdown, under `markdown`.
    ///
    ///   ```json
    ///   {"object": "page_markdown", "id": "1429989f-e8ac-4eff-bc8f-57f56486db54", "markdown": "# Plan",
    ///   "truncated": false, "unknown_block_ids": []}
    ///   ```
    /// - Throws: `ServiceError` that tells how many parts of a long text are there.
    @Method(.destroys, ru: "ЗаменитьСодержимоеСтраницы", calls: "PATCH pages/<page>/markdown")
    public func replacePageContent(
        page: NotionID, markdown: String, subpages deletesPages: Bool = false
    ) async throws -> JSON {
        let parts = Markdown.parts(markdown)
        let allows: Bool? = deletesPages ? true : nil
        let change: Fields = ["new_str": parts.first ?? "", "allow_deleting_content": allows]
        let answer = try await update(page, "replace_content", change)
        return parts.count < 2 ? answer : try await add(Array(parts.dropFirst()), to: page, at: nil)
    }

    /// Replaces a text on a page, wherever it stands as Markdown.
    ///
    /// Source: https://developers.notion.com/reference/update-page-markdown
    /// - Parameters:
    ///   - page: Id of the page, or its link.
    ///   - old: Text that is there, exactly as GetPageMarkdown gives it.
    ///   - new: Text that comes in its place; the old one is deleted when not given.
    ///   - isEverywhere: Whether it is replaced everywhere; otherwise it has to stand there once.
    ///   - deletesPages: Whether pages and databases in the text may be deleted, too.
    /// - Returns: The page as Markdown, under `markdown`.
    ///
    ///   ```json
    ///   {"object": "page_markdown", "id": "1429989f-e8ac-4eff-bc8f-57f56486db54", "markdown": "# Plan\n\n- [x] Order tea",
    ///   "truncated": false, "unknown_block_ids": []}
    ///   ```
    @Method(.destroys, ru: "ЗаменитьТекстНаСтранице", calls: "PATCH pages/<page>/markdown")
    public func replaceTextOnPage(
        page: NotionID, old: String, new: String? = nil, everywhere isEverywhere: Bool = false,
        subpages deletesPages: Bool = false
    ) async throws -> JSON {
        let everywhere: Bool? = isEverywhere ? true : nil
        let allows: Bool? = deletesPages ? true : nil
        let edit: Fields = ["old_str": old, "new_str": new ?? "", "replace_all_matches": everywhere]
        return try await update(
            page, "update_content", ["content_updates": [JSON.object(edit.object)], "allow_deleting_content": allows])
    }
}

extension Notion {
    /// How often what Notion left out is read at most, for one page.
    private static let mostPieces = 1000

    /// Reads Markdown, and what was left out of it.
    private func markdown(_ page: NotionID, _ isTranscribed: Bool, _ missing: inout [NotionID]) async throws -> String {
        var (text, open) = try await piece(page, isTranscribed)
        var seen: Set<NotionID> = [page]
        while !open.isEmpty {
            let id = open.removeFirst()
            guard seen.insert(id).inserted else { continue }
            guard seen.count <= Self.mostPieces else {
                throw ReplyError(peer: "Notion", reason: "the page is left out in more than 1,000 places")
            }
            do {
                let (content, further) = try await piece(id, isTranscribed)
                // What has no place of its own comes behind the rest, in order.
                text = Markdown.replacing(text, id, with: content) ?? text + "\n" + content
                open += further
            } catch let refusal as ServiceError where refusal.status == 404 || refusal.status == 403 {
                missing.append(id)
            }
        }
        return text
    }

    private func piece(_ id: NotionID, _ isTranscribed: Bool) async throws -> (text: String, left: [NotionID]) {
        let transcript: Bool? = isTranscribed ? true : nil
        try await rate.wait()
        let answer = try await service.json(
            .get("pages/\(id)/markdown", query: ["include_transcript": transcript]))
        guard let text = answer["markdown"]?.string else {
            throw ReplyError(peer: "Notion", reason: "the answer holds no Markdown")
        }
        let left = (answer["unknown_block_ids"]?.array ?? []).compactMap { $0.string.flatMap { NotionID($0) } }
        if answer["truncated"]?.bool == true, left.isEmpty {
            throw ReplyError(
                peer: "Notion", reason: "the page is too large, and Notion does not say what it left out",
                remedy: "ReturnChildBlocks lists its blocks; read them one by one")
        }
        return (text, left)
    }

    /// Adds parts of Markdown one after the other.
    @discardableResult
    func add(_ parts: [String], to page: NotionID, at position: JSON?) async throws -> JSON {
        try await service.inParts(parts, of: 1, "parts of the text") { part in
            try await rate.wait()
            return try await update(page, "insert_content", ["content": part.first, "position": position])
        }
        .last ?? .null
    }

    /// Changes a page by Markdown.
    private func update(_ page: NotionID, _ kind: String, _ change: Fields) async throws -> JSON {
        try await service.json(.patch("pages/\(page)/markdown", body: .json(["type": kind, kind: change])))
    }
}

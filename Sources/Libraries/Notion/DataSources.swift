import OIntCore
import OIntHTTP

/// From a database to its data source.
///
/// Since the version 2025-09-03 the properties and pages of a database are those of its data sources, which have ids of
/// their own; people may have either id.
///
/// Source: https://developers.notion.com/docs/upgrade-guide-2025-09-03
extension Notion {
    /// What an id leads to.
    enum Container {
        /// A database, with its data sources.
        case database(JSON)
        /// A data source, with its properties.
        case source(JSON)
    }

    /// Reads what has an id: a database, or else a data source.
    /// - Parameter id: The id.
    /// - Throws: `ServiceError` when there is neither.
    func container(_ id: NotionID) async throws -> Container {
        do {
            return .database(try await service.json(.get("databases/\(id)")))
        } catch let refusal as ServiceError where refusal.isOfAnotherKind {
            do {
                return .source(try await service.json(.get("data_sources/\(id)")))
            } catch let other as ServiceError where other.isOfAnotherKind {
                throw refusal
            }
        }
    }

    /// The id of the data source that is meant.
    /// - Parameters:
    ///   - base: Id of the database or data source.
    ///   - choice: Id of the data source, where it is given.
    /// - Returns: The id, and the data source where it was read on the way.
    func sourceID(of base: NotionID, _ choice: NotionID?) async throws -> (id: String, source: JSON?) {
        if let choice { return (choice.text, nil) }
        switch try await container(base) {
        case .source(let source): return (base.text, source)
        case .database(let database): return (try Self.onlySource(of: database), nil)
        }
    }

    /// The data source that is meant, with its properties.
    /// - Parameters:
    ///   - base: Id of the database or data source.
    ///   - choice: Id of the data source, where it is given.
    func dataSource(of base: NotionID, _ choice: NotionID?) async throws -> (id: String, schema: JSON?) {
        let (id, known) = try await sourceID(of: base, choice)
        if let known { return (id, known["properties"]) }
        return (id, try await service.json(.get("data_sources/\(id)"))["properties"])
    }

    private static func onlySource(of database: JSON) throws -> String {
        let sources = database["data_sources"]?.array ?? []
        let ids = sources.compactMap { $0["id"]?.string.flatMap { NotionID($0) } }
        switch ids.count {
        case 1: return ids[0].text
        case 0:
            throw ReplyError(
                peer: "Notion", reason: "the database has no data source that the integration may see",
                remedy: "Share its original with the integration, if it is a linked one")
        default:
            let list = sources.map { "\($0["id"]?.string ?? "") \(Quote.short($0["name"]?.string ?? ""))" }
            throw UsageError(
                "the database has \(ids.count) data sources; name one by --source: \(list.joined(separator: ", "))")
        }
    }
}

extension ServiceError {
    /// Whether the id may be one of something else: Notion tells both in the same way as that nothing is shared.
    fileprivate var isOfAnotherKind: Bool { code == "object_not_found" || code == "validation_error" }
}

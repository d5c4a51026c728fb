import OIntCore
import OIntHTTP

extension Neocities {
    /// Carries a plan out; what fails stops nothing but the deletions.
    func synchronize(
        _ uploads: [FileUpload], _ deletions: [String], _ report: inout JSONObject
    ) async throws -> JSON {
        var failures: [JSON] = []
        func attempt(_ paths: [String], _ work: () async throws -> JSON) async throws -> [String] {
            do {
                _ = try await work()
                return paths
            } catch let error as ServiceError {
                failures.append([
                    "result": "error", "error_type": error.code.map { .string($0) } ?? .null,
                    "message": .string(error.description), "paths": .array(paths.map { .string($0) }),
                ])
                return []
            }
        }
        var uploaded: [String] = []
        for group in Self.groups(uploads, most: Self.mostFiles) {
            uploaded += try await attempt(group.map(\.path)) { try await upload(group) }
        }
        var deleted: [String] = []
        // What could not be uploaded may be a file under its new name: then the old one stays.
        if failures.isEmpty, !deletions.isEmpty {
            deleted = try await attempt(deletions) { try await delete(deletions) }
        }
        report["errors"] = JSON(failures.count)
        report["items"] = .array(failures)
        report["uploaded"] = .array(uploaded.map { .string($0) })
        report["deleted"] = .array(deleted.map { .string($0) })
        guard !failures.isEmpty else { return .object(report) }
        throw ServiceError(
            service: service.name, code: "partly_failed",
            message: "\(failures.count) requests failed, the first with: \(failures[0]["message"]?.string ?? "")",
            reply: .json(.object(report)))
    }

    /// Whether a file is a page.
    static func isPage(_ path: String) -> Bool {
        let path = path.lowercased()
        return path.hasSuffix(".html") || path.hasSuffix(".htm")
    }

    /// The folders around a path.
    static func parents(of path: String) -> [String] {
        let parts = path.split(separator: "/")
        return (1..<max(1, parts.count)).map { parts[..<$0].joined(separator: "/") }
    }
}

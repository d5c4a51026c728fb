import OIntCore
import OIntS3

/// The code of "Uploading to S3".
enum Storage {
    static func client(_ accessKey: String, _ secretKey: Secret) throws -> S3 {
        let account = try S3Account(
            url: "https://s3.example.com", accessKey: accessKey, secretKey: secretKey, region: "us-east-1")
        let storage = S3(account)
        return storage
    }

    static func upload(_ storage: S3) async throws {
        _ = try await storage.putObject(name: "db/2026.tar", bucket: "backups", data: .path("db.tar"))
    }

    static func download(_ storage: S3) async throws -> Int {
        var size = 0
        for try await chunk in try await storage.getObject(name: "db/2026.tar", bucket: "backups") {
            size += chunk.byteCount
        }
        return size
    }

    static func link(_ storage: S3) throws -> String {
        let link = try storage.getObjectDownloadLink(name: "db/2026.tar", bucket: "backups", expires: 600)
        return link
    }
}

import OIntCore
import OIntHTTP
import OIntS3
import Testing

/// What only moto can do: rclone's server takes tags of objects for their content, and settings of buckets for new ones.
@Suite("Settings on servers", .timeLimit(.minutes(2)))
struct SettingsTests {
    private static let tags: JSONObject = ["team": "search + find @ 1:2", "Цвет": "тёмно-красный", "empty": ""]

    /// The tags in an answer, by their names.
    private func tags(_ answer: JSON) -> [String: String] {
        let rows = elements(answer["response"]?["Tagging"]?["TagSet"]?["Tag"])
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["Key"]?.string ?? "", $0["Value"]?.string ?? "") })
    }

    /// The same as they come back.
    private let expected = ["team": "search + find @ 1:2", "Цвет": "тёмно-красный", "empty": ""]

    @Test func `Tags of a bucket are set, replaced and removed`() async throws {
        try await withBucket(on: .moto) { bucket in
            let (client, name) = (bucket.client, bucket.name)
            _ = try await client.putBucketTagging(name: name, tagset: Self.tags, dir: true)
            #expect(tags(try await client.getBucketTagging(name: name, dir: true)) == expected)
            _ = try await client.putBucketTagging(name: name, tagset: ["one": 1], dir: true)
            #expect(tags(try await client.getBucketTagging(name: name, dir: true)) == ["one": "1"])
            _ = try await client.deleteBucketTagging(name: name, dir: true)
            let error = try await refusal { try await client.getBucketTagging(name: name, dir: true) }
            #expect(error.code == "NoSuchTagSet")
        }
    }

    @Test func `Tags of an object are set, replaced and removed`() async throws {
        try await withBucket(on: .moto) { bucket in
            let (client, name) = (bucket.client, bucket.name)
            try await bucket.put("a b", "content")
            _ = try await client.putObjectTagging(name: "a b", bucket: name, tagset: Self.tags, dir: true)
            #expect(tags(try await client.getObjectTagging(name: "a b", bucket: name, dir: true)) == expected)
            _ = try await client.putObjectTagging(name: "a b", bucket: name, tagset: ["one": 1], dir: true)
            #expect(tags(try await client.getObjectTagging(name: "a b", bucket: name, dir: true)) == ["one": "1"])
            _ = try await client.deleteObjectTagging(name: "a b", bucket: name, dir: true)
            #expect(tags(try await client.getObjectTagging(name: "a b", bucket: name, dir: true)) == [:])
            #expect(try await bucket.text("a b") == "content")
        }
    }

    @Test func `Encryption of a bucket is set, holds for new objects, and is removed`() async throws {
        let settings = try XMLSettings(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <ServerSideEncryptionConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
              <Rule>
                <ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault>
              </Rule>
            </ServerSideEncryptionConfiguration>
            """)
        try await withBucket(on: .moto) { bucket in
            let (client, name) = (bucket.client, bucket.name)
            _ = try await client.putBucketEncryption(name: name, conf: settings, dir: true)
            let answer = try await client.getBucketEncryption(name: name, dir: true)
            let rule = answer["response"]?["ServerSideEncryptionConfiguration"]?["Rule"]
            #expect(rule?["ApplyServerSideEncryptionByDefault"]?["SSEAlgorithm"] == "AES256")
            try await bucket.put("k", "content")
            #expect(try await bucket.headers("k")["x-amz-server-side-encryption"] == "AES256")
            #expect(try await bucket.text("k") == "content")
            _ = try await client.deleteBucketEncryption(name: name, dir: true)
            let error = try await refusal { try await client.getBucketEncryption(name: name, dir: true) }
            #expect(error.code == "ServerSideEncryptionConfigurationNotFoundError")
        }
    }
}

import OIntCore
import OIntHTTP
import OIntS3
import Testing

@Suite("Buckets on servers", .timeLimit(.minutes(2)))
struct BucketTests {
    @Test("A bucket is created, found, listed and deleted", arguments: TestServer.allCases)
    func life(server: TestServer) async throws {
        let client = S3(try server.account(), http: TestServer.http)
        let name = TestBucket.randomName()
        let created = try await client.createBucket(name: name, dir: true)
        #expect(created["status"] == 200)
        #expect(created["headers"]?["Location"] == .string("/\(name)"))

        let head = try await client.headBucket(name: name, dir: true)
        #expect(head["status"] == 200)
        #expect(head["response"] == [:])

        let page = try await client.listBuckets().page()
        #expect(page.rows.contains { $0["Name"]?.string == name })
        #expect(page.reply["response"]?["ListAllMyBucketsResult"]?["Owner"] != nil)

        let deleted = try await client.deleteBucket(name: name, dir: true)
        #expect(deleted["status"] == 204)
        let error = try await refusal { try await client.headBucket(name: name, dir: true) }
        #expect(error.status == 404)
        #expect(error.message == "there is no such object or bucket")
    }

    // rclone's server lists all buckets, whatever --prefix says.
    @Test func `Buckets are listed by the beginning of their names`() async throws {
        try await withBucket(on: .moto) { bucket in
            try await withBucket(on: .moto) { other in
                var names: [String?] = []
                for try await row in try bucket.client.listBuckets(prefix: bucket.name) {
                    names.append(row["Name"]?.string)
                }
                #expect(names == [bucket.name])
                #expect(other.name != bucket.name)
            }
        }
    }

    @Test("A bucket that is not empty stays", arguments: TestServer.allCases)
    func notEmpty(server: TestServer) async throws {
        try await withBucket(on: server) { bucket in
            try await bucket.put("k", "content")
            let error = try await refusal { try await bucket.client.deleteBucket(name: bucket.name, dir: true) }
            #expect(error.code == "BucketNotEmpty")
            #expect(error.status == 409)
            #expect(try await bucket.text("k") == "content")
        }
    }

    @Test("Answers have the one shape", arguments: TestServer.allCases)
    func shape(server: TestServer) async throws {
        try await withBucket(on: server) { bucket in
            let put = try await bucket.put("k", "content")
            let head = try await bucket.client.headObject(name: "k", bucket: bucket.name, dir: true)
            let list = try await bucket.client.listObjects(bucket: bucket.name, dir: true).page().reply
            let deleted = try await bucket.client.deleteObject(name: "k", bucket: bucket.name, dir: true)
            for answer in [put, head, list, deleted] {
                #expect(answer.object?.map(\.key) == ["status", "response", "headers"])
                #expect(headerValues(answer)["date"] != nil)
            }
            #expect([put, head, list, deleted].map { $0["status"] } == [200, 200, 200, 204])
            #expect(put["response"] == [:])
            #expect(list["response"]?["ListBucketResult"]?["Contents"]?[0]?["Key"] == "k")
            #expect(headerValues(put)["etag"] == "\"9a0364b9e99bb480dd25e1f0284c8555\"")
        }
    }
}

import OIntCore
import OIntHTTP
import OIntS3
import Testing

/// What only moto can do: rclone's server knows no versions.
@Suite("Versions on servers", .timeLimit(.minutes(2)))
struct VersionTests {
    /// A bucket that keeps versions.
    private func withVersions(_ body: (TestBucket) async throws -> Void) async throws {
        try await withBucket(on: .moto) { bucket in
            _ = try await bucket.client.putBucketVersioning(name: bucket.name, status: true, dir: true)
            try await body(bucket)
        }
    }

    private func version(_ answer: JSON) throws -> String { try #require(headerValues(answer)["x-amz-version-id"]) }

    @Test func `What was overwritten can still be had`() async throws {
        try await withVersions { bucket in
            let old = try version(await bucket.put("k", "first"))
            let new = try version(await bucket.put("k", "second!"))
            #expect(old != new)
            let rows = try await bucket.versions()
            #expect(rows.map { $0["VersionId"]?.string } == [new, old])
            #expect(rows.map { $0["IsLatest"] } == ["true", "false"])
            #expect(rows.map { $0["IsDeleteMarker"] } == [false, false])
            #expect(try await bucket.text("k") == "second!")
            #expect(try await bucket.text("k", version: old) == "first")
            #expect(try await bucket.headers("k", version: old)["content-length"] == "5")
            #expect(try await bucket.headers("k")["content-length"] == "7")
        }
    }

    @Test func `A large version that was overwritten comes in stretches, all of the same version`() async throws {
        let content = Content.bytes(3_000_000)
        try await withVersions { bucket in
            let old = try version(await bucket.put("k", content))
            try await bucket.put("k", Array(content.reversed()))
            let log = RequestLog()
            let client = S3(
                try bucket.server.account(chunkSize: 1 << 20), http: TestServer.http.adding(log.hook))
            let stream = try await client.getObject(name: "k", bucket: bucket.name, ver: old, dir: true)
            #expect(isSame(try await collected(stream), content))
            #expect(log.requests.count == 3)
        }
    }

    @Test func `What was deleted comes back when the mark of it is deleted`() async throws {
        try await withVersions { bucket in
            let old = try version(await bucket.put("k", "content"))
            let deleted = try await bucket.client.deleteObject(name: "k", bucket: bucket.name, dir: true)
            #expect(headerValues(deleted)["x-amz-delete-marker"] == "true")
            let mark = try version(deleted)
            #expect(try await refusal { try await bucket.stream("k") }.code == "NoSuchKey")
            #expect(try await bucket.keys() == [])
            #expect(try await bucket.text("k", version: old) == "content")
            let rows = try await bucket.versions()
            let marks = rows.filter { $0["IsDeleteMarker"] == true }
            #expect(rows.count == 2)
            #expect(marks.map { $0["VersionId"]?.string } == [mark])

            try await bucket.delete("k", version: mark)
            #expect(try await bucket.text("k") == "content")
            try await bucket.delete("k", version: old)
            #expect(try await bucket.versions() == [])
        }
    }

    @Test func `A long list of versions is walked to its end, also within a key`() async throws {
        try await withVersions { bucket in
            // moto may lose a version of an object that is overwritten twice at the same time.
            try await inParallel((10..<23).map { "many & more/\($0)" }) { key in
                for number in 0..<20 { try await bucket.put(key, "\(number)") }
            }
            var pages: [Pages.Page] = []
            try await bucket.client.listObjectVersions(bucket: bucket.name, dir: true).forEachPage { pages.append($0) }
            #expect(pages.map(\.rows.count) == [250, 10])
            let rows = pages.flatMap(\.rows)
            #expect(Set(rows.compactMap { $0["VersionId"]?.string }).count == 260)
            #expect(pages[1].rows.allSatisfy { $0["Key"] == "many & more/22" })

            // What the answer calls the next leads to the page after it.
            let result = pages[0].reply["response"]?["ListVersionsResult"]
            let second = try await bucket.client.listObjectVersions(
                bucket: bucket.name, ver: result?["NextVersionIdMarker"]?.string, dir: true,
                key: result?["NextKeyMarker"]?.string
            ).page()
            #expect(second.rows == pages[1].rows)
            let some = try await bucket.client.listObjectVersions(
                bucket: bucket.name, prefix: "many & more/22", dir: true
            ).page()
            #expect(some.rows.count == 20)
        }
    }

    @Test func `Keeping versions is switched on and off`() async throws {
        try await withBucket(on: .moto) { bucket in
            let (client, name) = (bucket.client, bucket.name)
            let before = try await client.getBucketVersioning(name: name, dir: true)
            #expect(before["status"] == 200)
            #expect(document(before)?["Status"] == nil)
            for (isOn, status) in [(true, "Enabled"), (false, "Suspended")] {
                _ = try await client.putBucketVersioning(name: name, status: isOn, dir: true)
                let answer = try await client.getBucketVersioning(name: name, dir: true)
                #expect(document(answer)?["Status"]?.string == status)
            }
        }
    }

    @Test func `Tags belong to a version`() async throws {
        try await withVersions { bucket in
            let (client, name) = (bucket.client, bucket.name)
            let old = try version(await bucket.put("k", "first"))
            _ = try await client.putObjectTagging(name: "k", bucket: name, tagset: ["age": "old"], dir: true)
            try await bucket.put("k", "second")
            let tags = try await client.getObjectTagging(name: "k", bucket: name, ver: old, dir: true)
            #expect(tags["response"]?["Tagging"]?["TagSet"]?["Tag"] == [["Key": "age", "Value": "old"]])
            let none = try await client.getObjectTagging(name: "k", bucket: name, dir: true)
            #expect(none["response"]?["Tagging"]?["TagSet"]?["Tag"] == nil)
        }
    }
}

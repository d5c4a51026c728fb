import OIntCore
import OIntS3
import Testing

@Suite("Sample answers", .timeLimit(.minutes(2)))
struct SampleAnswerTests {
    @Test("What samples show is in the answers of servers", arguments: TestServer.allCases)
    func common(server: TestServer) async throws {
        try await withBucket(on: server) { bucket in
            let (client, name) = (bucket.client, bucket.name)
            try expect("PutObject", in: try await bucket.put("one", "content"), of: server)
            try expect(
                "CopyObject",
                in: try await client.copyObject(sname: "one", sbucket: name, name: "two", bucket: name, dir: true),
                of: server)
            try expect("HeadObject", in: try await client.headObject(name: "one", bucket: name, dir: true), of: server)
            try expect(
                "ListObjects", in: try await client.listObjects(bucket: name, dir: true).page().reply, of: server)
            try expect("ListBuckets", in: try await client.listBuckets().page().reply, of: server)
        }
    }

    // rclone's server knows neither versions nor tags, and names the document of a new upload in its own way.
    @Test func `What samples show of tags, versions and uploads is in the answers of a server`() async throws {
        try await withBucket(on: .moto) { bucket in
            let (client, name) = (bucket.client, bucket.name)
            _ = try await client.putBucketVersioning(name: name, status: true, dir: true)
            for _ in 1...2 { try await bucket.put("k", "content") }
            _ = try await client.putObjectTagging(
                name: "k", bucket: name, tagset: ["team": "search", "stage": "test"], dir: true)
            try expect(
                "GetObjectTagging", in: try await client.getObjectTagging(name: "k", bucket: name, dir: true), of: .moto
            )
            try expect(
                "InitPartsUpload", in: try await client.initPartsUpload(name: "k", bucket: name, dir: true), of: .moto)
            try expect(
                "DeleteObject", in: try await client.deleteObject(name: "k", bucket: name, dir: true), of: .moto)
            try expect(
                "ListObjectVersions", in: try await client.listObjectVersions(bucket: name, dir: true).page().reply,
                of: .moto)
        }
    }

    /// Expects that an answer has the status that a method's sample has, and everything that the sample shows.
    private func expect(
        _ method: String, in answer: JSON, of server: TestServer, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let descriptor = try #require(S3.library.method(named: method), sourceLocation: sourceLocation)
        let sample = try #require(descriptor.answer?.value, sourceLocation: sourceLocation)
        #expect(sample.object?.map(\.key) == answer.object?.map(\.key), sourceLocation: sourceLocation)
        #expect(sample["status"] == answer["status"], sourceLocation: sourceLocation)
        let (shown, real) = (try #require(sample["response"]), try #require(answer["response"]))
        #expect(missing(shown, in: real, at: "response") == [], sourceLocation: sourceLocation)
        var names = Set(headerValues(sample).keys)
        // moto calls the id of a request x-amzn-requestid.
        if server == .moto { names.remove("x-amz-request-id") }
        #expect(names.subtracting(headerValues(answer).keys) == [], sourceLocation: sourceLocation)
    }

    /// The places of what a sample shows and a value lacks, or has as another type.
    private func missing(_ sample: JSON, in value: JSON, at place: String) -> [String] {
        switch (sample, value) {
        case (.object(let shown), .object(let members)):
            return shown.flatMap { member in
                let inner = "\(place).\(member.key)"
                return members[member.key].map { missing(member.value, in: $0, at: inner) } ?? [inner]
            }
        case (.array(let shown), _):
            // One entry alone is no list: elements of XML don't tell.
            guard let first = shown.first, let entry = elements(value).first else { return [place] }
            return missing(first, in: entry, at: place + "[]")
        case (.string, .string): return []
        default: return [place]
        }
    }
}

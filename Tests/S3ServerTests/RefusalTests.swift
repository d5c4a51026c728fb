import OIntCore
import OIntHTTP
import OIntS3
import Testing

@Suite("Refusals of servers", .timeLimit(.minutes(2)))
struct RefusalTests {
    @Test("A bucket that is missing is told, with what helps", arguments: TestServer.allCases)
    func noBucket(server: TestServer) async throws {
        let client = S3(try server.account(chunkSize: 5 << 20), http: TestServer.http)
        let name = TestBucket.randomName()
        let errors = [
            try await refusal { try await client.listObjects(bucket: name, dir: true).page() },
            try await refusal { try await client.deleteBucket(name: name, dir: true) },
            try await refusal { try await client.getObject(name: "k", bucket: name, dir: true) },
            try await refusal {
                try await client.putObject(name: "k", bucket: name, data: .bytes([1]), dir: true)
            },
            try await refusal {
                try await client.putObject(name: "k", bucket: name, data: .bytes(Content.bytes(6 << 20)), dir: true)
            },
        ]
        for error in errors {
            #expect(error.code == "NoSuchBucket")
            #expect(error.status == 404)
            #expect(error.remedy == "Check the bucket's name, and Region and URL in --basic")
        }
    }

    @Test("An object that is missing is told, with what helps", arguments: TestServer.allCases)
    func noKey(server: TestServer) async throws {
        try await withBucket(on: server) { bucket in
            let get = try await refusal { try await bucket.stream("missing") }
            #expect(get.code == "NoSuchKey")
            #expect(get.remedy?.contains("ListObjects") == true)
            guard case .json(let reply) = get.reply else {
                Issue.record("the answer is missing")
                return
            }
            #expect(reply["status"] == 404)
            #expect(reply["response"]?["Error"]?["Code"] == "NoSuchKey")

            let copy = try await refusal {
                try await bucket.client.copyObject(
                    sname: "missing", sbucket: bucket.name, name: "k", bucket: bucket.name, dir: true)
            }
            #expect(copy.code == "NoSuchKey")

            let head = try await refusal { try await bucket.headers("missing") }
            #expect(head.status == 404)
            #expect(head.message == "there is no such object or bucket")
        }
    }

    // moto believes every signature.
    @Test("Wrong credentials are refused, and stay unseen", arguments: [true, false])
    func wrongCredentials(isSecret: Bool) async throws {
        let wrong = "wrongwrong/wrong+wrong"
        let account = try TestServer.rclone.account(
            accessKey: isSecret ? nil : "AKNOBODY", secretKey: isSecret ? wrong : nil)
        let client = S3(account, http: TestServer.http)
        let right = try TestServer.secretKey()
        for error in [
            try await refusal { try await client.listBuckets().page() },
            try await refusal { try await client.createBucket(name: TestBucket.randomName(), dir: true) },
            try await refusal {
                try await client.putObject(name: "k", bucket: "bucket", data: .bytes([1]), dir: true)
            },
        ] {
            #expect(error.status == 403)
            #expect(error.code == (isSecret ? "SignatureDoesNotMatch" : "InvalidAccessKeyId"))
            #expect(error.remedy?.contains(isSecret ? "SecretKey" : "AccessKey") == true)
            var seen = "\(error)"
            dump(error, to: &seen)
            #expect(!seen.contains(wrong))
            #expect(!seen.contains(right))
        }
    }

    // moto does not look at it.
    @Test func `Content that was damaged on the way is refused`() async throws {
        try await withBucket(on: .rclone) { bucket in
            let error = try await refusal {
                try await bucket.put("k", "content", headers: ["Content-MD5": "AAAAAAAAAAAAAAAAAAAAAA=="])
            }
            #expect(error.code == "BadDigest")
            #expect(try await bucket.keys() == [])
        }
    }

    // rclone's server ignores the condition.
    @Test func `An object that must not be overwritten is not`() async throws {
        try await withBucket(on: .moto) { bucket in
            try await bucket.put("k", "first", headers: ["If-None-Match": "*"])
            let error = try await refusal { try await bucket.put("k", "second", headers: ["If-None-Match": "*"]) }
            #expect(error.code == "PreconditionFailed")
            #expect(try await bucket.text("k") == "first")
        }
    }
}

import OIntCore
import OIntHTTP
import OIntS3
import OIntXML
import Testing

/// A bucket of one test.
struct TestBucket: Sendable {
    let server: TestServer
    let name: String
    let client: S3

    /// A name that no other test has.
    static func randomName() -> String { "oint-\(String(UInt64.random(in: .min ... .max), radix: 36))" }

    @discardableResult
    func put(_ key: String, _ content: [UInt8], headers: JSONObject = [:]) async throws -> JSON {
        try await client.putObject(name: key, bucket: name, data: .bytes(content), headers: headers, dir: true)
    }

    @discardableResult
    func put(_ key: String, _ text: String, headers: JSONObject = [:]) async throws -> JSON {
        try await put(key, Array(text.utf8), headers: headers)
    }

    func stream(_ key: String, version: String? = nil, headers: JSONObject = [:]) async throws -> ByteStream {
        try await client.getObject(name: key, bucket: name, ver: version, headers: headers, dir: true)
    }

    func bytes(_ key: String) async throws -> [UInt8] { try await collected(stream(key)) }

    func text(_ key: String, version: String? = nil, headers: JSONObject = [:]) async throws -> String {
        String(decoding: try await collected(stream(key, version: version, headers: headers)), as: UTF8.self)
    }

    /// What is known of an object: the headers by their names in lower case.
    func headers(_ key: String, version: String? = nil) async throws -> [String: String] {
        let answer = try await client.headObject(name: key, bucket: name, ver: version, dir: true)
        return headerValues(answer)
    }

    func delete(_ key: String, version: String? = nil) async throws {
        _ = try await client.deleteObject(name: key, bucket: name, ver: version, dir: true)
    }

    /// All keys, in the server's order.
    func keys(prefix: String? = nil) async throws -> [String] {
        var keys: [String] = []
        for try await row in try client.listObjects(bucket: name, prefix: prefix, dir: true) {
            keys.append(try #require(row["Key"]?.string))
        }
        return keys
    }

    /// All versions and delete markers, in the server's order.
    func versions() async throws -> [JSON] {
        var rows: [JSON] = []
        for try await row in try client.listObjectVersions(bucket: name, dir: true) { rows.append(row) }
        return rows
    }

    /// The uploads in parts that were begun, and neither finished nor cancelled.
    func uploads() async throws -> [JSON] {
        do {
            let answer = try await S3.sendRequestWithoutBody(
                method: .get, basic: server.account(path: "/\(name)?uploads"), http: TestServer.http)
            guard case .json(let json) = answer else { return [] }
            let result = try #require(json["response"]?["ListMultipartUploadsResult"])
            return elements(result["Upload"])
        } catch let error as ServiceError where error.code == "NoSuchUpload" && server == .rclone {
            // So its server puts it when a bucket never had any.
            return []
        }
    }

    /// Deletes many objects with one request, for which there is no method.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
    private func delete(_ objects: [(key: String, version: String?)]) async throws {
        var rest = objects[...]
        while !rest.isEmpty {
            let elements = rest.prefix(1000).map { object in
                let version = object.version.map { [XMLElement("VersionId", $0)] } ?? []
                return XMLElement("Object", [XMLElement("Key", object.key)] + version)
            }
            rest = rest.dropFirst(1000)
            let answer = try await S3.sendRequestWithBody(
                method: .post, basic: server.account(path: "/\(name)?delete"),
                body: .bytes(XMLElement("Delete", elements).document), http: TestServer.http)
            guard case .json(let json) = answer else { continue }
            #expect(document(json)?["Error"] == nil)
        }
    }

    /// Removes the bucket with everything in it.
    fileprivate func remove() async throws {
        for upload in try await uploads() {
            _ = try await client.abortMultipartUpload(
                name: upload["Key"]?.string ?? "", bucket: name, upload: upload["UploadId"]?.string ?? "", dir: true)
        }
        let objects: [(key: String, version: String?)] =
            switch server {
            case .moto: try await versions().map { ($0["Key"]?.string ?? "", $0["VersionId"]?.string) }
            case .rclone: try await keys().map { ($0, nil) }
            }
        try await delete(objects)
        _ = try await client.deleteBucket(name: name, dir: true)
    }
}

/// Makes a bucket, and removes it with everything in it when the test is done with it.
/// - Parameters:
///   - server: The server that it lies on.
///   - chunkSize: How many bytes go into one request; nil for the usual.
///   - parallel: How many parts travel at the same time.
///   - hook: Sees each request of the test.
///   - body: The test.
func withBucket(
    on server: TestServer, chunkSize: Int? = nil, parallel: Int = 4, hook: RequestHook? = nil,
    _ body: (TestBucket) async throws -> Void
) async throws {
    let account = try server.account(chunkSize: chunkSize, parallel: parallel)
    let plain = TestBucket(
        server: server, name: TestBucket.randomName(), client: S3(account, http: TestServer.http))
    _ = try await plain.client.createBucket(name: plain.name, dir: true)
    let http = hook.map { TestServer.http.adding($0) } ?? TestServer.http
    let bucket = TestBucket(server: server, name: plain.name, client: S3(account, http: http))
    do {
        try await body(bucket)
    } catch {
        // What failed first is what counts.
        try? await plain.remove()
        throw error
    }
    try await plain.remove()
}

/// Does something with each of many values, a few at a time.
func inParallel<Value: Sendable>(
    _ values: [Value], _ work: @escaping @Sendable (Value) async throws -> Void
) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
        for (index, value) in values.enumerated() {
            if index >= 8 { try await group.next() }
            group.addTask { try await work(value) }
        }
        try await group.waitForAll()
    }
}

/// All elements of one name: JSON has nothing, one value or a list of them.
func elements(_ value: JSON?) -> [JSON] { value?.array ?? (value.map { [$0] } ?? []) }

/// What is in the XML document of an answer; the name of the document itself is not the same on all servers.
func document(_ answer: JSON) -> JSON? { answer["response"]?.object?.first?.value }

/// The headers of an answer by their names in lower case: they come as servers like to write them.
func headerValues(_ answer: JSON) -> [String: String] {
    Dictionary(
        (answer["headers"]?.object ?? [:]).map { ($0.key.lowercased(), $0.value.string ?? "") },
        uniquingKeysWith: { first, _ in first })
}

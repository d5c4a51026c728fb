import OIntCore
import OIntHTTP

@Methods("Buckets management")
extension S3 {
    /// Creates a bucket.
    ///
    /// Outside of us-east-1, Amazon wants to be asked at the address of the region that the bucket is to lie in.
    /// - Parameters:
    ///   - name: Name of the bucket.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    ///   - headers: Further headers of the request.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"status": 200, "response": {}, "headers": {"x-amz-request-id": "REQUEST-ID",
    ///   "Date": "Thu, 15 Jan 2026 09:00:00 GMT", "Location": "/reports", "Content-Length": "0"}}
    ///   ```
    @Method(.writes, ru: "СоздатьБакет", calls: "CreateBucket")
    public func createBucket(
        name: String, dir: Bool = false, headers: JSONObject = [:]
    ) async throws -> JSON {
        try await send(.put, bucketURL(name, dir), headers: RequestHeaders.read(headers)).json
    }

    /// Deletes a bucket, which has to be empty.
    /// - Parameters:
    ///   - name: Name of the bucket.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    ///   - headers: Further headers of the request.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"status": 204, "response": {}, "headers": {"x-amz-request-id": "REQUEST-ID",
    ///   "Date": "Thu, 15 Jan 2026 09:00:00 GMT"}}
    ///   ```
    @Method(.destroys, ru: "УдалитьБакет", calls: "DeleteBucket")
    public func deleteBucket(
        name: String, dir: Bool = false, headers: JSONObject = [:]
    ) async throws -> JSON {
        try await send(.delete, bucketURL(name, dir), headers: RequestHeaders.read(headers)).json
    }

    /// Checks that a bucket is there and may be used.
    /// - Parameters:
    ///   - name: Name of the bucket.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    ///   - account: Id of the account that the bucket has to belong to.
    ///   - headers: Further headers of the request.
    /// - Returns: The answer; what is known of the bucket stands in its headers.
    ///
    ///   ```json
    ///   {"status": 200, "response": {}, "headers": {"x-amz-request-id": "REQUEST-ID",
    ///   "Date": "Thu, 15 Jan 2026 09:00:00 GMT", "x-amz-bucket-region": "us-east-1",
    ///   "Content-Type": "application/xml"}}
    ///   ```
    @Method(.reads, ru: "ПроверитьДоступностьБакета", calls: "HeadBucket")
    public func headBucket(
        name: String, dir: Bool = false, account: String? = nil, headers: JSONObject = [:]
    ) async throws -> JSON {
        let owner = account.map { [HeaderField("x-amz-expected-bucket-owner", $0)] } ?? []
        return try await send(
            .head, bucketURL(name, dir), headers: RequestHeaders.read(headers, after: owner)
        ).json
    }

    /// Sets how new objects of a bucket are encrypted.
    /// - Parameters:
    ///   - name: Name of the bucket.
    ///   - conf: Settings as an XML document, ServerSideEncryptionConfiguration.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    ///   - headers: Further headers of the request.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"status": 200, "response": {}, "headers": {"x-amz-request-id": "REQUEST-ID",
    ///   "Date": "Thu, 15 Jan 2026 09:00:00 GMT", "Content-Length": "0"}}
    ///   ```
    @Method(.writes, ru: "УстановитьШифрованиеБакета", calls: "PutBucketEncryption")
    public func putBucketEncryption(
        name: String, conf: XMLSettings, dir: Bool = false, headers: JSONObject = [:]
    ) async throws -> JSON {
        try await send(
            .put, bucketURL(name, dir) + "?encryption", document: Array(conf.text.utf8),
            headers: RequestHeaders.read(headers)
        ).json
    }

    /// Fetches how new objects of a bucket are encrypted.
    /// - Parameters:
    ///   - name: Name of the bucket.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    ///   - headers: Further headers of the request.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"status": 200, "response": {"ServerSideEncryptionConfiguration": {"Rule": {"BucketKeyEnabled": "false",
    ///   "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}}},
    ///   "headers": {"x-amz-request-id": "REQUEST-ID", "Date": "Thu, 15 Jan 2026 09:00:00 GMT",
    ///   "Content-Type": "application/xml"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьШифрованиеБакета", calls: "GetBucketEncryption")
    public func getBucketEncryption(
        name: String, dir: Bool = false, headers: JSONObject = [:]
    ) async throws -> JSON {
        try await send(.get, bucketURL(name, dir) + "?encryption", headers: RequestHeaders.read(headers)).json
    }

    /// Removes the settings for the encryption of a bucket.
    /// - Parameters:
    ///   - name: Name of the bucket.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    ///   - headers: Further headers of the request.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"status": 204, "response": {}, "headers": {"x-amz-request-id": "REQUEST-ID",
    ///   "Date": "Thu, 15 Jan 2026 09:00:00 GMT"}}
    ///   ```
    @Method(.destroys, ru: "УдалитьШифрованиеБакета", calls: "DeleteBucketEncryption")
    public func deleteBucketEncryption(
        name: String, dir: Bool = false, headers: JSONObject = [:]
    ) async throws -> JSON {
        try await send(.delete, bucketURL(name, dir) + "?encryption", headers: RequestHeaders.read(headers)).json
    }

    /// Sets the tags of a bucket, in place of those that it has.
    /// - Parameters:
    ///   - name: Name of the bucket.
    ///   - tagset: Tags by their names, as in {"team": "search"}.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    ///   - headers: Further headers of the request.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"status": 204, "response": {}, "headers": {"x-amz-request-id": "REQUEST-ID",
    ///   "Date": "Thu, 15 Jan 2026 09:00:00 GMT"}}
    ///   ```
    @Method(.writes, ru: "УстановитьТегиБакета", calls: "PutBucketTagging")
    public func putBucketTagging(
        name: String, tagset: JSONObject, dir: Bool = false, headers: JSONObject = [:]
    ) async throws -> JSON {
        try await send(
            .put, bucketURL(name, dir) + "?tagging", document: Documents.tagging(tagset),
            headers: RequestHeaders.read(headers)
        ).json
    }

    /// Fetches the tags of a bucket.
    /// - Parameters:
    ///   - name: Name of the bucket.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    ///   - headers: Further headers of the request.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"status": 200, "response": {"Tagging": {"TagSet": {"Tag": [{"Key": "team", "Value": "search"},
    ///   {"Key": "stage", "Value": "test"}]}}}, "headers": {"x-amz-request-id": "REQUEST-ID",
    ///   "Date": "Thu, 15 Jan 2026 09:00:00 GMT", "Content-Type": "application/xml"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьТегиБакета", calls: "GetBucketTagging")
    public func getBucketTagging(
        name: String, dir: Bool = false, headers: JSONObject = [:]
    ) async throws -> JSON {
        try await send(.get, bucketURL(name, dir) + "?tagging", headers: RequestHeaders.read(headers)).json
    }

    /// Removes all tags of a bucket.
    /// - Parameters:
    ///   - name: Name of the bucket.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    ///   - headers: Further headers of the request.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"status": 204, "response": {}, "headers": {"x-amz-request-id": "REQUEST-ID",
    ///   "Date": "Thu, 15 Jan 2026 09:00:00 GMT"}}
    ///   ```
    @Method(.destroys, ru: "УдалитьТегиБакета", calls: "DeleteBucketTagging")
    public func deleteBucketTagging(
        name: String, dir: Bool = false, headers: JSONObject = [:]
    ) async throws -> JSON {
        try await send(.delete, bucketURL(name, dir) + "?tagging", headers: RequestHeaders.read(headers)).json
    }

    /// Sets whether a bucket keeps versions of its objects.
    ///
    /// Amazon wants the header x-amz-mfa beside --mfad.
    /// - Parameters:
    ///   - name: Name of the bucket.
    ///   - status: Whether versions are kept; left as it is when not given.
    ///   - mfad: Whether deleting a version needs a second factor; left as it is when not given.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    ///   - headers: Further headers of the request.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"status": 200, "response": {}, "headers": {"x-amz-request-id": "REQUEST-ID",
    ///   "Date": "Thu, 15 Jan 2026 09:00:00 GMT", "Content-Length": "0"}}
    ///   ```
    @Method(.writes, ru: "УстановитьНастройкиВерсионированияБакета", calls: "PutBucketVersioning")
    public func putBucketVersioning(
        name: String, status: Bool? = nil, mfad: Bool? = nil, dir: Bool = false, headers: JSONObject = [:]
    ) async throws -> JSON {
        try await send(
            .put, bucketURL(name, dir) + "?versioning",
            document: Documents.versioning(isOn: status, deletionNeedsMFA: mfad), headers: RequestHeaders.read(headers)
        ).json
    }

    /// Fetches whether a bucket keeps versions of its objects.
    /// - Parameters:
    ///   - name: Name of the bucket.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    ///   - headers: Further headers of the request.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"status": 200, "response": {"VersioningConfiguration": {"Status": "Enabled"}},
    ///   "headers": {"x-amz-request-id": "REQUEST-ID", "Date": "Thu, 15 Jan 2026 09:00:00 GMT",
    ///   "Content-Type": "application/xml"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьНастройкиВерсионированияБакета", calls: "GetBucketVersioning")
    public func getBucketVersioning(
        name: String, dir: Bool = false, headers: JSONObject = [:]
    ) async throws -> JSON {
        try await send(.get, bucketURL(name, dir) + "?versioning", headers: RequestHeaders.read(headers)).json
    }

    /// Lists buckets.
    /// - Parameters:
    ///   - prefix: Beginning of the names wanted.
    ///   - region: Region that the buckets have to lie in.
    ///   - ctoken: Token of the page to fetch, ContinuationToken in the answer before.
    ///   - headers: Further headers of the request.
    /// - Returns: The answer, 250 buckets a page.
    ///
    ///   ```json
    ///   {"status": 200, "response": {"ListAllMyBucketsResult": {"Buckets": {"Bucket": [{"Name": "archive",
    ///   "CreationDate": "2026-01-10T08:00:00.000Z"}, {"Name": "reports",
    ///   "CreationDate": "2026-01-12T08:30:00.000Z"}]}, "Owner": {"ID": "OWNER-ID"}}},
    ///   "headers": {"x-amz-request-id": "REQUEST-ID", "Date": "Thu, 15 Jan 2026 09:00:00 GMT",
    ///   "Content-Type": "application/xml"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокБакетов", calls: "ListBuckets")
    public func listBuckets(
        prefix: String? = nil, region: String? = nil, ctoken: String? = nil, headers: JSONObject = [:]
    ) throws -> Pages {
        let url = account.endpoint.text + "/"
        let fields = try RequestHeaders.read(headers)
        return Pages(of: account.endpoint.authority) { mark in
            let answer = try await send(
                .get, url,
                query: [
                    ("bucket-region", region), ("continuation-token", mark?.string ?? ctoken),
                    ("max-buckets", Listing.pageSize), ("prefix", prefix),
                ], headers: fields)
            return try Listing.buckets(answer)
        }
    }
}

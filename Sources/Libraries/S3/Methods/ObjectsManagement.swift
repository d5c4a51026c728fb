import OIntCore
import OIntHTTP

@Methods("Objects management")
extension S3 {
    /// Uploads an object, in parts when it is larger than a chunk.
    ///
    /// Its type follows from the ending of its key or of the file's name, unless --headers has a Content-Type. Parts travel several at a time; when one fails for good, nothing is left behind. ChunkSize and Parallel in the
    /// connection data set how large and how many they are.
    /// - Parameters:
    ///   - name: Key of the object.
    ///   - bucket: Name of the bucket.
    ///   - data: Content of the object.
    ///   - headers: Further headers of the request.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    /// - Returns: The last answer.
    ///
    ///   ```json
    ///   {"status": 200, "response": {}, "headers": {"x-amz-request-id": "REQUEST-ID",
    ///   "Date": "Thu, 15 Jan 2026 09:00:00 GMT", "ETag": "\"0f1e2d3c4b5a69788796a5b4c3d2e1f0\"",
    ///   "Content-Length": "0"}}
    ///   ```
    @Method(.writes, ru: "ЗагрузитьОбъект", calls: "PutObject")
    public func putObject(
        name: String, bucket: String, data: FileInput, headers: JSONObject = [:], dir: Bool = false
    ) async throws -> JSON {
        let url = try objectURL(name, bucket, dir)
        let fields = RequestHeaders.typed(try RequestHeaders.read(headers), key: name, fileName: data.name)
        return try await put(UploadSource(data, http), at: url, headers: fields)
    }

    /// Uploads an object in a single request.
    /// - Parameters:
    ///   - name: Key of the object.
    ///   - bucket: Name of the bucket.
    ///   - data: Content of the object.
    ///   - headers: Further headers of the request.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"status": 200, "response": {}, "headers": {"x-amz-request-id": "REQUEST-ID",
    ///   "Date": "Thu, 15 Jan 2026 09:00:00 GMT", "ETag": "\"0f1e2d3c4b5a69788796a5b4c3d2e1f0\"",
    ///   "Content-Length": "0"}}
    ///   ```
    @Method(.writes, ru: "ЗагрузитьОбъектЦеликом", calls: "PutObject")
    public func uploadFullObject(
        name: String, bucket: String, data: FileInput, headers: JSONObject = [:], dir: Bool = false
    ) async throws -> JSON {
        let url = try objectURL(name, bucket, dir)
        let fields = RequestHeaders.typed(try RequestHeaders.read(headers), key: name, fileName: data.name)
        let body = try await UploadSource(data, http).wholeBody(upTo: http.configuration.replyLimit)
        return try await putWhole(body, at: url, headers: fields)
    }

    /// Starts an upload in parts.
    /// - Parameters:
    ///   - name: Key of the object.
    ///   - bucket: Name of the bucket.
    ///   - headers: Further headers of the request.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    /// - Returns: The answer; the id of the upload is `response.InitiateMultipartUploadResult.UploadId`.
    ///
    ///   ```json
    ///   {"status": 200, "response": {"InitiateMultipartUploadResult": {"Bucket": "reports",
    ///   "Key": "2026/january.pdf", "UploadId": "UPLOAD-ID"}}, "headers": {"x-amz-request-id": "REQUEST-ID",
    ///   "Date": "Thu, 15 Jan 2026 09:00:00 GMT", "Content-Type": "application/xml"}}
    ///   ```
    @Method(.writes, ru: "ИнициализироватьЗагрузкуЧастями", calls: "CreateMultipartUpload")
    public func initPartsUpload(
        name: String, bucket: String, headers: JSONObject = [:], dir: Bool = false
    ) async throws -> JSON {
        let fields = RequestHeaders.typed(try RequestHeaders.read(headers), key: name, fileName: nil)
        return try await send(.post, objectURL(name, bucket, dir) + "?uploads", headers: fields).json
    }

    /// Uploads one part of an object.
    /// - Parameters:
    ///   - name: Key of the object.
    ///   - bucket: Name of the bucket.
    ///   - upload: Id of the upload, from InitPartsUpload.
    ///   - part: Number of the part, from 1 to 10000.
    ///   - content: Content of the part: 5 MiB or more, unless it is the last one.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    /// - Returns: The answer; the tag of the part is the header ETag.
    ///
    ///   ```json
    ///   {"status": 200, "response": {}, "headers": {"x-amz-request-id": "REQUEST-ID",
    ///   "Date": "Thu, 15 Jan 2026 09:00:00 GMT", "ETag": "\"TAG-OF-PART-2\"", "Content-Length": "0"}}
    ///   ```
    @Method(.writes, ru: "ЗагрузитьЧастьОбъекта", calls: "UploadPart")
    public func uploadObjectPart(
        name: String, bucket: String, upload: String, part: Int, content: FileInput, dir: Bool = false
    ) async throws -> JSON {
        guard (1...MultipartUpload.partLimit).contains(part) else {
            throw UsageError([
                .unreadable(
                    option: "part", reason: "takes a number from 1 to \(MultipartUpload.partLimit), not \(part)")
            ])
        }
        let url = try objectURL(name, bucket, dir)
        let body = try await UploadSource(content, http).wholeBody(upTo: http.configuration.replyLimit)
        return try await uploadPart(url, upload, part, body).json
    }

    /// Puts the parts of an upload together.
    /// - Parameters:
    ///   - name: Key of the object.
    ///   - bucket: Name of the bucket.
    ///   - upload: Id of the upload, from InitPartsUpload.
    ///   - tags: Tags of all parts, from number 1 on: the headers ETag of UploadObjectPart.
    ///   - headers: Further headers of the request.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"status": 200, "response": {"CompleteMultipartUploadResult": {"Bucket": "reports",
    ///   "Key": "2026/january.pdf", "Location": "https://reports.s3.example.com/2026/january.pdf",
    ///   "ETag": "\"0f1e2d3c4b5a69788796a5b4c3d2e1f0-2\""}},
    ///   "headers": {"x-amz-request-id": "REQUEST-ID", "Date": "Thu, 15 Jan 2026 09:00:00 GMT",
    ///   "Content-Type": "application/xml"}}
    ///   ```
    @Method(.writes, ru: "ЗавершитьЗагрузкуЧастями", calls: "CompleteMultipartUpload")
    public func finishPartsUpload(
        name: String, bucket: String, upload: String, tags: [String], headers: JSONObject = [:], dir: Bool = false
    ) async throws -> JSON {
        let fields = try RequestHeaders.read(headers)
        return try await finish(objectURL(name, bucket, dir), upload, tags, headers: fields).json
    }

    /// Cancels an upload in parts, and deletes those that are there.
    /// - Parameters:
    ///   - name: Key of the object.
    ///   - bucket: Name of the bucket.
    ///   - upload: Id of the upload, from InitPartsUpload.
    ///   - headers: Further headers of the request.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"status": 204, "response": {}, "headers": {"x-amz-request-id": "REQUEST-ID",
    ///   "Date": "Thu, 15 Jan 2026 09:00:00 GMT"}}
    ///   ```
    @Method(.destroys, ru: "ОтменитьЗагрузкуЧастями", calls: "AbortMultipartUpload")
    public func abortMultipartUpload(
        name: String, bucket: String, upload: String, headers: JSONObject = [:], dir: Bool = false
    ) async throws -> JSON {
        try await send(
            .delete, objectURL(name, bucket, dir), query: [("uploadId", upload)], headers: RequestHeaders.read(headers)
        ).json
    }

    /// Fetches what is known of an object, without its content.
    /// - Parameters:
    ///   - name: Key of the object.
    ///   - bucket: Name of the bucket.
    ///   - ver: Id of the version; the latest one when not given.
    ///   - headers: Further headers of the request.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    /// - Returns: The answer; what is known stands in its headers.
    ///
    ///   ```json
    ///   {"status": 200, "response": {}, "headers": {"x-amz-request-id": "REQUEST-ID",
    ///   "Date": "Thu, 15 Jan 2026 09:00:00 GMT", "Last-Modified": "Wed, 14 Jan 2026 16:20:00 GMT",
    ///   "ETag": "\"0f1e2d3c4b5a69788796a5b4c3d2e1f0\"", "Accept-Ranges": "bytes", "Content-Type": "application/pdf",
    ///   "Content-Length": "48213"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьОписаниеОбъекта", calls: "HeadObject")
    public func headObject(
        name: String, bucket: String, ver: String? = nil, headers: JSONObject = [:], dir: Bool = false
    ) async throws -> JSON {
        try await send(
            .head, objectURL(name, bucket, dir), query: [("versionId", ver)], headers: RequestHeaders.read(headers)
        ).json
    }

    /// Downloads an object.
    ///
    /// A large one comes in stretches, several at a time, all of which are of the same version. ChunkSize and Parallel in
    /// the connection data set how large and how many they are.
    /// - Parameters:
    ///   - name: Key of the object.
    ///   - bucket: Name of the bucket.
    ///   - ver: Id of the version; the latest one when not given.
    ///   - headers: Further headers of the request.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    /// - Returns: The content of the object.
    @Method(.reads, ru: "ПолучитьОбъект", calls: "GetObject")
    public func getObject(
        name: String, bucket: String, ver: String? = nil, headers: JSONObject = [:], dir: Bool = false
    ) async throws -> ByteStream {
        let fields = try RequestHeaders.read(headers)
        return try await download(objectURL(name, bucket, dir), version: ver, headers: fields)
    }

    /// Deletes an object, or one of its versions.
    /// - Parameters:
    ///   - name: Key of the object.
    ///   - bucket: Name of the bucket.
    ///   - ver: Id of the version; when not given, a bucket that keeps versions only hides the object.
    ///   - headers: Further headers of the request.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"status": 204, "response": {}, "headers": {"x-amz-request-id": "REQUEST-ID",
    ///   "Date": "Thu, 15 Jan 2026 09:00:00 GMT", "x-amz-version-id": "VERSION-3", "x-amz-delete-marker": "true"}}
    ///   ```
    @Method(.destroys, ru: "УдалитьОбъект", calls: "DeleteObject")
    public func deleteObject(
        name: String, bucket: String, ver: String? = nil, headers: JSONObject = [:], dir: Bool = false
    ) async throws -> JSON {
        try await send(
            .delete, objectURL(name, bucket, dir), query: [("versionId", ver)], headers: RequestHeaders.read(headers)
        ).json
    }

    /// Deletes many objects, up to 1000 with a request.
    ///
    /// Objects that are not there count as deleted. When some are not deleted, the call fails, and its answer lists them.
    /// - Parameters:
    ///   - names: Keys of the objects.
    ///   - bucket: Name of the bucket.
    ///   - headers: Further headers of the requests.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    /// - Returns: What was deleted, and how many objects that were.
    ///
    ///   ```json
    ///   {"status": 200, "response": {"DeleteResult": {"Deleted": [{"Key": "2026/draft.pdf"},
    ///   {"Key": "2026/january.pdf"}], "Error": []}}, "headers": {"x-amz-request-id": "REQUEST-ID",
    ///   "Date": "Thu, 15 Jan 2026 09:00:00 GMT", "Content-Type": "application/xml"}}
    ///   ```
    @Method(.destroys, ru: "УдалитьОбъекты", calls: "DeleteObjects")
    public func deleteObjects(
        names: [String], bucket: String, headers: JSONObject = [:], dir: Bool = false
    ) async throws -> JSON {
        try await delete(names, in: bucket, headers: RequestHeaders.read(headers), isPathStyle: dir)
    }

    /// Copies an object within a service.
    ///
    /// One that is too large for a single request is copied in parts, with its type, its metadata and its tags.
    /// - Parameters:
    ///   - sname: Key of the object to copy.
    ///   - sbucket: Name of the bucket that it lies in.
    ///   - name: Key of the copy.
    ///   - bucket: Name of the bucket that the copy goes into.
    ///   - headers: Further headers of the request.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"status": 200, "response": {"CopyObjectResult": {"ETag": "\"0f1e2d3c4b5a69788796a5b4c3d2e1f0\"",
    ///   "LastModified": "2026-01-15T09:00:00.000Z"}}, "headers": {"x-amz-request-id": "REQUEST-ID",
    ///   "Date": "Thu, 15 Jan 2026 09:00:00 GMT", "Content-Type": "application/xml"}}
    ///   ```
    @Method(.writes, ru: "КопироватьОбъект", calls: "CopyObject")
    public func copyObject(
        sname: String, sbucket: String, name: String, bucket: String, headers: JSONObject = [:], dir: Bool = false
    ) async throws -> JSON {
        let copy = ObjectCopy(
            client: self, source: { () throws(UsageError) in try objectURL(sname, sbucket, dir) },
            place: "/\(PercentEncoding.encoded(sbucket))/\(Endpoint.encodedPath(sname))",
            target: try objectURL(name, bucket, dir), headers: try RequestHeaders.read(headers))
        return try await copy.run().json
    }

    /// Sets the tags of an object, in place of those that it has.
    /// - Parameters:
    ///   - name: Key of the object.
    ///   - bucket: Name of the bucket.
    ///   - tagset: Tags by their names, as in {"team": "search"}.
    ///   - headers: Further headers of the request.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"status": 200, "response": {}, "headers": {"x-amz-request-id": "REQUEST-ID",
    ///   "Date": "Thu, 15 Jan 2026 09:00:00 GMT", "Content-Length": "0"}}
    ///   ```
    @Method(.writes, ru: "УстановитьТегиОбъекта", calls: "PutObjectTagging")
    public func putObjectTagging(
        name: String, bucket: String, tagset: JSONObject, headers: JSONObject = [:], dir: Bool = false
    ) async throws -> JSON {
        try await send(
            .put, objectURL(name, bucket, dir) + "?tagging", document: Documents.tagging(tagset),
            headers: RequestHeaders.read(headers)
        ).json
    }

    /// Fetches the tags of an object.
    /// - Parameters:
    ///   - name: Key of the object.
    ///   - bucket: Name of the bucket.
    ///   - ver: Id of the version; the latest one when not given.
    ///   - headers: Further headers of the request.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"status": 200, "response": {"Tagging": {"TagSet": {"Tag": [{"Key": "team", "Value": "search"},
    ///   {"Key": "stage", "Value": "test"}]}}}, "headers": {"x-amz-request-id": "REQUEST-ID",
    ///   "Date": "Thu, 15 Jan 2026 09:00:00 GMT", "Content-Type": "application/xml"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьТегиОбъекта", calls: "GetObjectTagging")
    public func getObjectTagging(
        name: String, bucket: String, ver: String? = nil, headers: JSONObject = [:], dir: Bool = false
    ) async throws -> JSON {
        try await send(
            .get, objectURL(name, bucket, dir) + "?tagging", query: [("versionId", ver)],
            headers: RequestHeaders.read(headers)
        ).json
    }

    /// Removes all tags of an object.
    /// - Parameters:
    ///   - name: Key of the object.
    ///   - bucket: Name of the bucket.
    ///   - ver: Id of the version; the latest one when not given.
    ///   - headers: Further headers of the request.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"status": 204, "response": {}, "headers": {"x-amz-request-id": "REQUEST-ID",
    ///   "Date": "Thu, 15 Jan 2026 09:00:00 GMT"}}
    ///   ```
    @Method(.destroys, ru: "УдалитьТегиОбъекта", calls: "DeleteObjectTagging")
    public func deleteObjectTagging(
        name: String, bucket: String, ver: String? = nil, headers: JSONObject = [:], dir: Bool = false
    ) async throws -> JSON {
        try await send(
            .delete, objectURL(name, bucket, dir) + "?tagging", query: [("versionId", ver)],
            headers: RequestHeaders.read(headers)
        ).json
    }

    /// Lists the objects of a bucket.
    /// - Parameters:
    ///   - bucket: Name of the bucket.
    ///   - prefix: Beginning of the keys wanted.
    ///   - ctoken: Token of the page to fetch, NextContinuationToken in the answer before.
    ///   - headers: Further headers of the request.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    ///   - delimiter: Text that ends folders' names, such as /: objects below a folder become one row with its Prefix.
    /// - Returns: The answer, 250 objects a page.
    ///
    ///   ```json
    ///   {"status": 200, "response": {"ListBucketResult": {"Name": "reports", "Prefix": "", "KeyCount": "2",
    ///   "MaxKeys": "250", "IsTruncated": "false", "Contents": [{"Key": "2026/february.pdf",
    ///   "LastModified": "2026-02-14T16:20:00.000Z", "ETag": "\"00112233445566778899aabbccddeeff\"", "Size": "51904",
    ///   "StorageClass": "STANDARD"}, {"Key": "2026/january.pdf", "LastModified": "2026-01-14T16:20:00.000Z",
    ///   "ETag": "\"0f1e2d3c4b5a69788796a5b4c3d2e1f0\"", "Size": "48213", "StorageClass": "STANDARD"}]}},
    ///   "headers": {"x-amz-request-id": "REQUEST-ID", "Date": "Mon, 16 Feb 2026 09:00:00 GMT",
    ///   "Content-Type": "application/xml"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокОбъектов", calls: "ListObjectsV2")
    public func listObjects(
        bucket: String, prefix: String? = nil, ctoken: String? = nil, headers: JSONObject = [:], dir: Bool = false,
        delimiter: String? = nil
    ) throws -> Pages {
        let url = try bucketURL(bucket, dir)
        let fields = try RequestHeaders.read(headers)
        return Pages(of: account.endpoint.authority) { mark in
            let answer = try await send(
                .get, url,
                query: [
                    ("list-type", "2"), ("max-keys", Listing.pageSize),
                    ("continuation-token", mark?.string ?? ctoken), ("prefix", prefix), ("encoding-type", "url"),
                    ("delimiter", delimiter),
                ], headers: fields)
            return try Listing.objects(answer)
        }
    }

    /// Lists the versions of the objects of a bucket.
    /// - Parameters:
    ///   - bucket: Name of the bucket.
    ///   - prefix: Beginning of the keys wanted.
    ///   - ver: Id of the version to start after; goes with --key.
    ///   - headers: Further headers of the request.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    ///   - key: Key to start after.
    ///   - delimiter: Text that ends folders' names, such as /: versions below a folder become one row with its Prefix.
    /// - Returns: The answer, 250 versions a page; the rows of --all tell a DeleteMarker from a version.
    ///
    ///   ```json
    ///   {"status": 200, "response": {"ListVersionsResult": {"Name": "reports", "Prefix": "", "KeyMarker": "",
    ///   "VersionIdMarker": "", "MaxKeys": "250", "IsTruncated": "false", "Version": [{"Key": "2026/january.pdf",
    ///   "VersionId": "VERSION-2", "IsLatest": "true", "LastModified": "2026-01-14T16:20:00.000Z",
    ///   "ETag": "\"0f1e2d3c4b5a69788796a5b4c3d2e1f0\"", "Size": "48213", "StorageClass": "STANDARD",
    ///   "Owner": {"ID": "OWNER-ID"}}, {"Key": "2026/january.pdf", "VersionId": "VERSION-1", "IsLatest": "false",
    ///   "LastModified": "2026-01-13T10:05:00.000Z", "ETag": "\"00112233445566778899aabbccddeeff\"", "Size": "47880",
    ///   "StorageClass": "STANDARD", "Owner": {"ID": "OWNER-ID"}}], "DeleteMarker": [{"Key": "2026/draft.pdf",
    ///   "VersionId": "VERSION-3", "IsLatest": "true", "LastModified": "2026-01-15T09:00:00.000Z",
    ///   "Owner": {"ID": "OWNER-ID"}}]}}, "headers": {"x-amz-request-id": "REQUEST-ID",
    ///   "Date": "Thu, 15 Jan 2026 09:00:00 GMT", "Content-Type": "application/xml"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокВерсийОбъектов", calls: "ListObjectVersions")
    public func listObjectVersions(
        bucket: String, prefix: String? = nil, ver: String? = nil, headers: JSONObject = [:], dir: Bool = false,
        key: String? = nil, delimiter: String? = nil
    ) throws -> Pages {
        let url = try bucketURL(bucket, dir) + "?versions"
        let fields = try RequestHeaders.read(headers)
        return Pages(of: account.endpoint.authority) { mark in
            let answer = try await send(
                .get, url,
                query: [
                    ("max-keys", Listing.pageSize), ("key-marker", mark?["key"]?.string ?? key),
                    ("version-id-marker", mark == nil ? ver : mark?["version"]?.string), ("prefix", prefix),
                    ("encoding-type", "url"), ("delimiter", delimiter),
                ], headers: fields)
            return try Listing.versions(answer)
        }
    }

    /// Makes an address from which anybody can download an object.
    ///
    /// No request is made; the address is good for one object, one HTTP method and some time.
    /// - Parameters:
    ///   - name: Key of the object.
    ///   - bucket: Name of the bucket.
    ///   - expires: How many seconds the address is good for, 604800 at most.
    ///   - headers: Headers that whoever uses the address has to send.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    ///   - ver: Id of the version; the latest one when not given.
    ///   - disposition: Header Content-Disposition of the download, such as attachment; filename="january.pdf".
    ///   - type: Header Content-Type of the download; that of the object when not given.
    /// - Returns: The address.
    ///
    ///   ```text
    ///   https://reports.s3.example.com/2026/january.pdf?X-Amz-Algorithm=AWS4-HMAC-SHA256&…&X-Amz-Signature=…
    ///   ```
    @Method(.reads, ru: "ПолучитьСсылкуСкачиванияОбъекта")
    public func getObjectDownloadLink(
        name: String, bucket: String, expires: Int = 3600, headers: JSONObject = [:], dir: Bool = false,
        ver: String? = nil, disposition: String? = nil, type: String? = nil
    ) throws -> String {
        try link(
            .get, objectURL(name, bucket, dir),
            query: [
                ("response-content-disposition", disposition), ("response-content-type", type), ("versionId", ver),
            ], expires: expires, headers: headers)
    }

    /// Makes an address to which anybody can upload an object.
    ///
    /// No request is made; the address is good for one object, one HTTP method and some time.
    /// - Parameters:
    ///   - name: Key of the object.
    ///   - bucket: Name of the bucket.
    ///   - expires: How many seconds the address is good for, 604800 at most.
    ///   - headers: Headers that whoever uses the address has to send.
    ///   - dir: Whether the bucket stands in the path of the address, not in front of the host.
    /// - Returns: The address.
    ///
    ///   ```text
    ///   https://reports.s3.example.com/2026/january.pdf?X-Amz-Algorithm=AWS4-HMAC-SHA256&…&X-Amz-Signature=…
    ///   ```
    @Method(.writes, ru: "ПолучитьСсылкуЗагрузкиОбъекта")
    public func getObjectUploadLink(
        name: String, bucket: String, expires: Int = 3600, headers: JSONObject = [:], dir: Bool = false
    ) throws -> String {
        try link(.put, objectURL(name, bucket, dir), expires: expires, headers: headers)
    }
}

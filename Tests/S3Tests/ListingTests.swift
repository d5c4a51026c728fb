import OIntCore
import OIntHTTP
import PreparedAnswers
import Testing

@testable import OIntS3

@Suite("Listings")
struct ListingTests {
    private func rows(_ pages: Pages) async throws -> [JSON] {
        var rows: [JSON] = []
        for try await row in pages { rows.append(row) }
        return rows
    }

    private func answer(_ body: String) -> Wire.Answer { Wire.Answer(body: body) }

    @Test func `Objects are walked through page by page, lone ones too`() async throws {
        let wire = Wire(answers: [
            answer(
                "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t/+=</NextContinuationToken>"
                    + "<Contents><Key>a</Key></Contents><Contents><Key>b</Key></Contents></ListBucketResult>"),
            answer(
                "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>c</Key></Contents></ListBucketResult>"
            ),
        ])
        let pages = try S3.sample(wire).listObjects(bucket: "bucket", prefix: "p q")
        #expect(try await rows(pages) == [["Key": "a"], ["Key": "b"], ["Key": "c"]])
        #expect(
            wire.requests.map(\.address) == [
                "https://bucket.s3.example.com/?list-type=2&max-keys=250&prefix=p%20q&encoding-type=url",
                "https://bucket.s3.example.com/?list-type=2&max-keys=250&continuation-token=t%2F%2B%3D&prefix=p%20q&encoding-type=url",
            ])
    }

    @Test func `Versions and marks of deleted objects keep their order`() async throws {
        let wire = Wire(answers: [
            answer(
                "<ListVersionsResult><IsTruncated>true</IsTruncated><NextKeyMarker>k</NextKeyMarker>"
                    + "<NextVersionIdMarker>v</NextVersionIdMarker><DeleteMarker><Key>a</Key></DeleteMarker>"
                    + "<Version><Key>a</Key></Version><DeleteMarker><Key>b</Key></DeleteMarker></ListVersionsResult>"),
            answer("<ListVersionsResult><IsTruncated>false</IsTruncated></ListVersionsResult>"),
        ])
        let pages = try S3.sample(wire).listObjectVersions(bucket: "bucket")
        #expect(
            try await rows(pages) == [
                ["Key": "a", "IsDeleteMarker": true], ["Key": "a", "IsDeleteMarker": false],
                ["Key": "b", "IsDeleteMarker": true],
            ])
        #expect(
            wire.requests.last?.address
                == "https://bucket.s3.example.com/?versions&max-keys=250&key-marker=k&version-id-marker=v&encoding-type=url"
        )
    }

    @Test func `Buckets are rows, and a page is the answer as it came`() async throws {
        let body =
            "<ListAllMyBucketsResult><Buckets><Bucket><Name>a</Name></Bucket></Buckets>"
            + "<ContinuationToken>t</ContinuationToken></ListAllMyBucketsResult>"
        let last = "<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>"
        let wire = Wire(answers: [answer(body), answer(last)])
        let pages = try S3.sample(wire).listBuckets()
        #expect(try await rows(pages) == [["Name": "a"]])
        #expect(wire.requests.last?.address == "https://s3.example.com/?continuation-token=t&max-buckets=250")
        let page = try await S3.sample(Wire(answers: [answer(body)])).listBuckets().page()
        #expect(page.reply["response"]?["ListAllMyBucketsResult"]?["Buckets"] == ["Bucket": [["Name": "a"]]])
    }

    @Test func `Names that XML has no place for come as they are`() async throws {
        let wire = Wire(answers: [
            answer(
                "<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated><Prefix>a%2F</Prefix>"
                    + "<Contents><Key>a%2Fb+c%2B%04%25</Key><ETag>x%2F</ETag></Contents>"
                    + "<CommonPrefixes><Prefix>a%2Fd/</Prefix></CommonPrefixes></ListBucketResult>")
        ])
        let page = try await S3.sample(wire).listObjects(bucket: "bucket", delimiter: "/").page()
        #expect(page.rows == [["Key": "a/b c+\u{4}%", "ETag": "x%2F"], ["Prefix": "a/d/"]])
        let document = page.reply["response"]?["ListBucketResult"]
        #expect(document?["Prefix"] == "a/")
        #expect(document?["EncodingType"] == nil)
        #expect(document?["Contents"] == [["Key": "a/b c+\u{4}%", "ETag": "x%2F"]])
        #expect(wire.requests.last?.address.hasSuffix("&encoding-type=url&delimiter=%2F") == true)
    }

    @Test func `A service that does not encode is taken at its word`() async throws {
        let wire = Wire(answers: [
            answer("<ListBucketResult><Contents><Key>a%2Fb+c</Key></Contents></ListBucketResult>")
        ])
        let page = try await S3.sample(wire).listObjects(bucket: "bucket").page()
        #expect(page.rows == [["Key": "a%2Fb+c"]])
    }

    @Test(
        "What is no listing, and one that is cut off, is an error after the rows that came",
        arguments: [
            "<!doctype html><p>Log in<br>", "", "{}", "<Other/>", "<ListBucketResult><Contents>",
            "<ListBucketResult><Contents><Key>two&#x4;</Key></Contents></ListBucketResult>",
            "<ListBucketResult><IsTruncated>true</IsTruncated><Contents><Key>b</Key></Contents></ListBucketResult>",
        ])
    func broken(second: String) async throws {
        let first =
            "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>"
            + "<Contents><Key>a</Key></Contents></ListBucketResult>"
        let pages = try S3.sample(Wire(answers: [answer(first), answer(second)])).listObjects(bucket: "bucket")
        var keys: [JSON?] = []
        await #expect(throws: ReplyError.self) {
            for try await row in pages { keys.append(row["Key"]) }
        }
        #expect(keys == ["a"])
    }

    @Test func `Versions that are cut off without a mark are an error`() async throws {
        let body = "<ListVersionsResult><IsTruncated>true</IsTruncated></ListVersionsResult>"
        let pages = try S3.sample(Wire(answers: [answer(body)])).listObjectVersions(bucket: "bucket")
        await #expect(throws: ReplyError.self) { try await pages.page() }
    }
}

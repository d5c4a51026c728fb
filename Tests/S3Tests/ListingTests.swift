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
                "<L><IsTruncated>true</IsTruncated><NextContinuationToken>t/+=</NextContinuationToken>"
                    + "<Contents><Key>a</Key></Contents><Contents><Key>b</Key></Contents></L>"),
            answer("<L><IsTruncated>false</IsTruncated><Contents><Key>c</Key></Contents></L>"),
        ])
        let pages = try S3.sample(wire).listObjects(bucket: "bucket", prefix: "p q")
        #expect(try await rows(pages) == [["Key": "a"], ["Key": "b"], ["Key": "c"]])
        #expect(
            wire.requests.map(\.address) == [
                "https://bucket.s3.example.com/?list-type=2&max-keys=250&prefix=p%20q",
                "https://bucket.s3.example.com/?list-type=2&max-keys=250&continuation-token=t%2F%2B%3D&prefix=p%20q",
            ])
    }

    @Test func `Versions and marks of deleted objects keep their order`() async throws {
        let wire = Wire(answers: [
            answer(
                "<L><IsTruncated>true</IsTruncated><NextKeyMarker>k</NextKeyMarker>"
                    + "<NextVersionIdMarker>v</NextVersionIdMarker><DeleteMarker><Key>a</Key></DeleteMarker>"
                    + "<Version><Key>a</Key></Version><DeleteMarker><Key>b</Key></DeleteMarker></L>"),
            answer("<L><IsTruncated>false</IsTruncated></L>"),
        ])
        let pages = try S3.sample(wire).listObjectVersions(bucket: "bucket")
        #expect(
            try await rows(pages) == [
                ["Key": "a", "IsDeleteMarker": true], ["Key": "a", "IsDeleteMarker": false],
                ["Key": "b", "IsDeleteMarker": true],
            ])
        #expect(
            wire.requests.last?.address
                == "https://bucket.s3.example.com/?versions&max-keys=250&key-marker=k&version-id-marker=v")
    }

    @Test func `Buckets are rows, and a page is the answer as it came`() async throws {
        let body = "<L><Buckets><Bucket><Name>a</Name></Bucket></Buckets><ContinuationToken>t</ContinuationToken></L>"
        let wire = Wire(answers: [answer(body), answer("<L><Buckets/></L>")])
        let pages = try S3.sample(wire).listBuckets()
        #expect(try await rows(pages) == [["Name": "a"]])
        #expect(wire.requests.last?.address == "https://s3.example.com/?continuation-token=t&max-buckets=250")
        let page = try await S3.sample(Wire(answers: [answer(body)])).listBuckets().page()
        #expect(page.reply["response"]?["L"]?["Buckets"] == ["Bucket": ["Name": "a"]])
    }
}

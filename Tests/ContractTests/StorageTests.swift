import Foundation
import OIntCore
import OIntHTTP
import Testing

/// The requests of object storage, against the vendor's own description of its operations.
@Suite struct StorageTests {
    /// What the vendor says of an operation.
    struct Operation: Sendable, CustomTestStringConvertible {
        let name: String
        let facts: JSON

        func texts(_ key: String) -> Set<String> { Set((facts[key]?.array ?? []).compactMap(\.string)) }

        var testDescription: String { name }
    }

    private static func operations() throws -> [Operation] {
        if Contract.isPartial, try !Contract.all().contains(where: { $0.facts.name == "s3" }) { return [] }
        guard let folder = Bundle.module.resourceURL else { throw FactsError("there are no resources") }
        let file = folder.appending(path: "Catalog/Vendor/s3-operations.json")
        let table = try JSON(parsing: String(contentsOf: file, encoding: .utf8))
        return (table.object ?? [:]).map { Operation(name: $0.key, facts: $0.value) }
    }

    @Test(arguments: try operations())
    func theVendorKnowsWhatIsSent(_ operation: Operation) async throws {
        let method = try #require(
            try Contract.allMethods().first {
                $0.contract.facts.name == "s3" && $0.facts.name == operation.name
            })
        let descriptor = try #require(method.descriptor)
        let round = try #require(Round.all(of: method).last)
        let call = try await Call(method, descriptor, round)
        let request = try #require(call.requests.first)
        let exceptions = method.contract.exceptions
        let own = try JSON(parsing: call.samples.typed("headers") ?? "{}").object?.keys ?? []

        #expect(request.method == operation.facts["method"]?.string)
        let items = Set(request.query.map { $0.value.isEmpty ? $0.name : "\($0.name)=\($0.value)" })
        #expect(items.isSuperset(of: operation.texts("fixed")))
        let names = Set(request.query.map(\.name)).subtracting(
            operation.texts("fixed").map { String($0.prefix { $0 != "=" }) })
        #expect(names.subtracting(operation.texts("query")) == [], "query items that the vendor does not know")
        let headers = request.removing(exceptions.signature + exceptions.checksums + own).request.headers.map(\.name)
        #expect(Set(headers).subtracting(operation.texts("headers")) == [], "headers that the vendor does not know")
        #expect(operation.texts("required").subtracting(names).subtracting(headers) == [], "what the vendor demands")
        if operation.facts["checksum"]?.bool == true {
            #expect(request.headers.contains { $0.name == "Content-MD5" })
        }
        if case .bytes(let bytes) = request.content, let root = operation.facts["root"]?.string {
            #expect(String(decoding: bytes, as: UTF8.self).contains("<\(root)"))
        }
        let depth = operation.facts["resource"]?.string?.split(separator: "/").count ?? 0
        #expect(request.url.hasSuffix("/") == (depth < 2), "an object where a bucket is meant, or the other way round")
    }

    @Test func aRequestWithoutASignatureIsNoticed() async throws {
        let request = try await SentRequest(Request(.get, "https://h/?acl", headers: [HeaderField("x-amz-date", "1")]))
        #expect(request.query.map(\.name) == ["acl"])
        let (rest, missing) = request.removing(["Authorization", "X-Amz-Date"])
        #expect(rest.headers.isEmpty)
        #expect(missing == ["Authorization"])
    }
}

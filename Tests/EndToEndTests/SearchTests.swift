import Foundation
import Programs
import Testing

@Suite("Finding methods")
struct SearchTests {
    @Test("Words, and names of the service itself, find methods")
    func search() async throws {
        try await withSandbox { sandbox in
            let found = try await sandbox.oint("search", "create", "a", "bucket", "in", "s3")
            #expect(found.exitCode == 0)
            #expect(found.output.hasPrefix("oint s3 CreateBucket"))
            let russian = try await sandbox.oint("search", "список сделок битрикс", "--format", "ndjson", "--limit", "2")
            let first = try #require(russian.output.split(separator: "\n").first)
            let method = try JSONSerialization.jsonObject(with: Data(first.utf8)) as? [String: Any]
            #expect(method?["method"] as? String == "GetDealsList")
            #expect(russian.output.split(separator: "\n").count == 2)
            let vendor = try await sandbox.oint("search", "crm.deal.list")
            #expect(vendor.output.hasPrefix("oint bitrix24 GetDealsList"))
            let nothing = try await sandbox.oint("search", "zzzyx")
            #expect(nothing.exitCode == 2)
            #expect(nothing.errors.contains("nothing was found"))
        }
    }

    @Test("A name of the service itself leads to the method, and to its help")
    func vendorNames() async throws {
        try await withSandbox { sandbox in
            let call = try await sandbox.oint("telegram", "sendPhoto", "--chat", "1")
            #expect(call.exitCode == 2)
            #expect(call.errors.contains("telegram has no method 'sendPhoto': SendImage calls it"))
            let help = try await sandbox.oint("telegram", "sendPhoto", "--help")
            #expect(help.exitCode == 0)
            #expect(help.output.contains("oint telegram SendImage"))
        }
    }

    @Test("A slip of the pen is never led to a method that does something else")
    func otherAction() async throws {
        try await withSandbox { sandbox in
            for (library, name) in [("telegram", "SendMesage"), ("bitrix24", "SetTask"), ("s3", "ReadObject")] {
                let call = try await sandbox.oint(library, name)
                #expect(call.exitCode == 2)
                #expect(!call.errors.contains("did you mean"), "\(call.errors)")
            }
        }
    }
}

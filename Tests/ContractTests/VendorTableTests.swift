import OIntCore
import Testing

/// How a request finds what its vendor says of it.
@Suite struct VendorTableTests {
    private let table = Result {
        try VendorTable(
            YAMLDocument.read(
                """
                base: ['https://api.example/', '<url>/']
                methods:
                  GET v1/files: {}
                  GET v1/files/{fileId}: {}
                  GET v1/files/{fileId}/about: {}
                  GET v1/files/primary: {}
                  DELETE v1/files/{fileId}: {}
                  POST v1/files/{fileId}:copy: {}
                  sendMessage: {}
                """))
    }

    @Test(arguments: [
        ("GET", "https://api.example/v1/files", "GET v1/files"),
        ("GET", "<url>/v1/files?x=1", "GET v1/files"),
        ("GET", "<url>/v1/files/<file>", "GET v1/files/{fileId}"),
        ("GET", "<url>/v1/files/{result.id}", "GET v1/files/{fileId}"),
        ("GET", "<url>/v1/files/primary", "GET v1/files/primary"),
        ("GET", "<url>/v1/files/other", "GET v1/files/{fileId}"),
        ("GET", "<url>/v1/files/<file>/about", "GET v1/files/{fileId}/about"),
        ("DELETE", "<url>/v1/files/<file>", "DELETE v1/files/{fileId}"),
        ("POST", "<url>/v1/files/<file>:copy", "POST v1/files/{fileId}:copy"),
        ("POST", "<url>/SENDMESSAGE", "sendMessage"),
    ])
    func aRequestFindsItsMethod(_ verb: String, _ address: String, _ name: String) throws {
        let table = try table.get()
        let path = try #require(table.path(in: address))
        #expect(table.method(verb, path)?.name == name)
    }

    @Test(arguments: [
        ("PUT", "<url>/v1/files/<file>"), ("GET", "<url>/v1/files/<file>/about/x"), ("POST", "<url>/v1/files/<file>"),
    ])
    func whatTheVendorLacksIsFoundMissing(_ verb: String, _ address: String) throws {
        let table = try table.get()
        #expect(table.method(verb, try #require(table.path(in: address))) == nil)
    }

    @Test(arguments: ["https://login.example/token", "<url>/<method>"])
    func otherAddressesAreNotTheVendors(_ address: String) throws { #expect(try table.get().path(in: address) == nil) }
}

import OIntCore
import Testing

@testable import OIntBitrix24

@Suite struct PortalAddressTests {
    @Test(
        "A webhook keeps its scheme, port and path, and knows its code",
        arguments: [
            ("https://portal.example/rest/1/CODE/", "https://portal.example/rest/1/CODE/"),
            ("https://portal.example/rest/1/CODE", "https://portal.example/rest/1/CODE/"),
            ("portal.example/rest/1/CODE/", "https://portal.example/rest/1/CODE/"),
            ("  https://portal.example/rest/1/CODE/\n", "https://portal.example/rest/1/CODE/"),
            ("http://portal.example:8080/rest/1/CODE/", "http://portal.example:8080/rest/1/CODE/"),
            ("portal.example:8443/rest/12/CODE", "https://portal.example:8443/rest/12/CODE/"),
            ("https://[::1]:8443/rest/1/CODE/", "https://[::1]:8443/rest/1/CODE/"),
            ("https://office.example/bitrix/rest/1/CODE/", "https://office.example/bitrix/rest/1/CODE/"),
            ("https://www.portal.example/rest/1/CODE/", "https://www.portal.example/rest/1/CODE/"),
            ("https://mywww.example.com/rest/1/CODE/", "https://mywww.example.com/rest/1/CODE/"),
            ("https://portal.example/rest/1/CODE/profile.json", "https://portal.example/rest/1/CODE/"),
            ("https://portal.example/rest/api/1/CODE/", "https://portal.example/rest/api/1/CODE/"),
            ("https://portal.example/REST/1/CODE/", "https://portal.example/REST/1/CODE/"),
            ("https://portal.example/rest/1/CODE/crm.deal.get?id=1#top", "https://portal.example/rest/1/CODE/"),
        ])
    func webhook(text: String, base: String) throws {
        let address = try PortalAddress(text)
        #expect(address.base == base)
        #expect(address.webhookCode?.exposed == "CODE")
    }

    @Test(
        "A domain leads to its REST interface, and has no code",
        arguments: [
            ("portal.example", "https://portal.example/rest/"),
            ("portal.example/", "https://portal.example/rest/"),
            ("https://portal.example", "https://portal.example/rest/"),
            ("https://portal.example/rest", "https://portal.example/rest/"),
            ("https://portal.example/rest/", "https://portal.example/rest/"),
            ("http://localhost:8080", "http://localhost:8080/rest/"),
            ("www.portal.example", "https://www.portal.example/rest/"),
            ("mywww.example.com", "https://mywww.example.com/rest/"),
            ("rest.example", "https://rest.example/rest/"),
            ("office.example/bitrix/", "https://office.example/bitrix/rest/"),
            ("office.example/bitrix/rest/", "https://office.example/bitrix/rest/"),
            ("https://portal.example/rest/?auth=1", "https://portal.example/rest/"),
        ])
    func domain(text: String, base: String) throws {
        let address = try PortalAddress(text)
        #expect(address.base == base)
        #expect(address.webhookCode == nil)
    }

    @Test(
        "What is no address of a portal is refused with an example of one",
        arguments: [
            "", "  ", "two words", "https://portal.example/rest/1/CO DE/", "ftp://portal.example", "https://", "://",
            "https:///rest/1/CODE/", "https://portal.example:99999", "https://portal.example:port",
            "https:/portal.example", "user:password@portal.example",
        ])
    func junk(text: String) {
        let error = #expect(throws: OptionError.self) { try PortalAddress(text) }
        #expect(error?.description.contains("https://example.bitrix24.com/rest/1/CODE/") == true)
    }

    @Test func `The code of a webhook is masked where the address is shown`() throws {
        let address = try PortalAddress("https://portal.example/rest/1/CODE/")
        #expect(address.optionText == "https://portal.example/rest/1/***/")
        #expect("\(address)" == "https://portal.example/rest/1/***/")
        var dumped = ""
        dump(try Bitrix24(url: address), to: &dumped)
        #expect(!dumped.contains("CODE"))
        #expect(address.secrets == [Secret("CODE")])
    }
}

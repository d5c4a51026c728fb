import Testing

@testable import OIntHTTP

@Suite("Dates in headers")
struct HTTPDateTests {
    @Test(
        "Dates are read",
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("Tue, 29 Feb 2028 23:59:59 GMT", 1_835_481_599), ("Wed, 31 Dec 2025 00:00:00 GMT", 1_767_139_200),
        ])
    func dates(text: String, seconds: Int) {
        #expect(HTTPDate.unixTime(text) == seconds)
    }

    @Test(
        "What is no such date is none",
        arguments: [
            "", "soon", "120", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 +0300",
            "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT",
            "1994-11-06T08:49:37Z",
        ])
    func none(text: String) {
        #expect(HTTPDate.unixTime(text) == nil)
    }
}

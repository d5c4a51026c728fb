import LibraryTesting
import OIntCore
import OIntWeb
import PreparedAnswers
import Testing

/// Calls as the command line makes them.
@Suite("Libraries under test", .timeLimit(.minutes(1))) struct LibraryUnderTestTests {
    @Test("Options are typed, and each call may give its own")
    func options() async throws {
        let service = PreparedService(.json(["a": 1]), .json(["b": 2]))
        let web = LibraryUnderTest(Web.library, options: ["url": "https://api.example/x"], over: service)
        #expect(try await web.call("Get").json == ["a": 1])
        #expect(try await web.call("get", ["url": "https://api.example/y"]).json == ["b": 2])
        #expect(service.requests.map(\.address) == ["https://api.example/x", "https://api.example/y"])
    }

    @Test("A dry run shows the request and sends nothing")
    func preview() async throws {
        let service = PreparedService()
        let web = LibraryUnderTest(Web.library, options: ["url": "https://api.example/x"], over: service)
        #expect(try await web.preview("Get")?["url"]?.string == "https://api.example/x")
        #expect(service.requests.isEmpty)
    }

    @Test("What is wrong with a call is told")
    func problems() async throws {
        let web = LibraryUnderTest(Web.library, over: PreparedService())
        #expect(try await web.usageProblems("Get")?.contains("url") == true)
        #expect(try await web.usageProblems("Get", ["url": "https://api.example/x"]) == nil)
    }

    @Test("Methods and options that are not there are errors of the test")
    func unknown() async throws {
        let web = LibraryUnderTest(Web.library, over: PreparedService())
        await #expect(throws: LibraryUnderTest.Unknown.self) { try await web.call("Fetch") }
        await #expect(throws: LibraryUnderTest.Unknown.self) { try await web.call("Get", ["urll": "x"]) }
    }
}

import OIntCore
import OIntDrivers
import Testing

@Suite struct DriverLibraryTests {
    private func load(_ candidates: [String], _ environment: [String: String] = [:]) throws -> DriverLibrary {
        try DriverLibrary(
            "libexample", candidates: candidates, variable: "OINT_EXAMPLE", packages: "Install libexample1",
            environment: environment)
    }

    @Test func `A library that is nowhere is told with what to install`() throws {
        let error = try #require(#expect(throws: LocalError.self) { try load(["libno-such-thing.so.1"]) })
        #expect(error.subject == "libexample")
        #expect(error.reason.contains("Install libexample1"))
        #expect(error.reason.contains("OINT_EXAMPLE"))
    }

    @Test func `The variable names the file, and nothing else is tried`() throws {
        let error = try #require(
            #expect(throws: LocalError.self) { try load(["libpq.so.5"], ["OINT_EXAMPLE": "/nowhere/lib.so"]) })
        #expect(error.reason.contains("'/nowhere/lib.so'"))
        #expect(error.reason.contains("OINT_EXAMPLE"))
        #expect(throws: Never.self) { try load(["libno-such-thing.so.1", "libpq.so.5"], ["OINT_EXAMPLE": ""]) }
    }
}

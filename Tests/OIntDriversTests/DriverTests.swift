import CLibPQ
import OIntCore
import OIntDrivers
import Testing

/// Libraries that are loaded when they are needed.
@Suite struct DriverTests {
    private func load(_ fileNames: [String], _ environment: [String: String] = [:]) throws {
        _ = try Driver<oint_libpq>(
            "libexample", fileNames, find: oint_libpq_find, packages: "Install libexample1", variable: "OINT_EXAMPLE"
        ).loaded(environment: environment)
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

    @Test func `Something else of that name is told with what it lacks`() throws {
        let error = try #require(#expect(throws: LocalError.self) { try load(["libm.so.6", "libm.dylib"]) })
        #expect(error.reason.contains("it lacks PQconnectStartParams"))
    }
}

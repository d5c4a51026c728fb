import Testing

@testable import OIntNetwork

@Suite("Whom to trust")
struct TrustRootsTests {
    @Test("The environment decides as it does for curl; what is empty is not set")
    func environment() {
        #expect(TrustRoots(environment: [:]) == .system)
        #expect(TrustRoots(environment: ["SSL_CERT_FILE": "", "SSL_CERT_DIR": ""]) == .system)
        #expect(TrustRoots(environment: ["SSL_CERT_FILE": "/a"]) == .file("/a"))
        #expect(TrustRoots(environment: ["SSL_CERT_DIR": "/b"]) == .directory("/b", file: nil))
        #expect(TrustRoots(environment: ["SSL_CERT_FILE": "/a", "SSL_CERT_DIR": "/b"]) == .directory("/b", file: "/a"))
    }
}

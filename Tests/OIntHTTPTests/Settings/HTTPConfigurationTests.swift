import OIntCore
import OIntNetwork
import Testing

@testable import OIntHTTP

@Suite("Configurations")
struct HTTPConfigurationTests {
    @Test("The environment sets proxies and trust, and nothing else does")
    func environment() throws {
        let environment = ["HTTPS_PROXY": "p:1", "NO_PROXY": "a,b", "SSL_CERT_FILE": "/ca"]
        let configuration = try HTTPConfiguration(environment: environment)
        #expect(configuration.proxies.https?.host == "p")
        #expect(configuration.proxies.exceptions == ["a", "b"])
        #expect(configuration.trust == .file("/ca"))
        #expect(configuration.timeout == nil)
        #expect(HTTPConfiguration().trust == .system)
        #expect(HTTPConfiguration().proxies.https == nil)
    }

    @Test("An environment that can't be obeyed is an error of whoever asks for it")
    func unusable() {
        #expect(throws: UsageError.self) { try HTTPConfiguration(environment: ["HTTPS_PROXY": "h:port"]) }
    }
}

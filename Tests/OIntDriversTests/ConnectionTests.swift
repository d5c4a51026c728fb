import OIntCore
import OIntDrivers
import Synchronization
import TestClocks
import Testing

/// Connections by libraries that wait.
@Suite struct ConnectionTests {
    private struct Refusal: Error, Equatable { let isPassing: Bool }

    private final class Session: DriverSession {
        let interruption: Interruption
        init(_ interruption: Interruption) { self.interruption = interruption }
        func close() {}
        static func isPassing(_ failure: any Error) -> Bool { (failure as? Refusal)?.isPassing ?? false }
    }

    private func connection(
        _ context: CallContext, _ opened: Attempts, failing failures: Int, isPassing: Bool = true
    ) -> DriverConnection<Session> {
        DriverConnection(service: "Test", place: "nowhere", parts: nil, context: context) { interruption in
            if opened.next() <= failures { throw Refusal(isPassing: isPassing) }
            return Session(interruption)
        }
    }

    private final class Attempts: Sendable {
        private let state = Mutex(0)
        var count: Int { state.withLock { $0 } }
        func next() -> Int {
            state.withLock { count in
                count += 1
                return count
            }
        }
    }

    @Test func `A refusal that passes is waited out, with growing pauses`() async throws {
        let (clock, attempts) = (InstantClock(), Attempts())
        let open = connection(CallContext(retries: 3, clock: clock), attempts, failing: 3)
        #expect(try await open.perform { _ in 7 } == 7)
        #expect(attempts.count == 4)
        #expect(clock.pauses == [.milliseconds(250), .milliseconds(500), .seconds(1)])
    }

    @Test(arguments: [(0, true, 1), (2, true, 3), (5, false, 1)])
    func `It is tried no more often than asked for, and nothing else is tried again`(
        _ retries: Int, _ isPassing: Bool, _ expected: Int
    ) async throws {
        let attempts = Attempts()
        let open = connection(
            CallContext(retries: retries, clock: InstantClock()), attempts, failing: 99, isPassing: isPassing)
        await #expect(throws: Refusal(isPassing: isPassing)) { try await open.perform { _ in } }
        #expect(attempts.count == expected)
    }

    @Test func `What fails behind the opening is not tried again`() async throws {
        let (attempts, calls) = (Attempts(), Attempts())
        let open = connection(CallContext(clock: InstantClock()), attempts, failing: 0)
        await #expect(throws: Refusal.self) {
            try await open.perform { _ in
                _ = calls.next()
                throw Refusal(isPassing: true)
            }
        }
        #expect(attempts.count == 1 && calls.count == 1)
    }
}

/// Settings as options.
@Suite struct SettingsTests {
    @Test func `A proxy is read from what GetProxySettings gives`() throws {
        struct Client: ProxyClient {}
        let json = try Client.getProxySettings(addr: "p.example", port: 1080, login: "ann", pass: Secret("s3cret-pass"))
        let proxy = try ProxyServer(option: [OptionInput(json.text(.compact))])
        #expect(proxy.host == "p.example" && proxy.port == 1080 && proxy.kind == .socks5 && proxy.login == "ann")
        #expect(proxy.password?.exposed == "s3cret-pass")
        #expect(!proxy.optionText.contains("s3cret") && proxy.secrets == [Secret("s3cret-pass")])
        #expect(throws: UsageError.self) { try Client.getProxySettings(addr: "p", port: 70_000) }
    }

    @Test(arguments: [
        (#"{"port": 1}"#, "server"), (#"{"server": "p", "port": 0}"#, "port"),
        (#"{"server": "p", "port": 1, "proxy_type": "ftp"}"#, "socks5"),
        (#"{"server": "p", "port": 1, "prot": 2}"#, "prot"),
    ])
    func `What is no proxy is told`(_ text: String, _ reason: String) {
        let error = #expect(throws: OptionError.self) { try ProxyServer(option: [OptionInput(text)]) }
        #expect(error?.description.contains(reason) == true)
    }
}

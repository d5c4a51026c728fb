import LoopbackServer
import Programs
import Testing

@Suite("Proxies", .timeLimit(.minutes(2)))
struct ProxyTests {
    private static let password = "pr0xy:pa55@word"
    private static let encodedPassword = "pr0xy%3Apa55%40word"

    @Test(
        "A proxy is taken from an option or a variable",
        arguments: ["--proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
    )
    func source(name: String) async throws {
        try await withPortal { portal in
            try await withLoopbackProxy { proxy in
                let words = name == "--proxy" ? [name, proxy.url] : []
                let environment = name == "--proxy" ? ["HTTPS_PROXY": "http://host.invalid:1"] : [name: proxy.url]
                let outcome = try await portal.oint(["GetTask", "--task", "5"] + words, environment: environment)
                #expect(outcome.exitCode == 0)
                #expect(proxy.exchanges.map(\.target) == ["localhost:\(portal.server.port)"])
                #expect(portal.server.requests.count == 1)
            }
        }
    }

    @Test("Variables for other addresses don't count", arguments: ["http_proxy", "HTTP_PROXY", "ftp_proxy"])
    func otherVariable(name: String) async throws {
        try await withPortal { portal in
            let outcome = try await portal.oint(
                ["GetTask", "--task", "5"], environment: [name: "http://host.invalid:1"])
            #expect(outcome.exitCode == 0)
        }
    }

    @Test(
        "NO_PROXY lists what is reached directly",
        arguments: ["localhost", "*", "example.org, .localhost", "LOCALHOST"])
    func exceptions(list: String) async throws {
        try await withPortal { portal in
            let outcome = try await portal.oint(
                ["GetTask", "--task", "5"], environment: ["HTTPS_PROXY": "http://host.invalid:1", "NO_PROXY": list])
            #expect(outcome.exitCode == 0)
            #expect(portal.server.requests.count == 1)
        }
    }

    @Test("NO_PROXY means no other hosts")
    func otherException() async throws {
        try await withPortal { portal in
            try await withLoopbackProxy { proxy in
                let outcome = try await portal.oint(
                    ["GetTask", "--task", "5"],
                    environment: ["HTTPS_PROXY": proxy.url, "NO_PROXY": "host,localhost.example,notlocalhost"])
                #expect(outcome.exitCode == 0)
                #expect(proxy.exchanges.count == 1)
            }
        }
    }

    @Test("User and password are given to the proxy, and to nobody else")
    func credentials() async throws {
        try await withPortal { portal in
            var options = LoopbackProxy.Options()
            options.credentials = ("ann@example", Self.password)
            try await withLoopbackProxy(options: options) { proxy in
                let address = "http://ann%40example:\(Self.encodedPassword)@127.0.0.1:\(proxy.port)"
                let outcome = try await portal.oint("GetTask", "--task", "5", "--proxy", address)
                #expect(outcome.exitCode == 0)
                #expect(proxy.exchanges.map(\.isAuthorized) == [true])
                let headers = portal.server.requests[0].headers.fields
                #expect(!headers.contains { $0.name.lowercased().hasPrefix("proxy") })
            }
        }
    }

    @Test("A plain http address goes through the proxy as well")
    func plain() async throws {
        try await withSandbox { sandbox in
            try await withLoopbackServer(handler: { _ in .json(#"{"result":1}"#) }) { server in
                try await withLoopbackProxy { proxy in
                    let outcome = try await sandbox.oint(
                        ["bitrix24", "GetTask", "--url", "\(server.url)/rest/1/\(Portal.code)/", "--task", "5"],
                        environment: ["http_proxy": proxy.url])
                    #expect(outcome.exitCode == 0)
                    #expect(proxy.exchanges.map(\.method) == ["POST"])
                    #expect(proxy.exchanges.first?.target.hasPrefix("\(server.url)/rest/1/") == true)
                    #expect(server.requests.count == 1)
                }
            }
        }
    }

    @Test("SOCKS, with a user and a password, as an option, as JSON, or as a variable")
    func socks() async throws {
        try await withPortal { portal in
            var options = LoopbackSOCKSProxy.Options()
            options.credentials = ("ann@example", Self.password)
            try await withLoopbackSOCKSProxy(options: options) { proxy in
                let address = "socks5h://ann%40example:\(Self.encodedPassword)@127.0.0.1:\(proxy.port)"
                let object = """
                    {"proxy": {"Protocol": "socks5h", "Host": "127.0.0.1", "Port": \(proxy.port), "User": "ann@example", \
                    "Password": "\(Self.password)"}}
                    """
                for (words, environment) in [
                    (["--proxy", address], [:]), (["--config", object], [:]), ([], ["ALL_PROXY": address]),
                ] {
                    let outcome = try await portal.oint(["GetTask", "--task", "5"] + words, environment: environment)
                    #expect(outcome.exitCode == 0, "\(outcome)")
                }
                #expect(proxy.exchanges.map(\.target) == Array(repeating: "localhost:\(portal.server.port)", count: 3))
                let wrong = try await portal.oint(
                    "GetTask", "--task", "5", "--proxy", "socks5h://ann:wr0ng@127.0.0.1:\(proxy.port)")
                #expect(wrong.exitCode == 3)
                #expect(wrong.errors.contains("the proxy wants a user and a password"))
                #expect(!wrong.errors.contains("wr0ng"))
            }
        }
    }

    @Test("A command for curl names the proxy and the certificates, and no password")
    func curl() async throws {
        try await withPortal { portal in
            let outcome = try await portal.oint(
                "GetTask", "--task", "5", "--dry-run", "--format", "curl", "--proxy",
                "socks5h://ann:s3same@127.0.0.1:9",
                "--cert", "c.pem", "--key", "k.pem", "--key-password", "s3same", "--cacert", "a.pem", "--insecure")
            #expect(outcome.exitCode == 0)
            for words in [
                "--proxy socks5h://127.0.0.1:9", "--proxy-user \"$PROXY_LOGIN\"", "--cert c.pem", "--key k.pem",
                "--pass \"$KEY_PASSWORD\"", "--cacert a.pem", "--insecure",
            ] {
                #expect(outcome.output.contains(words), "\(words) in \(outcome.output)")
            }
            #expect(!outcome.everything.contains("s3same"))
        }
    }

    @Test("--insecure accepts any certificate, and warns each time")
    func insecure() async throws {
        try await withPortal(identity: { try $0.issue(for: ["wrong.example"]) }, handler: { _ in .json("{}") }) {
            portal in
            let outcome = try await portal.oint("GetTask", "--task", "5", "--insecure")
            #expect(outcome.exitCode == 0)
            #expect(outcome.errors.hasPrefix("oint: warning: --insecure accepts any certificate"))
        }
    }

    /// A proxy that fails, and what is said about it.
    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var credentials = false
        var user = ""
        var behaviour = LoopbackProxy.Behaviour.forwards
        /// Further words of the call.
        var words: [String] = []
        /// Whether the message is about the proxy's own address.
        var namesProxy = true
        let messages: [String]
    }

    @Test(
        "A proxy that does not do its work is told from the service",
        arguments: [
            Fault(
                testDescription: "wants a password", credentials: true,
                messages: ["the proxy wants a user and a password", "Write them as http://user:password@127.0.0.1:"]),
            Fault(
                testDescription: "wrong password", credentials: true, user: "ann:wr0ng-pa55word@",
                messages: ["the proxy wants a user and a password, or does not accept those given"]),
            Fault(
                testDescription: "forbids", behaviour: .refuses(status: 403),
                messages: ["the proxy refuses to connect to localhost:", "Ask who runs the proxy"]),
            Fault(
                testDescription: "hangs up", behaviour: .hangsUp, namesProxy: false,
                messages: ["the connection was closed", "Perhaps the proxy 127.0.0.1:"]),
            Fault(
                testDescription: "keeps silent", behaviour: .keepsSilent, words: ["--timeout", "1"], namesProxy: false,
                messages: ["within 1 s", "--timeout"]),
        ]
    )
    func fault(_ fault: Fault) async throws {
        try await withPortal { portal in
            var options = LoopbackProxy.Options()
            options.credentials = fault.credentials ? ("ann", Self.password) : nil
            options.behaviour = fault.behaviour
            try await withLoopbackProxy(options: options) { proxy in
                let address = "http://\(fault.user)127.0.0.1:\(proxy.port)"
                let outcome = try await portal.oint(
                    ["GetTask", "--task", "5", "--retries", "0", "--proxy", address] + fault.words)
                #expect(outcome.exitCode == 3)
                #expect(outcome.output == "")
                if fault.namesProxy { #expect(outcome.errors.hasPrefix("oint: 127.0.0.1:\(proxy.port): ")) }
                for message in fault.messages { #expect(outcome.errors.contains(message)) }
                #expect(portal.server.requests.isEmpty)
            }
        }
    }

    @Test("A proxy that is not there")
    func refused() async throws {
        try await withPortal { portal in
            try await withBareListener(.refuses) { listener in
                let outcome = try await portal.oint(
                    "GetTask", "--task", "5", "--proxy", "http://127.0.0.1:\(listener.port)")
                #expect(outcome.exitCode == 3)
                #expect(outcome.errors.hasPrefix("oint: 127.0.0.1:\(listener.port): "))
                #expect(outcome.errors.contains("refused while connecting"))
                #expect(outcome.errors.contains("Check the proxy"))
            }
        }
    }

    @Test("A proxy whose name nobody knows")
    func unknownName() async throws {
        try await withPortal { portal in
            let outcome = try await portal.oint("GetTask", "--task", "5", "--proxy", "http://host.invalid:3128")
            #expect(outcome.exitCode == 3)
            #expect(outcome.errors.hasPrefix("oint: host.invalid:3128: the name is not known"))
        }
    }

    @Test("A bad certificate is found behind a proxy, too")
    func certificate() async throws {
        try await withPortal(identity: { try $0.issue(for: ["wrong.example"]) }, handler: { _ in .json("{}") }) {
            portal in
            try await withLoopbackProxy { proxy in
                let outcome = try await portal.oint("GetTask", "--task", "5", "--proxy", proxy.url)
                #expect(outcome.exitCode == 3)
                #expect(outcome.errors.contains("the certificate is for another host, not for localhost"))
                #expect(portal.server.requests.isEmpty)
            }
        }
    }
}

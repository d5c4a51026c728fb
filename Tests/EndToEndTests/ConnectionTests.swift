import LoopbackServer
import Programs
import Testing

@Suite("Services that can't be reached", .timeLimit(.minutes(3)))
struct ConnectionTests {
    /// A server that fails, and what is said about it.
    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let reply: ServerReply
        let message: String
    }

    @Test(
        "A connection that breaks is told with host and step",
        arguments: [
            Fault(
                testDescription: "reset before the answer", reply: .reset,
                message: "the connection was reset while waiting for the answer"),
            Fault(
                testDescription: "closed before the answer", reply: .close,
                message: "the connection was closed while waiting for the answer"),
            Fault(
                testDescription: "reset behind the head", reply: .reset(after: 0, of: 4000),
                message: "the connection was reset while receiving the answer"),
            Fault(
                testDescription: "reset in the body", reply: .reset(after: 2000, of: 4000),
                message: "the connection was reset while receiving the answer"),
            Fault(
                testDescription: "closed in the body", reply: .truncated(after: 2000, of: 4000),
                message: "the connection was closed before the answer was complete while receiving the answer"),
            Fault(
                testDescription: "closed within chunks",
                reply: ServerReply(steps: [.bytes(Array("{".utf8)), .close, .bytes([0])], framing: .chunked),
                message: "the connection was closed before the answer was complete while receiving the answer"),
            Fault(
                testDescription: "no HTTP", reply: .raw(Array("220 mail.example ESMTP\r\n".utf8)),
                message: "the answer is not HTTP. Check the port in the address"),
        ]
    )
    func fault(_ fault: Fault) async throws {
        try await withPortal(answering: fault.reply) { portal in
            let outcome = try await portal.oint("GetTask", "--task", "5", "--retries", "0")
            #expect(outcome.exitCode == 3)
            #expect(outcome.output == "")
            #expect(outcome.errors == "oint: localhost:\(portal.server.port): \(fault.message)\n")
            #expect(portal.server.requests.count == 1)
        }
    }

    @Test("A name nobody knows")
    func unknownName() async throws {
        try await withSandbox { sandbox in
            let outcome = try await sandbox.oint(
                "bitrix24", "GetTask", "--url", "https://host.invalid/rest/1/\(Portal.code)/", "--task", "5")
            #expect(outcome.exitCode == 3)
            #expect(
                outcome.errors == """
                    oint: host.invalid:443: the name is not known while looking up the address. Check the spelling, and \
                    whether this machine can look names up

                    """)
        }
    }

    /// A port without a server worth the name, and what is said about it.
    struct Port: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let behaviour: BareListener.Behaviour
        let scheme: String
        let messages: [String]
    }

    @Test(
        "A port behind which there is no such server",
        arguments: [
            Port(
                testDescription: "nobody listens", behaviour: .refuses, scheme: "https",
                messages: ["refused while connecting", "Check host and port"]),
            Port(
                testDescription: "closes", behaviour: .closes, scheme: "https",
                messages: ["the connection was closed while securing the connection"]),
            Port(
                testDescription: "resets", behaviour: .resets, scheme: "https",
                messages: ["the connection was reset"]),
            Port(
                testDescription: "no TLS", behaviour: .says(Array("220 mail.example ESMTP\r\n".utf8)), scheme: "https",
                messages: ["the other side does not speak TLS while securing the connection", "Check the port"]),
            Port(
                testDescription: "no HTTP", behaviour: .says(Array("220 mail.example ESMTP\r\n".utf8)), scheme: "http",
                messages: ["the answer is not HTTP", "Check the port"]),
        ]
    )
    func port(_ port: Port) async throws {
        try await withSandbox { sandbox in
            try await withBareListener(port.behaviour) { listener in
                let url = "\(port.scheme)://localhost:\(listener.port)/rest/1/\(Portal.code)/"
                let outcome = try await sandbox.oint(
                    "bitrix24", "GetTask", "--url", url, "--task", "5", "--retries", "0")
                #expect(outcome.exitCode == 3)
                #expect(outcome.output == "")
                #expect(outcome.errors.hasPrefix("oint: localhost:\(listener.port): "))
                for message in port.messages { #expect(outcome.errors.contains(message)) }
            }
        }
    }

    @Test("https to a server that speaks plain HTTP")
    func plainServer() async throws {
        try await withSandbox { sandbox in
            try await withLoopbackServer(handler: { _ in .json("{}") }) { server in
                let outcome = try await sandbox.oint(
                    "bitrix24", "GetTask", "--url", "https://localhost:\(server.port)/rest/1/\(Portal.code)/",
                    "--task", "5")
                #expect(outcome.exitCode == 3)
                #expect(
                    outcome.errors == """
                        oint: localhost:\(server.port): the other side does not speak TLS while securing the connection. \
                        Check the port, or use http://

                        """)
                #expect(server.requests.isEmpty)
            }
        }
    }

    @Test("Plain HTTP to a server that speaks TLS")
    func plainClient() async throws {
        try await withPortal { portal in
            let outcome = try await portal.sandbox.oint(
                "bitrix24", "GetTask", "--url", "http://localhost:\(portal.server.port)/rest/1/\(Portal.code)/",
                "--task", "5", "--retries", "0")
            #expect(outcome.exitCode == 3)
            #expect(outcome.errors.hasPrefix("oint: localhost:\(portal.server.port): "))
            #expect(portal.server.requests.isEmpty)
        }
    }

    @Test("A server that never answers is given up when the time is over")
    func silentServer() async throws {
        try await withPortal(answering: .hold) { portal in
            let outcome = try await portal.oint("GetTask", "--task", "5", "--timeout", "1")
            #expect(outcome.exitCode == 3)
            #expect(
                outcome.errors == """
                    oint: localhost:\(portal.server.port): no complete answer came within 1 s while waiting for the \
                    answer. Allow more time with --timeout, or try again later

                    """)
            try await portal.server.waitUntilDisconnected()
        }
    }

    @Test("An answer that stops half-way is given up when the time is over")
    func silentBody() async throws {
        let reply = ServerReply(steps: [.bytes(Array("{\"result\":".utf8)), .hold])
        try await withPortal(answering: reply.header("Content-Length", "100")) { portal in
            let outcome = try await portal.oint("GetTask", "--task", "5", "--timeout", "1")
            #expect(outcome.exitCode == 3)
            #expect(outcome.output == "")
            #expect(outcome.errors.contains("localhost:\(portal.server.port): no complete answer came within 1 s"))
        }
    }

    @Test("A port that accepts and never speaks is given up when the time is over")
    func silentPort() async throws {
        try await withSandbox { sandbox in
            try await withBareListener(.keepsSilent) { listener in
                let outcome = try await sandbox.oint(
                    "bitrix24", "GetTask", "--url", "https://localhost:\(listener.port)/rest/1/\(Portal.code)/",
                    "--task", "5", "--timeout", "1")
                #expect(outcome.exitCode == 3)
                #expect(outcome.errors.contains("oint: localhost:\(listener.port): no complete answer came within 1 s"))
                #expect(outcome.errors.contains("--timeout"))
            }
        }
    }
}

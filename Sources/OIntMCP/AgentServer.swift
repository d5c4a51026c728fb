import OIntCore
import OIntRunning
import OIntListener

/// Gives AI agents access to all methods, by the Model Context Protocol.
///
/// Source: https://modelcontextprotocol.io/specification
package struct AgentServer: Sendable {
    /// How a server is reached over HTTP.
    package struct Listening: Sendable {
        /// The name or address to listen on.
        package var host: String
        /// The port; 0 for one that is free.
        package var port: Int
        /// What clients have to show.
        package var token: Secret
        /// Pages from which browsers may call, besides those of this machine.
        package var origins: [String]

        /// Says where to listen.
        /// - Parameters:
        ///   - host: The name or address to listen on.
        ///   - port: The port; 0 for one that is free.
        ///   - token: What clients have to show.
        ///   - origins: Pages from which browsers may call, such as `https://example.com`.
        package init(host: String, port: Int, token: Secret, origins: [String] = []) {
            self.host = host
            self.port = port
            self.token = token
            self.origins = origins
        }
    }

    private let tools: ToolBox
    private let log: RequestLog?
    private let results: ResultStore

    /// Creates a server.
    /// - Parameter settings: How it behaves.
    package init(_ settings: ServerSettings) {
        var settings = settings
        settings.caller = settings.caller.keepingConnections
        results = ResultStore(directory: settings.files.directories.first)
        tools = ToolBox(settings, results: results)
        log = settings.log
    }

    /// Serves one client, a message a line, until the input ends.
    /// - Parameters:
    ///   - read: Gives the next bytes of the input; none at its end.
    ///   - write: Writes bytes to the output, and returns when they are written.
    /// - Throws: What reading throws; why answers can't be written.
    package func serve(
        reading read: @escaping @Sendable () async throws -> [UInt8],
        writing write: @escaping @Sendable ([UInt8]) throws -> Void
    ) async throws {
        defer { results.removeTemporaryFiles() }
        try await StreamServer(session: Session(tools: tools, log: log), writer: MessageWriter(write)).serve(read)
    }

    /// Serves clients over HTTP until the task is cancelled.
    /// - Parameters:
    ///   - listening: Where to listen, and who is let in.
    ///   - started: Is told the address when clients can connect.
    /// - Throws: `LocalError` when the address can't be listened on; `CancellationError` at the end.
    package func serve(at listening: Listening, started: (_ address: String) throws -> Void) async throws {
        defer { results.removeTemporaryFiles() }
        let gate = AccessGate(proof: .bearer(listening.token), host: listening.host, origins: listening.origins)
        let frontEnd = HTTPFrontEnd(gate: gate, tools: tools, log: log)
        let server = try await HTTPListener.start(
            host: listening.host, port: listening.port,
            limits: HTTPListener.Limits(bodySize: StreamServer.messageLimit), gate: gate, handler: frontEnd.respond)
        let failure: any Error
        do {
            try started(server.address + HTTPFrontEnd.path)
            while true { try await Task.sleep(for: .seconds(86400)) }
        } catch {
            failure = error
        }
        await frontEnd.sessions.end()
        await frontEnd.objects.closeAll()
        await server.stop(within: .milliseconds(200))
        throw failure
    }
}

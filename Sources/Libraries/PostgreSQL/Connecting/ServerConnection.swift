import CLibPQ
import OIntCore
import OIntDrivers
import OIntSQL

/// A connection to a server, as libpq has it: every wait can be stopped.
final class ServerConnection {
    let pq: LibPQ
    /// Where the server is, for errors.
    let place: String
    let interruption: Interruption
    let wake: WakePipe
    private(set) var handle: OpaquePointer?
    /// How many answers to the end of a pipeline are still to come.
    var awaitedSyncs = 0
    private let notices: NoticeReader
    private let addresses: AddressPolicy?

    /// Opens a connection.
    /// - Parameters:
    ///   - plan: What libpq is told.
    ///   - interruption: Stops a wait.
    ///   - addresses: Which addresses it may lead to; nil for all.
    ///   - notice: Takes what the server tells besides its answers.
    /// - Throws: `LocalError` when libpq is missing; `ConnectionError` when the server can't be reached; `ServiceError`
    ///   when it refuses; `UsageError` when libpq does not understand a setting.
    init(
        _ plan: ConnectionPlan, interruption: Interruption, addresses: AddressPolicy?,
        notice: (@Sendable (String) -> Void)?
    ) throws {
        self.addresses = addresses
        pq = try LibPQ.driver.loaded()
        place = plan.place
        self.interruption = interruption
        let wake = try WakePipe(for: PostgreSQL.service)
        self.wake = wake
        notices = NoticeReader(notice)
        let settings = try plan.settings(forVersion: pq.f.PQlibVersion())
        interruption.onRaise { wake.wake() }
        do {
            try connect(settings)
        } catch {
            close()
            throw error
        }
        _ = pq.f.PQsetnonblocking(handle, 1)
    }

    deinit { close() }

    /// Whether the connection is there no more.
    var isLost: Bool { handle.map { pq.f.PQstatus($0) != CONNECTION_OK } ?? true }

    /// Whether the connection is as it was left: a server that ends it says so first, and a network that does is seen too.
    var isUntouched: Bool {
        guard let handle, !isLost else { return false }
        return wake.wait(for: pq.f.PQsocket(handle), writing: false, milliseconds: 0) == .timeout
    }

    /// Ends the connection; may be called more than once.
    func close() {
        interruption.onRaise(nil)
        guard let handle else { return }
        pq.f.PQfinish(handle)
        self.handle = nil
    }

    /// A setting of the session that the server tells of by itself.
    func parameter(_ name: String) -> String? { pq.f.PQparameterStatus(handle, name).map { String(cString: $0) } }

    private func start(_ settings: [ConnectionString.Setting]) throws -> OpaquePointer {
        var names = CStrings()
        var values = CStrings()
        for setting in settings {
            names.append(setting.name)
            values.append(setting.value)
        }
        let handle = names.withPointers { names in
            values.withPointers { values in pq.f.PQconnectStartParams(names, values, 0) }
        }
        guard let handle else { throw LocalError("libpq", "there is no memory left for a connection") }
        // Only in this form do errors of the server hold their code while there is no connection.
        _ = pq.f.PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
        _ = pq.f.PQsetNoticeProcessor(handle, NoticeReader.callback, notices.address)
        return handle
    }

    /// Opens the connection: to the first of several servers that answers in time, each of which has its own.
    private func connect(_ settings: [ConnectionString.Setting]) throws {
        var settings = settings
        while true {
            let handle = try start(settings)
            self.handle = handle
            guard pq.f.PQstatus(handle) != CONNECTION_BAD else { throw failure }
            let hosts = HostList(handle, pq)
            if let step = try waitingTooLong(hosts) {
                guard let rest = hosts.behind(pq.f.PQhost(handle), pq.f.PQport(handle)) else {
                    throw ConnectionError(
                        peer: place, step: step, reason: "no answer in time",
                        remedy: "Check host and port; connect_timeout in --dbc sets how many seconds to wait",
                        isTimeout: true)
                }
                pq.f.PQfinish(handle)
                self.handle = nil
                // The last of equal names counts.
                settings += rest
                continue
            }
            _ = pq.f.PQsetErrorVerbosity(handle, PQERRORS_DEFAULT)
            return
        }
    }

    /// Waits for the connection.
    /// - Returns: What the server at hand took too long for; nil when the connection is open.
    private func waitingTooLong(_ hosts: HostList) throws -> ConnectionError.Step? {
        var deadline = hosts.deadline
        var host = hosts.index(pq.f.PQhost(handle), pq.f.PQport(handle))
        var state = PGRES_POLLING_WRITING
        while state != PGRES_POLLING_OK {
            guard state != PGRES_POLLING_FAILED else { throw failure }
            let isReading = state == PGRES_POLLING_READING
            let event = wake.wait(
                for: pq.f.PQsocket(handle), reading: isReading, writing: !isReading,
                milliseconds: deadline.map { Self.milliseconds(until: $0) } ?? -1)
            switch event {
            case .ready:
                try checkAddress()
                state = pq.f.PQconnectPoll(handle)
                let current = hosts.index(pq.f.PQhost(handle), pq.f.PQport(handle))
                if current != host {
                    host = current
                    deadline = hosts.deadline
                }
            case .woken: try interruption.check()
            case .timeout: return pq.f.PQstatus(handle) == CONNECTION_SSL_STARTUP ? .tls : .connecting
            }
        }
        return nil
    }

    /// Checks where the connection leads, as soon as it is open: before anything is said to the server.
    private func checkAddress() throws(ConnectionError) {
        do {
            try addresses?.check(peerOf: pq.f.PQsocket(handle))
        } catch {
            throw ConnectionError(peer: place, step: .connecting, reason: error.description)
        }
    }

    private var failure: any Error {
        ConnectionFailure(pq.f.PQerrorMessage(handle).map { String(cString: $0) } ?? "", at: place).error
    }

    static func milliseconds(until deadline: ContinuousClock.Instant) -> Int32 {
        let rest = (deadline - .now) / .milliseconds(1)
        return rest <= 0 ? 0 : Int32(clamping: Int64(min(rest, 1e9)) + 1)
    }
}

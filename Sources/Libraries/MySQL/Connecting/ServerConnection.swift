import CMariaDB
import OIntCore
import OIntDrivers

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An open connection, as libmariadb has it.
final class ServerConnection {
    let library: LibMariaDB
    let interruption: Interruption
    private let plan: ConnectionPlan
    private(set) var handle: OpaquePointer?
    /// Whether nothing can be done with the connection any more.
    private(set) var isLost = false
    private let number: UInt

    /// Where the server is.
    var place: String { plan.place }
    /// The functions of the library.
    var f: oint_libmariadb { library.f }

    /// Opens a connection.
    /// - Parameters:
    ///   - plan: Where to, and how.
    ///   - interruption: Stops a wait.
    ///   - addresses: Which addresses it may lead to; nil for all.
    /// - Throws: `ConnectionError` when the server can't be reached; `ServiceError` when it refuses; `LocalError` when
    ///   libmariadb is not there.
    init(_ plan: ConnectionPlan, interruption: Interruption, addresses: AddressPolicy?) throws {
        self.plan = plan
        self.interruption = interruption
        library = try LibMariaDB.driver.loaded()
        if let file = plan.security.authority { try LocalFile.checkReadable(file) }
        let made = try Self.make(library, plan)
        // While it is opened there may be a socket already.
        let passenger = HandlePassenger(handle: made, library: library)
        interruption.onRaise {
            let socket = passenger.library.f.mysql_get_socket(passenger.handle)
            if socket >= 0 { _ = shutdown(socket, Int32(SHUT_RDWR)) }
        }
        do {
            try Self.connect(made, library, plan)
            do throws(AddressRefusal) {
                try addresses?.check(peerOf: library.f.mysql_get_socket(made))
            } catch {
                throw ConnectionError(peer: plan.place, step: .connecting, reason: error.description)
            }
            try interruption.check()
        } catch {
            interruption.onRaise(nil)
            library.f.mysql_close(made)
            try interruption.check()
            throw error
        }
        handle = made
        number = library.f.mysql_thread_id(made)
        interruption.onRaise(shutDown: library.f.mysql_get_socket(made))
    }

    deinit { close() }

    private static func make(_ library: LibMariaDB, _ plan: ConnectionPlan) throws(LocalError) -> OpaquePointer {
        guard let handle = library.f.mysql_init(nil) else { throw LocalError("libmariadb", "there is no memory left") }
        return handle
    }

    /// Says everything that the library would otherwise decide for itself, and connects.
    private static func connect(_ handle: OpaquePointer, _ library: LibMariaDB, _ plan: ConnectionPlan) throws {
        let f = library.f
        func set(_ option: ClientOption, _ value: UInt32) {
            withUnsafePointer(to: value) { _ = f.mysql_options(handle, option.rawValue, $0) }
        }
        func set(_ option: ClientOption, _ value: Bool) {
            let byte: CChar = value ? 1 : 0
            withUnsafePointer(to: byte) { _ = f.mysql_options(handle, option.rawValue, $0) }
        }
        func set(_ option: ClientOption, _ value: String) {
            _ = value.withCString { f.mysql_options(handle, option.rawValue, $0) }
        }
        set(.characterSet, "utf8mb4")
        set(.connectTimeout, plan.address.connectSeconds)
        // A server could ask for any file of this machine.
        set(.localFiles, UInt32(0))
        set(.reconnects, false)
        // Over a name such as localhost the library would take the socket, whatever the port.
        set(.connectionKind, plan.address.socket == nil ? UInt32(1) : UInt32(2))
        // A server could ask for the password in clear.
        set(.allowedLogins, "mysql_native_password,caching_sha2_password,sha256_password,client_ed25519")
        switch plan.security {
        case .none: set(.verifiesCertificate, false)
        case .encrypted:
            _ = f.mysql_ssl_set(handle, nil, nil, nil, nil, nil)
            set(.enforcesTLS, true)
            set(.verifiesCertificate, false)
        case .verified(let file):
            _ = f.mysql_ssl_set(handle, nil, nil, file, nil, nil)
            set(.enforcesTLS, true)
            set(.verifiesCertificate, true)
        }
        let address = plan.address
        // Without a password the library would look for one in the environment.
        let connected = f.mysql_real_connect(
            handle, address.socket == nil ? address.host : nil, address.user, address.password ?? "", address.base,
            UInt32(address.port), address.socket, Self.severalAnswers)
        guard connected != nil else { throw refusal(handle, library).opening(plan.place) }
        if plan.security != .none, f.mysql_get_ssl_cipher(handle) == nil {
            throw ConnectionError(peer: plan.place, step: .tls, reason: "the connection is not encrypted")
        }
    }

    /// CLIENT_MULTI_RESULTS: procedures give several answers.
    private static let severalAnswers: UInt = 1 << 17

    private static func refusal(_ handle: OpaquePointer, _ library: LibMariaDB) -> Refusal {
        Refusal(
            code: library.f.mysql_errno(handle),
            message: library.f.mysql_error(handle).map { String(cString: $0) } ?? "")
    }

    /// Ends the connection; what is still to come is not waited for.
    func close() {
        interruption.onRaise(nil)
        guard let handle else { return }
        self.handle = nil
        library.f.mysql_close(handle)
    }

    /// The connection for a call.
    func usable() throws -> OpaquePointer {
        guard let handle, !isLost else {
            throw ConnectionError(
                peer: place, step: .exchanging, reason: "the connection was lost in an earlier call",
                remedy: "What was not committed is undone; begin again")
        }
        return handle
    }

    /// The error that the library told last.
    /// - Parameter mayHaveChanged: Whether a statement was under way that may have changed something.
    func failure(mayHaveChanged: Bool = false) -> any Error {
        guard let handle else { return CancellationError() }
        return failure(Self.refusal(handle, library), mayHaveChanged: mayHaveChanged)
    }

    /// The error for what the library told.
    func failure(_ refusal: Refusal, mayHaveChanged: Bool = false) -> any Error {
        if (try? interruption.check()) == nil {
            isLost = true
            stopOnServer()
            return CancellationError()
        }
        if refusal.isLoss {
            isLost = true
            return refusal.loss(place, mayHaveChanged: mayHaveChanged)
        }
        return refusal.error
    }

    /// Has the server end what the connection was at, by another connection: it would notice only when it has something
    /// to send that the first one is gone.
    private func stopOnServer() {
        guard let other = library.f.mysql_init(nil) else { return }
        defer { library.f.mysql_close(other) }
        var plan = plan
        plan.limitConnecting(toSeconds: 2)
        guard (try? Self.connect(other, library, plan)) != nil else { return }
        let text = "KILL \(number)"
        _ = library.f.mysql_real_query(other, text, UInt(text.utf8.count))
    }

    /// Runs a statement that gives no rows, by the protocol of texts.
    func control(_ text: String) throws {
        let handle = try usable()
        guard f.mysql_real_query(handle, text, UInt(text.utf8.count)) == 0 else { throw failure() }
        if let result = f.mysql_store_result(handle) { f.mysql_free_result(result) }
    }

    /// Whether the server has said nothing since the last answer, not even that it ends the connection.
    var isUntouched: Bool {
        guard let handle, !isLost else { return false }
        var file = pollfd(fd: f.mysql_get_socket(handle), events: Int16(POLLIN), revents: 0)
        return poll(&file, 1, 0) == 0
    }

    /// Puts the session back to its first state.
    func reset() throws {
        let handle = try usable()
        guard f.mysql_reset_connection(handle) == 0 else { throw failure() }
        try control("SET NAMES utf8mb4")
    }
}

/// A connection on its way to the thread that stops it.
private struct HandlePassenger: @unchecked Sendable {
    let handle: OpaquePointer
    let library: LibMariaDB
}

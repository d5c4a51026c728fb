import CMongoC
import OIntCore
import OIntDrivers

/// A command for a server.
struct MongoCommand: Sendable {
    /// What the connection string says that goes along: preferences for reading, or demands on writing.
    enum Kind: Sendable {
        case reads
        case writes
        case other
    }

    /// The database.
    let base: String
    /// The command as a document.
    let bytes: [UInt8]
    /// What goes along.
    let kind: Kind
    /// Whether it begins a cursor, or goes on with one: all of these go to one server, in one session.
    var usesCursor = false
}

/// A client of a server or of several, as libmongoc has it.
public final class MongoSession: DriverSession {
    /// Stops the call that the session is at.
    public let interruption: Interruption
    private let library: LibMongoC
    private let place: String
    private var client: UnsafeMutableRawPointer?
    private let watch: Watch
    private let functions: UnsafeMutablePointer<oint_libmongoc>
    /// The session of all cursors; nil before the first, and where the server knows none.
    private var cursorSession: UnsafeMutableRawPointer?
    private var cursorServer: UInt32?

    private var f: oint_libmongoc { library.f }

    /// What ends a wait, on its way to another thread.
    private struct Watch: @unchecked Sendable {
        let watch: UnsafeMutablePointer<oint_mongoc_watch>
    }

    /// Prepares a connection, which is opened with the first command.
    init(_ string: ConnectionString, interruption: Interruption, context: CallContext) throws {
        self.interruption = interruption
        place = string.place
        let library = try LibMongoC.driver.loaded()
        self.library = library
        for file in string.files { try LocalFile.checkReadable(file) }
        var error = oint_bson_error()
        guard let uri = library.f.mongoc_uri_new_with_error(string.text, &error) else {
            throw UsageError("the connection string can't be used: \(error.text)")
        }
        defer { library.f.mongoc_uri_destroy(uri) }
        if let timeout = context.timeout, string.options["sockettimeoutms"] == nil {
            let milliseconds = Int32(clamping: Int64(min(timeout / .milliseconds(1), 1e9)))
            _ = library.f.mongoc_uri_set_option_as_int32(uri, "sockettimeoutms", max(1, milliseconds))
        }
        guard let client = library.f.mongoc_client_new_from_uri_with_error(uri, &error) else {
            throw UsageError("the connection string can't be used: \(error.text)")
        }
        let functions = UnsafeMutablePointer<oint_libmongoc>.allocate(capacity: 1)
        functions.initialize(to: library.f)
        self.functions = functions
        guard let watch = oint_mongoc_watch_create(functions, client) else {
            library.f.mongoc_client_destroy(client)
            functions.deallocate()
            throw LocalError("libmongoc", "there is no memory left for a connection")
        }
        self.client = client
        self.watch = Watch(watch: watch)
        _ = library.f.mongoc_client_set_error_api(client, 2)
        if string.options["appname"] == nil { _ = library.f.mongoc_client_set_appname(client, "oint") }
        let carried = self.watch
        interruption.onRaise { oint_mongoc_watch_stop(carried.watch) }
    }

    deinit {
        close()
        oint_mongoc_watch_destroy(watch.watch)
        functions.deallocate()
    }

    /// Ends the connection; cursors that are open end with their session.
    public func close() {
        interruption.onRaise(nil)
        guard let client else { return }
        self.client = nil
        if let cursorSession { f.mongoc_client_session_destroy(cursorSession) }
        cursorSession = nil
        f.mongoc_client_destroy(client)
    }

    /// Whether another client may get the connection: nothing of a caller stays in it.
    public func isReusable() -> Bool { client != nil }

    /// The library finds out by itself whether its connections are still there.
    public func isCurrent() -> Bool { client != nil }

    /// Sends a command.
    /// - Parameter command: The command.
    /// - Returns: The reply as a document.
    /// - Throws: `ServiceError` when the server refuses; `ConnectionError` when it can't be reached.
    func run(_ command: MongoCommand) throws -> [UInt8] {
        guard let client else { throw UsageError("the connection to \(place) is closed") }
        try interruption.check()
        var error = oint_bson_error()
        let documents = Documents()
        let options = documents.options
        f.bson_init(options)
        defer { f.bson_destroy(options) }
        if command.usesCursor { try append(cursorOptionsTo: options, client) }
        let reply = documents.reply
        let isDone = command.bytes.withUnsafeBufferPointer { bytes -> Bool in
            guard f.bson_init_static(documents.command, bytes.baseAddress, bytes.count) else { return false }
            return switch command.kind {
            case .reads:
                f.mongoc_client_read_command_with_opts(
                    client, command.base, documents.command, nil, options, reply, &error)
            case .writes:
                f.mongoc_client_write_command_with_opts(client, command.base, documents.command, options, reply, &error)
            case .other:
                f.mongoc_client_command_with_opts(client, command.base, documents.command, nil, options, reply, &error)
            }
        }
        defer { f.bson_destroy(reply) }
        let bytes = content(of: reply)
        if isDone { return bytes }
        try interruption.check()
        throw Refusal.error(error.domain, error.code, error.text, reply: bytes, at: place)
    }

    /// Lets cursors go on where they began: on one server, in one session.
    private func append(
        cursorOptionsTo options: OpaquePointer, _ client: UnsafeMutableRawPointer
    ) throws {
        var error = oint_bson_error()
        if cursorServer == nil {
            guard let server = f.mongoc_client_select_server(client, false, nil, &error) else {
                try interruption.check()
                throw Refusal.error(error.domain, error.code, error.text, reply: [], at: place)
            }
            cursorServer = f.mongoc_server_description_id(server)
            f.mongoc_server_description_destroy(server)
            cursorSession = f.mongoc_client_start_session(client, nil, &error)
        }
        if let cursorServer {
            _ = f.bson_append_int32(options, "serverId", -1, Int32(bitPattern: cursorServer))
        }
        if let cursorSession { _ = f.mongoc_client_session_append(cursorSession, options, &error) }
    }

    private func content(of document: OpaquePointer) -> [UInt8] {
        guard let data = f.bson_get_data(document) else { return [] }
        // A document begins with how long it is.
        let length = UnsafeRawPointer(data).loadUnaligned(as: UInt32.self)
        return Array(UnsafeBufferPointer(start: data, count: Int(UInt32(littleEndian: length))))
    }
}

/// Room for the documents of a command, as large as libbson's, and aligned as they are.
private final class Documents {
    private static let size = 128
    private let room = UnsafeMutableRawPointer.allocate(byteCount: 3 * size, alignment: size)

    var command: OpaquePointer { OpaquePointer(room) }
    var options: OpaquePointer { OpaquePointer(room + Self.size) }
    var reply: OpaquePointer { OpaquePointer(room + 2 * Self.size) }

    init() { room.initializeMemory(as: UInt8.self, repeating: 0, count: 3 * Self.size) }

    deinit { room.deallocate() }
}

extension oint_bson_error {
    /// The library's words.
    fileprivate var text: String {
        withUnsafeBytes(of: message) { bytes in String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }
    }
}

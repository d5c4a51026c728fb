import OIntConfiguration
import OIntCore
import OIntHTTP
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Refreshes tokens in a process of its own, which goes on when this one is killed.
///
/// Between the moment a service takes a refresh token and the moment its answer is on the disk, the token that counts is
/// in memory alone. That moment lasts as long as the service takes to answer. The other process has a session of its
/// own and nothing else to do: whatever ends this one, be it Ctrl-C, a time limit or the system's lack of memory, the
/// answer is still stored, and whoever comes next waits for it.
package struct RefreshKeeper: Sendable {
    private let program: String
    private let word: String
    private let environment: [String: String]
    private let settings: JSONObject

    /// Creates a keeper.
    /// - Parameters:
    ///   - program: The path of the program that ``serve(_:libraries:environment:http:)`` is called in.
    ///   - word: The argument that it is started with.
    ///   - environment: The variables it gets.
    ///   - settings: What it needs to know about making requests; with `debug` it says what it does, as this one does.
    package init(program: String, word: String, environment: [String: String], settings: JSONObject) {
        self.program = program
        self.word = word
        self.environment = environment
        self.settings = settings
    }

    /// Refreshes the tokens of a profile.
    /// - Parameters:
    ///   - store: Where the tokens are kept.
    ///   - refused: The token that the service has refused; nil for one that is about to expire.
    /// - Throws: What refreshing throws; `LocalError` when the process can't be started, or is killed.
    func refresh(_ store: ProfileTokenStore, replacing refused: Secret?) async throws {
        var order: JSONObject = ["family": .string(store.family), "profile": .string(store.profile.description)]
        order["refused"] = refused.map { .string($0.exposed) }
        order["key"] = try await store.folder.protection.exportedKey().map { .string($0.exposed) }
        order["settings"] = .object(settings)
        let text = Array(JSON.object(order).text(.compact).utf8)
        let reply = try await BlockingWork.run { try exchange(text) }
        if let failure = KeeperFailure(reply) { throw failure.error }
    }

    /// Starts the process, hands over the order, and waits for what it says.
    private func exchange(_ order: [UInt8]) throws -> JSON {
        do {
            let (input, output) = (try FileDescriptor.pipe(), try FileDescriptor.pipe())
            for end in [input.readEnd, input.writeEnd, output.readEnd, output.writeEnd] {
                _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC)
            }
            var launch = ChildProcess.Launch(program, [word], environment: environment)
            launch.input = .file(input.readEnd)
            launch.output = .file(output.writeEnd)
            // Whoever reads the messages of this process must not wait for the other one, unless they are asked for.
            launch.errors = settings["debug"]?.bool == true ? .inherited : .null
            launch.isDetached = true
            let started = Result { () throws(Errno) in try ChildProcess.start(launch) }
            try? input.readEnd.close()
            try? output.writeEnd.close()
            defer { try? output.readEnd.close() }
            let process: pid_t
            do {
                process = try started.get()
                try input.writeEnd.closeAfter { _ = try input.writeEnd.writeAll(order) }
            } catch {
                try? input.writeEnd.close()
                throw error
            }
            let reply = try LocalFile.readToEnd(output.readEnd, name: program)
            let code = ChildProcess.waitForEnd(of: process)
            guard code == 0, let json = try? JSON(parsing: reply) else {
                throw LocalError(
                    "refreshing", "its process was ended by \(code < 0 ? "signal \(-code)" : "itself"); call again")
            }
            return json
        } catch let error as LocalError {
            throw error
        } catch {
            throw LocalError(program, "it can't be started to refresh a token: \(LocalFile.reason(error))")
        }
    }

    /// Does what another process orders, in the process that was started for it.
    /// - Parameters:
    ///   - order: What came on standard input.
    ///   - libraries: The libraries.
    ///   - environment: The environment.
    ///   - http: Makes the client for requests, with the settings that were handed over.
    /// - Returns: What to write on standard output.
    package static func serve(
        _ order: [UInt8], libraries: [LibraryDescriptor], environment: [String: String],
        http: (JSONObject) throws -> HTTP
    ) async -> JSON {
        do {
            let order = try JSON(parsing: order)
            guard let family = libraries.family(named: order["family"]?.string ?? ""),
                let profile = order["profile"]?.string
            else { return [:] }
            let folder = Configuration(environment: environment).secrets
            if let key = order["key"]?.string { await folder.protection.importKey(Secret(key)) }
            let exchange = TokenExchange(
                family: family, http: try http(order["settings"]?.object ?? [:]), now: { DateTime.now.unixTime })
            let store = ProfileTokenStore(
                folder: folder, family: family.name, profile: try ProfileName(profile), exchange: exchange)
            let refused = order["refused"]?.string.map { Secret($0) }
            _ = try await DirectRefresher(of: store).refreshed(replacing: refused)
            return [:]
        } catch {
            return KeeperFailure(error).json
        }
    }
}

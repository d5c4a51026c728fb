import CLibPQ
import OIntCore
import OIntDrivers
import OIntSQL

extension ServerConnection {
    /// Sends something, and waits until it is on its way.
    /// - Parameter send: A function of libpq that returns 0 when it can't.
    /// - Throws: `ConnectionError` when the connection is lost; `CancellationError` when the call was given up.
    func send(_ send: (OpaquePointer) -> Int32) throws {
        guard let handle, send(handle) != 0 else { throw lost }
        try flush()
    }

    /// Waits until everything is on its way, and takes in what comes meanwhile, so that the server never has to wait.
    func flush() throws {
        while true {
            let rest = pq.f.PQflush(handle)
            if rest == 0 { return }
            if rest < 0 { throw lost }
            try wait(writing: true)
            if pq.f.PQconsumeInput(handle) == 0 { throw lost }
        }
    }

    /// The next answer.
    /// - Returns: The answer, or nil at the end of those to a statement.
    /// - Throws: `ConnectionError` when the connection is lost; `CancellationError` when the call was given up.
    func nextResult() throws -> QueryResult? {
        while pq.f.PQisBusy(handle) == 1 {
            try wait(writing: pq.f.PQflush(handle) == 1)
            // What went wrong comes as an answer.
            if pq.f.PQconsumeInput(handle) == 0 { break }
        }
        guard let result = pq.f.PQgetResult(handle).map({ QueryResult($0, pq) }) else {
            if isLost { throw lost }
            return nil
        }
        switch result.status {
        case PGRES_PIPELINE_SYNC: awaitedSyncs -= 1
        case PGRES_FATAL_ERROR where isLost && result.errorField(.code) == nil: throw lost
        default: break
        }
        return result
    }

    /// Waits until the socket can be read, and perhaps written.
    func wait(writing: Bool) throws {
        let socket = pq.f.PQsocket(handle)
        guard socket >= 0 else { throw lost }
        if wake.wait(for: socket, writing: writing) == .woken { try interruption.check() }
    }

    /// The error for a connection that is there no more.
    var lost: ConnectionError {
        let message = handle.flatMap { pq.f.PQerrorMessage($0) }.map { String(cString: $0) } ?? ""
        let lines = message.split(whereSeparator: \.isNewline).map { String($0).trimmed }
        return ConnectionError(
            peer: place, step: .exchanging,
            reason: lines.isEmpty ? "the connection is lost" : lines.joined(separator: " "))
    }
}

extension ServerConnection {
    /// Whether several statements can be on their way at once: since libpq 14.
    var canPipeline: Bool {
        pq.f.PQenterPipelineMode != nil && pq.f.PQexitPipelineMode != nil && pq.f.PQpipelineSync != nil
    }

    /// Lets statements go out without waiting for answers.
    func enterPipeline() throws {
        guard pq.f.PQenterPipelineMode?(handle) == 1 else { throw lost }
        awaitedSyncs = 0
    }

    /// Ends a group of statements: what fails among them takes the rest of the group with it.
    func sync() throws {
        guard pq.f.PQpipelineSync?(handle) == 1 else { throw lost }
        awaitedSyncs += 1
    }

    /// Whether answers to groups of statements are still to come.
    var awaitsSync: Bool { awaitedSyncs > 0 }

    /// Goes back to one statement at a time, once all answers are there.
    func exitPipeline() { _ = pq.f.PQexitPipelineMode?(handle) }
}

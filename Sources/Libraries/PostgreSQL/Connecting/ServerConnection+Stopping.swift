import CLibPQ
import Dispatch
import OIntCore
import OIntDrivers

extension ServerConnection {
    /// How long the server may take to stop what it does, before the connection is given up.
    private static let stopTime = 2.0

    /// Has the server stop what it does, and makes the connection ready for the next statement; where that does not
    /// succeed soon, the connection is given up.
    func stop() {
        // What comes next undoes what was begun, and is not to be stopped by the same call.
        wake.drain()
        cancelOnServer()
        guard let handle else { return }
        if !isDrained(handle, until: .now + .seconds(Self.stopTime)) { close() }
    }

    /// Has the server stop a COPY that sends rows, and leaves aside what it has sent; the answer to it is still to come.
    func skipCopy() throws {
        cancelOnServer()
        while true {
            var content: UnsafeMutablePointer<CChar>?
            let count = pq.f.PQgetCopyData(handle, &content, 1)
            if let content { pq.f.PQfreemem(content) }
            if count < 0 { return }
            guard count == 0 else { continue }
            try wait(writing: false)
            if pq.f.PQconsumeInput(handle) == 0 { throw lost }
        }
    }

    /// Asks the server to stop what it does, over a connection of its own, which may take its time where the network is
    /// gone.
    func cancelOnServer() {
        guard let handle, let ticket = pq.f.PQgetCancel(handle) else { return }
        let request = CancelRequest(ticket: ticket, pq: pq)
        let done = DispatchSemaphore(value: 0)
        DispatchQueue.global().async {
            request.send()
            done.signal()
        }
        _ = done.wait(timeout: .now() + Self.stopTime)
    }

    private func isDrained(_ handle: OpaquePointer, until deadline: ContinuousClock.Instant) -> Bool {
        let isPipeline = awaitedSyncs > 0
        while true {
            while pq.f.PQisBusy(handle) == 1 {
                let rest = Self.milliseconds(until: deadline)
                let isWriting = pq.f.PQflush(handle) == 1
                guard rest > 0,
                    wake.wait(for: pq.f.PQsocket(handle), writing: isWriting, milliseconds: rest) != .timeout,
                    pq.f.PQconsumeInput(handle) == 1
                else { return false }
            }
            guard let result = pq.f.PQgetResult(handle).map({ QueryResult($0, pq) }) else {
                guard isPipeline, !isLost else { return !isLost }
                continue
            }
            switch result.status {
            case PGRES_PIPELINE_SYNC:
                awaitedSyncs -= 1
                if awaitedSyncs == 0 {
                    exitPipeline()
                    return true
                }
            case PGRES_COPY_IN: _ = pq.f.PQputCopyEnd(handle, "stopped")
            case PGRES_COPY_OUT, PGRES_COPY_BOTH: return false
            default: break
            }
        }
    }
}

/// What stops a statement; it needs nothing of the connection any more.
private struct CancelRequest: @unchecked Sendable {
    let ticket: OpaquePointer
    let pq: LibPQ

    func send() {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { reason in
            _ = pq.f.PQcancel(ticket, reason.baseAddress, Int32(reason.count))
        }
        pq.f.PQfreeCancel(ticket)
    }
}

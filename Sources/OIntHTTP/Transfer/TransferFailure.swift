import OIntCore

/// Which failures of an upload pass, and how long one waits for that.
package enum TransferFailure {
    /// Whether it is worth while to ask how much arrived, and to go on.
    static func isPassing(_ error: any Error) -> Bool {
        switch error {
        case let error as ConnectionError: error.step != .tls && error.step != .proxy
        case let error as ServiceError:
            error.status.map { $0 >= 500 && $0 != 501 && $0 != 507 || [408, 429].contains($0) } ?? false
        default: false
        }
    }

    /// How long telling a service to forget an upload may take.
    private static let cancelLimit = Duration.seconds(30)

    /// Cleans up, also when the task is cancelled, but not for ever; failures are dropped.
    package static func cleanUp(_ work: @escaping @Sendable () async throws -> Void) async {
        await Task {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { try? await work() }
                group.addTask { try? await Task.sleep(for: cancelLimit) }
                await group.next()
                group.cancelAll()
            }
        }.value
    }
}

import Dispatch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Waits until the process is told to end.
enum Termination {
    static func wait() async {
        let (ends, continuation) = AsyncStream.makeStream(of: Void.self)
        let sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield() }
            source.resume()
            return source
        }
        if self.isWatchable(STDIN_FILENO) {
            DispatchQueue.global().async {
                while readLine() != nil {}
                continuation.yield()
            }
        }
        for await _ in ends { break }
        withExtendedLifetime(sources) {}
    }

    /// Tells whether the end of the standard input means anything.
    ///
    /// It does for pipes, sockets and terminals, not for the `/dev/null` that a shell gives to its background jobs.
    private static func isWatchable(_ descriptor: Int32) -> Bool {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return false }
        let kind = status.st_mode & S_IFMT
        return kind == S_IFIFO || kind == S_IFSOCK || isatty(descriptor) == 1
    }
}

import Synchronization

/// Takes the hash of a content while it is sent, each byte once, however often it goes out.
final class ContentHasher: Sendable {
    private struct State {
        var digester: any Digester
        var position = 0
    }

    private let hash: ContentHash
    private let state: Mutex<State>

    /// Creates a hasher that has taken nothing.
    init(_ hash: ContentHash) {
        self.hash = hash
        state = Mutex(State(digester: hash.digester()))
    }

    /// How many bytes were taken, from the beginning of the content.
    var position: Int { state.withLock { $0.position } }

    /// Takes what is new of a piece.
    /// - Parameters:
    ///   - bytes: The piece.
    ///   - offset: Where it lies in the content; what is left out before it is missing for ever.
    func take(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        state.withLock { state in
            let known = state.position - offset
            guard known >= 0, known < bytes.count else { return }
            state.digester.update(UnsafeRawBufferPointer(rebasing: bytes.dropFirst(known)))
            state.position = offset + bytes.count
        }
    }

    /// The hash of what was taken.
    var digest: ContentDigest { state.withLock { ContentDigest(hash: hash, bytes: $0.digester.finished) } }
}

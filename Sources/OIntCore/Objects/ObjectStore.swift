import Synchronization

/// Keeps objects open between calls, and knows them by handle.
///
/// A front-end that has one hands it to each call. Whoever makes a store ends it with ``closeAll()``.
public final class ObjectStore: CallService {
    /// The store of calls that were handed none: it keeps nothing.
    public static let shared = ObjectStore(capacity: 0)

    /// The store of the call under way.
    @TaskLocal public static var current = ObjectStore.shared

    /// One of the objects in a store.
    public struct Listed: Sendable {
        /// Its handle.
        public let handle: ObjectHandle
        /// What it is, for people, with an article.
        public let kind: String
        /// What it is, without an article: `SQLite connection`.
        public var type: String {
            ["a ", "an "].first { kind.hasPrefix($0) }.map { String(kind.dropFirst($0.count)) } ?? kind
        }
    }

    private struct Entry {
        let object: KeptObject
        /// What must be masked in results of calls that use it.
        let secrets: [Secret]
        var lastUse: Duration
    }

    private struct State {
        var entries: [ObjectHandle: Entry] = [:]
        /// The handles in the order in which the objects came.
        var order: [ObjectHandle] = []
        /// What objects were that are closed by now, for clear errors.
        var closed: [ObjectHandle: String] = [:]
        /// The objects by name; nil under a name whose object is still to come.
        var names: [String: ObjectHandle?] = [:]
        /// Closes objects that are not used any more; nil while there are none.
        var sweeper: Task<Void, Never>?
    }

    private let capacity: Int
    private let idleLimit: Duration?
    private let clock: any Clock<Duration>
    private let now: @Sendable () -> Duration
    private let state = Mutex(State())

    /// Creates a store.
    /// - Parameters:
    ///   - capacity: How many objects are kept at most.
    ///   - idleLimit: How long an object is kept that is not used; up to twice that time. Nil without end.
    ///   - clock: The clock for the idle limit.
    public init(capacity: Int = 1000, idleLimit: Duration? = nil, clock: any Clock<Duration> = ContinuousClock()) {
        self.capacity = capacity
        self.idleLimit = idleLimit
        self.clock = clock
        now = clock.stopwatch
    }

    deinit { state.withLock { $0.sweeper?.cancel() } }

    /// Whether the store keeps objects at all.
    public var keepsObjects: Bool { capacity > 0 }

    /// Keeps an object, or closes it where there is no room.
    /// - Parameters:
    ///   - object: The object; one that is kept already stays under its handle.
    ///   - name: A name for it, besides its handle; later options say `@name`.
    ///   - secrets: What must be masked in results of calls that use it.
    /// - Returns: The handle.
    /// - Throws: ``LocalError`` when as many objects are kept as the store takes.
    @discardableResult
    public func keep(
        _ object: KeptObject, as name: String? = nil, secrets: [Secret] = []
    ) async throws(LocalError) -> ObjectHandle {
        let time = now()
        let handle = state.withLock { state -> ObjectHandle? in
            Self.forgetClosed(&state)
            let same = state.order.first { state.entries[$0]?.object.isSame(as: object) == true }
            guard same != nil || state.entries.count < capacity else { return nil }
            let handle = same ?? Self.freeHandle(state)
            if same == nil {
                state.entries[handle] = Entry(object: object, secrets: secrets, lastUse: time)
                state.order.append(handle)
            }
            if let name { state.names[name] = handle }
            if idleLimit != nil, state.sweeper == nil { state.sweeper = sweeper() }
            return handle
        }
        if let handle { return handle }
        await object.close()
        throw LocalError(object.kind, "\(capacity) objects are kept already, and no more can be: close some of them")
    }

    /// Takes a name for an object that is still to come, so that `@name` is no text any more even if it never comes.
    /// - Parameter name: The name.
    public func reserve(_ name: String) { state.withLock { $0.names[name] = .some(nil) } }

    /// Whether a text stands for an object: it is a handle, or `@name` with a name that was taken.
    /// - Parameter text: The text.
    public func isReference(_ text: String) -> Bool {
        ObjectHandle(text) != nil
            || Self.name(in: text).map { name in state.withLock { $0.names[name] != nil } } == true
    }

    /// The object that a text stands for.
    /// - Parameters:
    ///   - text: A handle, or `@name`.
    ///   - type: The type it has to be of.
    /// - Returns: The object.
    /// - Throws: ``OptionError`` when there is none, it is closed, or it is of another type.
    public func object<Object: Keepable>(_ text: String, as type: Object.Type) throws(OptionError) -> Object {
        let found = try object(text)
        guard let object = found.object(as: type) else {
            throw OptionError("names \(text.trimmed), \(found.kind); it takes the handle of \(Object.keptKind)")
        }
        guard object.isOpen else { throw Self.closed(text, found.kind) }
        return object
    }

    /// The object that a text stands for, of whatever type, open or not.
    /// - Parameter text: A handle, or `@name`.
    /// - Returns: The object.
    /// - Throws: ``OptionError`` when there is none.
    public func object(_ text: String) throws(OptionError) -> KeptObject {
        guard keepsObjects else {
            throw OptionError(
                "names an object that is kept between calls, and none are here, but in \(MethodScope.sessions)")
        }
        switch found(text) {
        case .object(let object): return object
        case .closed(let kind): throw Self.closed(text, kind)
        case .nameOnly: throw OptionError("names \(text.trimmed), and no call has opened an object of that name")
        case .nothing: throw OptionError("names \(text.trimmed), and no object of that handle is kept here")
        case .noReference:
            throw OptionError("takes a handle such as {oint-3f9a1c}, not \(Quote.short(text))")
        }
    }

    /// What a text leads to.
    private enum Found {
        case object(KeptObject)
        case closed(kind: String)
        case nameOnly
        case nothing
        case noReference
    }

    /// Looks up what a text leads to; messages are made outside of the lock, since quoting looks at the options of the call,
    /// which may be handles.
    private func found(_ text: String) -> Found {
        let time = now()
        return state.withLock { state in
            let named = Self.name(in: text).flatMap { state.names[$0] }
            if case .some(nil) = named { return .nameOnly }
            guard let handle = named ?? ObjectHandle(text) else { return .noReference }
            if let object = state.entries[handle]?.object {
                state.entries[handle]?.lastUse = time
                return .object(object)
            }
            return state.closed[handle].map { .closed(kind: $0) } ?? .nothing
        }
    }

    /// The objects that are kept and open, in the order in which they came.
    public var objects: [Listed] {
        state.withLock { state in
            Self.forgetClosed(&state)
            return state.order.compactMap { handle in
                state.entries[handle].map { Listed(handle: handle, kind: $0.object.kind) }
            }
        }
    }

    /// What must be masked in results of calls that may use the objects.
    public var secrets: [Secret] { state.withLock { $0.entries.values.flatMap(\.secrets) } }

    /// Closes all objects, and waits until they are closed.
    public func closeAll() async {
        let objects = state.withLock { state in
            let objects = state.order.compactMap { state.entries[$0]?.object }
            for handle in state.order { Self.forget(handle, &state) }
            state.sweeper?.cancel()
            state.sweeper = nil
            return objects
        }
        await Self.close(objects)
    }

    private static func close(_ objects: [KeptObject]) async {
        await withTaskGroup { group in
            for object in objects { group.addTask { await object.close() } }
        }
    }

    private static func closed(_ text: String, _ kind: String) -> OptionError {
        OptionError("names \(text.trimmed), \(kind) that is closed: open another one")
    }

    private static func name(in text: String) -> String? {
        let text = text.trimmed
        return text.hasPrefix("@") && text.count > 1 ? String(text.dropFirst()) : nil
    }

    private static func freeHandle(_ state: State) -> ObjectHandle {
        while true {
            let handle = ObjectHandle.random()
            if state.entries[handle] == nil, state.closed[handle] == nil { return handle }
        }
    }

    /// Lets go of objects that were closed, by a method or by themselves.
    private static func forgetClosed(_ state: inout State) {
        for handle in state.order where state.entries[handle]?.object.isOpen == false { forget(handle, &state) }
    }

    private static func forget(_ handle: ObjectHandle, _ state: inout State) {
        guard let entry = state.entries.removeValue(forKey: handle) else { return }
        state.order.removeAll { $0 == handle }
        // Enough to explain the latest mistakes; more would only take memory.
        if state.closed.count >= rememberedCount { state.closed.removeAll() }
        state.closed[handle] = entry.object.kind
    }

    private static let rememberedCount = 1000

    private func sweeper() -> Task<Void, Never>? {
        guard let idleLimit else { return nil }
        return Task { [weak self, clock] in
            while (try? await clock.sleep(for: idleLimit, tolerance: nil)) != nil {
                guard let self, await self.closeUnused(for: idleLimit) else { return }
            }
        }
    }

    /// Closes what was not used for long.
    /// - Returns: Whether anything is left.
    private func closeUnused(for limit: Duration) async -> Bool {
        let time = now()
        let (unused, isAnyLeft) = state.withLock { state in
            let handles = state.order.filter { state.entries[$0].map { time - $0.lastUse >= limit } ?? false }
            let unused = handles.compactMap { state.entries[$0]?.object }
            for handle in handles { Self.forget(handle, &state) }
            if state.entries.isEmpty { state.sweeper = nil }
            return (unused, !state.entries.isEmpty)
        }
        await Self.close(unused)
        return isAnyLeft
    }
}

extension KeptObject {
    /// Whether two values stand for one object.
    fileprivate func isSame(as other: KeptObject) -> Bool {
        type(of: value) == type(of: other.value) && value.keptIdentity == other.value.keptIdentity
    }
}

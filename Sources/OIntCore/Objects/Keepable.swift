/// Something that stays open between calls: a connection, a listener, a subscription, a virtual machine.
///
/// A method that opens one returns it. In Swift it is simply the object; a front-end with an ``ObjectStore`` keeps it and
/// gives a handle, `{oint-3f9a1c}`, which a later option of type ``Kept`` reads; a front-end without closes it.
public protocol Keepable: OutputConvertible {
    /// What it is, for people, with an article: `a SQLite connection`.
    static var keptKind: String { get }

    /// What tells it from others of its kind: the object that the value stands for.
    var keptIdentity: ObjectIdentifier { get }

    /// Whether it can be used: false once it was closed, or is known to have died.
    var isOpen: Bool { get }

    /// Ends it, without waiting for long; may be called more than once.
    func close() async
}

extension Keepable {
    /// An object that stays open between calls.
    public static var outputKind: OutputKind { .object }

    /// The object, for front-ends to keep.
    public var output: Output { .object(KeptObject(self)) }
}

extension Keepable where Self: AnyObject {
    /// The object itself.
    public var keptIdentity: ObjectIdentifier { ObjectIdentifier(self) }
}

/// A client that can stay open between calls, and whose handle replaces the options that make one.
///
/// `oint sqlite GetRecords --db {oint-3f9a1c} …` uses the connection that an earlier call has opened.
public protocol KeptClient: Keepable {
    /// The option of the client that takes a handle in place of its usual value.
    static var handleOption: String { get }
}

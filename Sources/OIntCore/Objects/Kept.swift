/// The value of an option that takes an object which an earlier call has opened.
///
/// On the command line it is a handle, `{oint-3f9a1c}`; in Swift it is made of the object.
public struct Kept<Object: Keepable>: OptionValue {
    /// The object; it is open.
    public let object: Object

    /// Takes an object.
    /// - Parameter object: The object.
    public init(_ object: Object) { self.object = object }

    /// A handle.
    public static var optionKind: OptionKind { .handle }

    /// Nothing of the kind.
    public static var optionRoles: OptionRoles { [] }

    /// Looks the object up in the store of the call.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        object = try ObjectStore.current.object(try inputs.single().text, as: Object.self)
    }

    /// Nothing: an object has no text that others could use.
    public var optionText: String { "" }
}

/// The value of an option that takes anything, such as that of `IsConnector`.
public struct KeptOrValue: OptionValue {
    private let object: KeptObject?

    /// Takes an object.
    /// - Parameter object: The object.
    public init(_ object: some Keepable) { self.object = KeptObject(object) }

    /// A handle.
    public static var optionKind: OptionKind { .handle }

    /// Nothing of the kind.
    public static var optionRoles: OptionRoles { [] }

    /// Looks an object up in the store of the call; any other text is no object.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let text = try inputs.single().text
        object = try? ObjectStore.current.object(text)
    }

    /// Nothing: an object has no text that others could use.
    public var optionText: String { "" }

    /// Whether the value is an object of a type that can be used.
    /// - Parameter type: The type.
    public func isOpen<Object: Keepable>(_ type: Object.Type) -> Bool { object?.object(as: type)?.isOpen == true }
}

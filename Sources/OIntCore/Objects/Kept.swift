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

    /// What is open already leads nowhere else.
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
    private enum Content {
        case text(String)
        case object(KeptObject)
    }

    private let content: Content

    /// Takes an object.
    /// - Parameter object: The object.
    public init(_ object: some Keepable) { content = .object(KeptObject(object)) }

    /// A handle.
    public static var optionKind: OptionKind { .handle }

    /// What is open already leads nowhere else.
    public static var optionRoles: OptionRoles { [] }

    /// Takes any text; whether it is the handle of an object is looked up by the call.
    public init(option inputs: [OptionInput]) throws(OptionError) { content = .text(try inputs.single().text) }

    /// The text that was given.
    public var optionText: String { if case .text(let text) = content { text } else { "" } }

    /// Whether the value is an object of a type that can be used.
    /// - Parameter type: The type.
    public func isOpen<Object: Keepable>(_ type: Object.Type) -> Bool {
        let object: KeptObject? =
            switch content {
            case .text(let text): try? ObjectStore.current.object(text)
            case .object(let object): object
            }
        return object?.object(as: type)?.isOpen == true
    }
}

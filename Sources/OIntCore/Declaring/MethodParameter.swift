/// The type of a parameter that a method, or a client's initialiser, may have: a value of an option, or a service.
///
/// Types of options conform by being an ``OptionValue``, services by being a ``CallService``.
public protocol MethodParameter: Sendable {
    /// How the parameter gets its value.
    static var parameterSource: ParameterSource { get }

    /// Reads the value for a call.
    /// - Parameters:
    ///   - option: The name of the option; services ignore it.
    ///   - decoder: Reads the options of the call.
    /// - Returns: The value; nothing when it is missing or unreadable, which the decoder reports.
    static func read(_ option: String, from decoder: inout OptionDecoder) -> Decoded<Self>

    /// Reads the value out of what is given for it.
    /// - Parameter inputs: What is given; not empty.
    /// - Throws: ``OptionError`` that says what is wrong with it; services can't be given.
    static func read(_ inputs: [OptionInput]) throws(OptionError) -> Self

    /// The value where nothing is given; nil where something has to be.
    static var absent: Self? { get }
}

/// How a parameter gets its value.
public enum ParameterSource: Sendable {
    /// From an option, which may be left out where it is not required.
    case option(any OptionValue.Type, isRequired: Bool)
    /// From the front-end that makes the call.
    case service(any CallService.Type)
}

extension OptionValue {
    /// An option that has to be given.
    public static var parameterSource: ParameterSource { .option(Self.self, isRequired: true) }

    /// Reads the option.
    public static func read(_ option: String, from decoder: inout OptionDecoder) -> Decoded<Self> {
        decoder.required(option, Self.self)
    }

    /// Reads the values.
    public static func read(_ inputs: [OptionInput]) throws(OptionError) -> Self { try Self(option: inputs) }

    /// Nothing stands for a value.
    public static var absent: Self? { nil }
}

extension Optional: MethodParameter where Wrapped: OptionValue {
    /// An option that may be left out.
    public static var parameterSource: ParameterSource { .option(Wrapped.self, isRequired: false) }

    /// Reads the option; nil where it is not given.
    public static func read(_ option: String, from decoder: inout OptionDecoder) -> Decoded<Wrapped?> {
        decoder.optional(option, Wrapped.self)
    }

    /// Reads the values.
    public static func read(_ inputs: [OptionInput]) throws(OptionError) -> Wrapped? { try Wrapped(option: inputs) }

    /// Nothing.
    public static var absent: Wrapped?? { .some(nil) }
}

extension CallService {
    /// The service that the front-end hands over.
    public static var parameterSource: ParameterSource { .service(Self.self) }

    /// Takes the service.
    public static func read(_ option: String, from decoder: inout OptionDecoder) -> Decoded<Self> {
        Decoded(value: decoder.service(Self.self))
    }

    /// Services come from the front-end.
    public static func read(_ inputs: [OptionInput]) throws(OptionError) -> Self {
        throw OptionError("can't be given")
    }

    /// The shared service.
    public static var absent: Self? { .shared }
}

/// One call of a method: the options as they were given, and the services the call may use.
public struct Invocation: Sendable {
    /// The values given, by option name.
    public var options: [String: [OptionInput]]
    /// What was already found wrong with the call; reported together with what decoding finds.
    public var problems: [UsageProblem]
    /// The values of options that were read already, so that each is read once.
    package let readOptions: ReadOptions
    private var services: [ObjectIdentifier: any Sendable] = [:]

    /// Creates a call.
    /// - Parameters:
    ///   - options: The values given, by option name.
    ///   - problems: What was already found wrong with the call.
    public init(options: [String: [OptionInput]] = [:], problems: [UsageProblem] = []) {
        self.init(options: options, problems: problems, readOptions: ReadOptions())
    }

    /// Creates a call, some of whose options may have been read already.
    /// - Parameters:
    ///   - options: The values given, by option name.
    ///   - problems: What was already found wrong with the call.
    ///   - readOptions: The values that were read already.
    package init(options: [String: [OptionInput]], problems: [UsageProblem], readOptions: ReadOptions) {
        self.options = options
        self.problems = problems
        self.readOptions = readOptions
    }

    /// Hands a service to the call, in place of the shared one.
    /// - Parameter service: The service, such as an HTTP client.
    public mutating func provide<Service: CallService>(_ service: Service) {
        services[ObjectIdentifier(Service.self)] = service
    }

    /// The service of the given type: the one handed over, or else the shared one.
    /// - Parameter type: The service's type.
    /// - Returns: The service.
    public func service<Service: CallService>(_ type: Service.Type) -> Service {
        services[ObjectIdentifier(type)] as? Service ?? .shared
    }
}

/// Something a client needs that is no option: it is handed over by whoever makes the call.
public protocol CallService: MethodParameter {
    /// The one to use where the front-end hands over none.
    static var shared: Self { get }

    /// How what is done with the service uses the network.
    static var networkUse: NetworkUse { get }
}

extension CallService {
    /// Most services are no network.
    public static var networkUse: NetworkUse { .none }
}

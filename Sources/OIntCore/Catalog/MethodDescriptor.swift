/// Everything front-ends know about one method: its names, options, effect, and how to run it.
///
/// The `@Methods` macro writes these tables from the declarations; nobody else has to.
public struct MethodDescriptor: Sendable {
    /// The English name, in upper camel case.
    public let name: String
    /// The Russian name.
    public let russianName: String?
    /// Published names that hold a slip of the pen: they keep working, help does not show them.
    public let aliases: [String]
    /// What the method does, in one sentence.
    public let summary: String
    /// What else there is to know; may be empty.
    public let discussion: String
    /// The Swift function on one line, as it is declared, such as `func getTask(task: ID) async throws -> JSON`.
    public let signature: String
    /// The Swift type that the function belongs to, such as `Bitrix24.OAuth`.
    public let type: String
    /// What the method answers, where its documentation shows that.
    public let answer: SampleAnswer?
    /// What the method does to the world.
    public let effect: Effect
    /// Whether the method lists rows page by page, and so takes `--all`.
    public let isPaged: Bool
    /// Whether the method gives events, and so takes `--limit` and `--for`.
    public let givesEvents: Bool
    /// Where the method makes sense.
    public let scope: MethodScope
    /// Options of the client that the method belongs to, in the order of their declaration and without letters.
    package let clientParameters: [ParameterDescriptor]
    private let ownParameters: [ParameterDescriptor]
    /// Where required options of the client stand; the library says so.
    private var clientOptions = ClientOptionPlacement.first
    private var placedParameters = Memo<[ParameterDescriptor]>()
    private let body: @Sendable (Invocation) async throws -> Output

    /// Creates a descriptor.
    /// - Parameters:
    ///   - name: The English name, in upper camel case.
    ///   - russianName: The Russian name.
    ///   - aliases: Published names that hold a slip of the pen.
    ///   - summary: What the method does, in one sentence.
    ///   - discussion: What else there is to know; may be empty.
    ///   - signature: The Swift function on one line, as it is declared.
    ///   - type: The Swift type that the function belongs to.
    ///   - answer: What the method answers, as its documentation shows it.
    ///   - effect: What the method does to the world.
    ///   - isPaged: Whether the method lists rows page by page.
    ///   - givesEvents: Whether the method gives events.
    ///   - scope: Where the method makes sense.
    ///   - client: Options of the client the method belongs to.
    ///   - parameters: Options of the method itself.
    ///   - body: Decodes the options and calls the function.
    public init(
        name: String, russianName: String?, aliases: [String] = [], summary: String, discussion: String = "",
        signature: String = "", type: String = "", answer: SampleAnswer? = nil, effect: Effect, isPaged: Bool = false,
        givesEvents: Bool = false, scope: MethodScope = .anywhere,
        client: [ParameterDescriptor],
        parameters: [ParameterDescriptor],
        body: @escaping @Sendable (Invocation) async throws -> Output
    ) {
        self.name = name
        self.russianName = russianName
        self.aliases = aliases
        self.summary = summary
        self.discussion = discussion
        self.signature = signature
        self.type = type
        self.answer = answer
        self.effect = effect
        self.isPaged = isPaged
        self.givesEvents = givesEvents
        self.scope = scope
        clientParameters = client
        ownParameters = parameters
        self.body = body
    }

    /// The options, in the order people should see them.
    public var parameters: [ParameterDescriptor] { placedParameters.value { placed } }

    private var placed: [ParameterDescriptor] {
        let (required, others) = (clientParameters.filter(\.isRequired), clientParameters.filter { !$0.isRequired })
        let own =
            switch clientOptions {
            case .first: required + ownParameters
            case .afterRequired: ownParameters.filter(\.isRequired) + required + ownParameters.filter { !$0.isRequired }
            }
        return ShortFlags.assign(to: own + others + (isPaged ? [.allPages] : []) + eventLimits)
    }

    /// The options that say when events end, as far as the method has none of that name itself.
    private var eventLimits: [ParameterDescriptor] {
        guard givesEvents else { return [] }
        let taken = Set((clientParameters + ownParameters).map(\.name))
        return ParameterDescriptor.eventLimits.filter { !taken.contains($0.name) }
    }

    /// Says where required options of the client stand.
    mutating func place(clientOptions: ClientOptionPlacement) {
        self.clientOptions = clientOptions
        placedParameters = Memo()
    }

    /// The options that say where the call goes and as whom: those of the client the method belongs to.
    public var clientOptionNames: [String] { clientParameters.map(\.name) }

    /// Decodes the options and runs the method.
    /// - Parameter invocation: The options as given, and the services the method needs.
    /// - Returns: What the method answers.
    /// - Throws: ``UsageError`` with everything that is wrong with the options, before anything is sent; later what
    ///   the method throws.
    public func run(_ invocation: Invocation) async throws -> Output {
        let objects = invocation.service(ObjectStore.self)
        guard objects.keepsObjects else { return try await output(of: invocation) }
        return try await ObjectStore.$current.withValue(objects) { try await output(of: invocation) }
    }

    private func output(of invocation: Invocation) async throws -> Output {
        guard givesEvents else { return try await body(invocation) }
        var invocation = invocation
        let limits = EventLimits(&invocation, names: Set(eventLimits.map(\.name)))
        let output = try await body(invocation)
        guard case .events(let events) = output else { return output }
        return .events(events.limited(to: limits))
    }

    /// The option of the given name, published slips of the pen included.
    /// - Parameter name: The name without dashes, in any case.
    /// - Returns: The option, or nil when the method has none of that name.
    public func parameter(named name: String) -> ParameterDescriptor? {
        let wanted = name.lowercased()
        return parameters.first { $0.name == wanted || $0.aliases.contains(wanted) }
    }

    func answers(to lowercasedName: String) -> Bool {
        name.lowercased() == lowercasedName || russianName?.lowercased() == lowercasedName
            || aliases.contains { $0.lowercased() == lowercasedName }
    }
}

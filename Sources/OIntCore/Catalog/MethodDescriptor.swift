/// Everything front-ends know about one method: its names, options, effect, and how to run it.
///
/// The `@Methods` macro writes these tables from the declarations.
public struct MethodDescriptor: Sendable {
    /// The English name, in upper camel case.
    public let name: String
    /// What the method does to the world.
    public let effect: Effect
    /// What kind of answer the method gives.
    public let answerKind: OutputKind
    /// Where the method makes sense.
    public let scope: MethodScope
    private let texts: Texts
    /// Where required options of the client stand; the library says so.
    private var clientOptions = ClientOptionPlacement.first
    private var placedParameters = Memo<[ParameterDescriptor]>()
    private let decoding: @Sendable (Invocation) throws -> DecodedCall

    /// Creates a descriptor from its parts, for methods that no declaration stands for.
    /// - Parameters:
    ///   - name: The English name, in upper camel case.
    ///   - russianName: The Russian name.
    ///   - aliases: Published names that hold a slip of the pen.
    ///   - summary: What the method does, in one sentence.
    ///   - discussion: What else there is to know; may be empty.
    ///   - signature: The Swift function on one line, as it is declared.
    ///   - type: The Swift type that the function belongs to.
    ///   - answer: What the method answers, as its documentation shows it.
    ///   - answerKind: What kind of answer the method gives.
    ///   - effect: What the method does to the world.
    ///   - scope: Where the method makes sense.
    ///   - client: Options of the client the method belongs to.
    ///   - parameters: Options of the method itself.
    ///   - body: Decodes the options and calls the function.
    public init(
        name: String, russianName: String?, aliases: [String] = [], summary: String, discussion: String = "",
        signature: String = "", type: String = "", answer: SampleAnswer? = nil, answerKind: OutputKind = .json,
        effect: Effect, scope: MethodScope = .anywhere, client: [ParameterDescriptor],
        parameters: [ParameterDescriptor],
        body: @escaping @Sendable (Invocation) async throws -> Output
    ) {
        self.name = name
        self.effect = effect
        self.answerKind = answerKind
        self.scope = scope
        let parts = Texts.Parts(
            russianName: russianName, aliases: aliases, vendorName: nil, vendorPage: nil, rows: nil,
            signature: signature,
            summary: summary, discussion: discussion, answer: answer, type: type, client: client,
            parameters: parameters,
            dryRun: .computes, network: .none)
        texts = Texts { parts }
        decoding = { invocation in DecodedCall { try await body(invocation) } }
    }

    private init<Answer: OutputConvertible>(
        _ texts: StaticString, _ effect: Effect, _ scope: MethodScope, _ answer: Answer.Type,
        parts: @escaping @Sendable ([Substring]) -> Texts.Owner,
        decoding: @escaping @Sendable (Invocation) throws -> DecodedCall
    ) {
        let texts = DeclarationTexts(texts)
        name = texts.first
        self.effect = effect
        self.scope = scope
        answerKind = Answer.outputKind
        self.texts = Texts {
            let lines = texts.lines
            return Texts.Parts(lines, parts(lines))
        }
        self.decoding = decoding
    }

    /// Describes a method of a client; the macro `@Methods` writes the call.
    /// - Parameters:
    ///   - texts: The texts of the declaration, as ``DeclarationTexts`` lays them out.
    ///   - effect: What the method does to the world.
    ///   - scope: Where the method makes sense.
    ///   - defaults: Defaults of options that are no literals, in the order in which the lines refer to them.
    ///   - call: Calls the function.
    public init<Client: LibraryClient, Answer: OutputConvertible, each Parameter: MethodParameter>(
        _ texts: StaticString, _ effect: Effect, in scope: MethodScope = .anywhere,
        defaults: @escaping @autoclosure @Sendable () -> [String] = [],
        call: @escaping @Sendable (Client, repeat each Parameter) async throws -> Answer
    ) {
        let names = OptionNames(texts)
        let sources = Sources { Self.sources(repeat (each Parameter).self) }
        self.init(texts, effect, scope, Answer.self) { lines in
            Texts.Owner(Client.clientDescriptor, lines, sources.all, defaults())
        } decoding: { invocation in
            var decoder = OptionDecoder(invocation)
            let client = Client.kept(in: &decoder) ?? Client.clientDescriptor.decode(from: &decoder)
            var rest = names.all[...]
            let values = (repeat Self.read((each Parameter).self, &rest, from: &decoder))
            let all = Answer.outputKind == .pages ? decoder.defaulted("all", Bool.self, false) : Decoded(value: false)
            try decoder.finish()
            return DecodedCall { try await call(client(), repeat (each values)()).output(all: all()) }
        }
    }

    /// Describes a method of a client without the name of the vendor's own method; the macro `@Methods` writes the call.
    ///
    /// It can't be called where the client says that each method names one.
    public init<Client: LibraryClient, Answer: OutputConvertible, each Parameter: MethodParameter>(
        unnamed texts: StaticString, _ effect: Effect, in scope: MethodScope = .anywhere,
        defaults: @escaping @autoclosure @Sendable () -> [String] = [],
        call: @escaping @Sendable (Client, repeat each Parameter) async throws -> Answer
    ) where Client.VendorNames == VendorNamesAreOptional {
        self.init(texts, effect, in: scope, defaults: defaults(), call: call)
    }

    /// Describes a method that needs no client; the macro `@Methods` writes the call.
    /// - Parameters:
    ///   - texts: The texts of the declaration, as ``DeclarationTexts`` lays them out.
    ///   - effect: What the method does to the world.
    ///   - owner: The type that the function belongs to.
    ///   - scope: Where the method makes sense.
    ///   - defaults: Defaults of options that are no literals, in the order in which the lines refer to them.
    ///   - function: Calls the function.
    public init<Owner, Answer: OutputConvertible, each Parameter: MethodParameter>(
        _ texts: StaticString, _ effect: Effect, of owner: Owner.Type, in scope: MethodScope = .anywhere,
        defaults: @escaping @autoclosure @Sendable () -> [String] = [],
        function: @escaping @Sendable (repeat each Parameter) async throws -> Answer
    ) {
        let names = OptionNames(texts)
        let sources = Sources { Self.sources(repeat (each Parameter).self) }
        let type = String(reflecting: owner)
        self.init(texts, effect, scope, Answer.self) { lines in
            Texts.Owner(type, lines, sources.all, defaults())
        } decoding: { invocation in
            var decoder = OptionDecoder(invocation)
            var rest = names.all[...]
            let values = (repeat Self.read((each Parameter).self, &rest, from: &decoder))
            let all = Answer.outputKind == .pages ? decoder.defaulted("all", Bool.self, false) : Decoded(value: false)
            try decoder.finish()
            return DecodedCall { try await function(repeat (each values)()).output(all: all()) }
        }
    }

    private static func sources<each Parameter: MethodParameter>(_ types: repeat (each Parameter).Type)
        -> [ParameterSource]
    {
        var sources: [ParameterSource] = []
        repeat sources.append((each types).parameterSource)
        return sources
    }

    private static func read<Value: MethodParameter>(
        _ type: Value.Type, _ names: inout ArraySlice<String>, from decoder: inout OptionDecoder
    ) -> Decoded<Value> {
        Value.read(Value.isOption ? names.popFirst() ?? "" : "", from: &decoder)
    }
}

/// What a method is asked to do, with its options read.
package struct DecodedCall: Sendable {
    /// Runs the method.
    package let run: @Sendable () async throws -> Output

    init(run: @escaping @Sendable () async throws -> Output) { self.run = run }
}

extension MethodDescriptor {
    /// The Russian name.
    public var russianName: String? { texts.parts.russianName }
    /// Published names that hold a slip of the pen: they keep working, help does not show them.
    public var aliases: [String] { texts.parts.aliases }
    /// The vendor's own name of what the method calls, such as `crm.deal.list`, `sendMessage` or `POST /files`.
    public var vendorName: String? { texts.parts.vendorName }
    /// The vendor's page about it, or about the service.
    public var vendorPage: String? { texts.parts.vendorPage }
    /// Where an answer keeps the rows: keys to follow, outermost first; nil where the library's own rule holds.
    public var rows: [String]? { texts.parts.rows }
    /// What the method does, in one sentence.
    public var summary: String { texts.parts.summary }
    /// What else there is to know; may be empty.
    public var discussion: String { texts.parts.discussion }
    /// The Swift function on one line, as it is declared, such as `func getTask(task: ID) async throws -> JSON`.
    public var signature: String { texts.parts.signature }
    /// The Swift type that the function belongs to, such as `Bitrix24.OAuth`.
    public var type: String { texts.parts.type }
    /// What the method answers, where its documentation shows that.
    public var answer: SampleAnswer? { texts.parts.answer }
    /// Whether the method lists rows page by page, and so takes `--all`.
    public var isPaged: Bool { answerKind == .pages }
    /// How a dry run shows what the method would do.
    public var dryRun: DryRunMeans { texts.parts.dryRun }
    /// How the method uses the network.
    public var network: NetworkUse { texts.parts.network }
    /// Options of the client that the method belongs to, in the order of their declaration and without letters.
    package var clientParameters: [ParameterDescriptor] { texts.parts.client }
    /// The options that say where the call goes and as whom: those of the client the method belongs to.
    public var clientOptionNames: [String] { clientParameters.map(\.name) }

    /// The options, in the order people should see them.
    public var parameters: [ParameterDescriptor] { placedParameters.value { placed } }

    private var placed: [ParameterDescriptor] {
        let own = texts.parts.parameters
        let (required, others) = (clientParameters.filter(\.isRequired), clientParameters.filter { !$0.isRequired })
        if case .leading(let names) = clientOptions {
            let leading = clientParameters.filter { names.contains($0.name) }
            let rest = clientParameters.filter { !names.contains($0.name) }
            return ShortFlags.assign(to: leading + own + rest + (isPaged ? [.allPages] : []) + eventLimits)
        }
        let first =
            switch clientOptions {
            case .first: required + own
            case .afterRequired: own.filter(\.isRequired) + required + own.filter { !$0.isRequired }
            case .allFirst: clientParameters + own
            case .leading: own
            case .allAfterRequired: own.filter(\.isRequired) + clientParameters + own.filter { !$0.isRequired }
            }
        let last = [.first, .afterRequired].contains(clientOptions) ? others : []
        return ShortFlags.assign(to: first + last + (isPaged ? [.allPages] : []) + eventLimits)
    }

    /// Whether the method gives events, and so takes `--limit` and `--for`.
    public var givesEvents: Bool { answerKind == .events }

    /// The options that say when events end, as far as the method has none of that name itself.
    private var eventLimits: [ParameterDescriptor] {
        guard givesEvents else { return [] }
        let taken = Set((clientParameters + texts.parts.parameters).map(\.name))
        return ParameterDescriptor.eventLimits.filter { !taken.contains($0.name) }
    }

    /// Says where required options of the client stand.
    mutating func place(clientOptions: ClientOptionPlacement) {
        self.clientOptions = clientOptions
        placedParameters = Memo()
    }

    /// The same method, one of whose client's options has further published names.
    /// - Parameters:
    ///   - aliases: The names.
    ///   - option: The option.
    package func adding(aliases: [String], to option: String) -> MethodDescriptor {
        var parts = texts.parts
        for index in parts.client.indices where parts.client[index].name == option {
            parts.client[index].aliases += aliases
        }
        return MethodDescriptor(
            name: name, effect: effect, answerKind: answerKind, scope: scope, texts: Texts { [parts] in parts },
            clientOptions: clientOptions, decoding: decoding)
    }

    private init(
        name: String, effect: Effect, answerKind: OutputKind, scope: MethodScope, texts: Texts,
        clientOptions: ClientOptionPlacement, decoding: @escaping @Sendable (Invocation) throws -> DecodedCall
    ) {
        self.name = name
        self.effect = effect
        self.answerKind = answerKind
        self.scope = scope
        self.texts = texts
        self.clientOptions = clientOptions
        self.decoding = decoding
    }

    /// Reads the options; nothing is done yet.
    /// - Parameter invocation: The options as given, and the services the method needs.
    /// - Returns: The call, ready to run.
    /// - Throws: ``UsageError`` with everything that is wrong with the options.
    package func decode(_ invocation: Invocation) throws -> DecodedCall {
        var invocation = invocation
        // What removes something is never told "all" by a value that came out empty.
        if effect == .destroys {
            for parameter in parameters where !parameter.isRequired {
                guard let inputs = invocation.options[parameter.name], !inputs.isEmpty, inputs.allSatisfy(\.isBlank)
                else { continue }
                invocation.problems.append(
                    .unreadable(
                        option: parameter.name, reason: "is given without a value; leave it out where it is not meant"))
            }
        }
        let limits = givesEvents ? EventLimits(&invocation, names: Set(eventLimits.map(\.name))) : nil
        let objects = invocation.service(ObjectStore.self)
        // Options may be handles of objects, which are looked up in the store of the call.
        let call =
            try objects.keepsObjects
            ? ObjectStore.$current.withValue(objects) { try decoding(invocation) } : decoding(invocation)
        guard objects.keepsObjects || limits != nil else { return call }
        return DecodedCall {
            let output = try await ObjectStore.$current.withValue(objects, operation: call.run)
            guard let limits, case .events(let events) = output else { return output }
            return .events(events.limited(to: limits))
        }
    }

    /// Reads the options and runs the method.
    /// - Parameter invocation: The options as given, and the services the method needs.
    /// - Returns: What the method answers.
    /// - Throws: ``UsageError`` with everything that is wrong with the options, before anything is sent; later what
    ///   the method throws.
    public func run(_ invocation: Invocation) async throws -> Output { try await decode(invocation).run() }

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

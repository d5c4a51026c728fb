/// A type whose methods are methods of a library; `@Client` makes a type one.
public protocol LibraryClient: Sendable {
    /// Whether each method of the client has to name the vendor's own method; `@Client(namesVendorMethods: true)` says so.
    associatedtype VendorNames = VendorNamesAreOptional

    /// What front-ends know about the client.
    static var clientDescriptor: ClientDescriptor<Self> { get }

    /// The client that an earlier call has opened, where an option holds its handle.
    /// - Parameter decoder: Reads the options of the call.
    /// - Returns: The client, or nothing where the handle leads to none; nil where the client is to be made out of options.
    static func kept(in decoder: inout OptionDecoder) -> Decoded<Self>?
}

extension LibraryClient {
    /// Most clients can't be kept.
    public static func kept(in decoder: inout OptionDecoder) -> Decoded<Self>? { nil }
}

extension LibraryClient where Self: KeptClient {
    /// The client that an earlier call has opened.
    public static func kept(in decoder: inout OptionDecoder) -> Decoded<Self>? { decoder.kept(Self.self) }
}

/// The methods of a client may do without the name of the vendor's own method.
public enum VendorNamesAreOptional {}

/// Each method of a client names the vendor's own method: `@Method(calls: "crm.deal.list")`, or a body that calls it by name.
public enum VendorNameIsMissing {}

/// How a dry run shows what the methods of a client would do.
public enum DryRunMeans: Sendable, Hashable {
    /// The methods only compute, or read what they are given: a dry run is the run.
    case computes
    /// Everything goes over HTTP: requests are shown in place of being sent.
    case requests
    /// The client announces what it is about to do to ``CallContext/preview``, and does nothing then.
    case announcements
    /// Nothing can be shown: a dry run is refused.
    case refused
}

/// How the methods of a client use the network.
public enum NetworkUse: Sendable, Hashable, CaseIterable {
    /// Not through anything that obeys the settings for proxies and certificates.
    case none
    /// By connections that obey the settings for proxies and certificates.
    case connections
    /// By HTTP.
    case http
}

/// What front-ends know about a client: its options, how it is made, and what is true of all its methods.
public struct ClientDescriptor<Client: Sendable>: Sendable {
    /// The options of the client, in the order of their declaration and without letters.
    public let parameters: [ParameterDescriptor]
    /// How a dry run shows what the client's methods would do.
    public let dryRun: DryRunMeans
    /// How the client's methods use the network.
    public let network: NetworkUse
    /// The vendor's page about the service.
    public let vendorPage: String?
    private let reader: @Sendable (inout OptionDecoder) -> Decoded<Client>

    /// Describes a client; the macro `@Client` writes the call.
    /// - Parameters:
    ///   - texts: The vendor's page, then a line for each option, as ``DeclarationTexts`` lays them out.
    ///   - dryRun: How a dry run shows what the client's methods would do; nil where that follows from the services it takes.
    ///   - defaults: Defaults of options that are no literals, in the order in which the lines refer to them.
    ///   - make: Makes the client.
    public init<each Parameter: MethodParameter>(
        _ texts: StaticString, dryRun: DryRunMeans? = nil, defaults: [String] = [],
        make: @escaping @Sendable (repeat each Parameter) throws -> Client
    ) {
        let lines = DeclarationTexts(texts).lines
        var options = OptionLines(lines.dropFirst(), defaults)
        var parameters: [ParameterDescriptor] = []
        var services: [any CallService.Type] = []
        for source in repeat (each Parameter).parameterSource {
            switch source {
            case .option(let type, let isRequired): parameters.append(options.next(type, isRequired: isRequired))
            case .service(let type): services.append(type)
            }
        }
        self.parameters = parameters
        vendorPage = lines.first.flatMap { $0.isEmpty ? nil : String($0) }
        network = services.networkUse
        self.dryRun = dryRun ?? (network == .http ? .requests : services.isEmpty ? .computes : .refused)
        let names = parameters.map(\.name)
        reader = { decoder in
            var rest = names[...]
            let values = (repeat Self.read((each Parameter).self, &rest, from: &decoder))
            return decoder.client { try make(repeat (each values)()) }
        }
    }

    /// Makes a client out of the options of a call.
    /// - Parameter decoder: Reads the options of the call.
    /// - Returns: The client; nothing when an option is missing or unreadable, or options contradict each other, which the
    ///   decoder reports.
    public func decode(from decoder: inout OptionDecoder) -> Decoded<Client> { reader(&decoder) }

    private static func read<Value: MethodParameter>(
        _ type: Value.Type, _ names: inout ArraySlice<String>, from decoder: inout OptionDecoder
    ) -> Decoded<Value> {
        Value.read(Value.isOption ? names.removeFirst() : "", from: &decoder)
    }
}

extension MethodParameter {
    /// Whether the value comes from an option.
    static var isOption: Bool { if case .option = parameterSource { true } else { false } }
}

extension [any CallService.Type] {
    /// How methods that take these services use the network.
    var networkUse: NetworkUse {
        let uses = map { $0.networkUse }
        return uses.contains(.http) ? .http : uses.contains(.connections) ? .connections : .none
    }
}

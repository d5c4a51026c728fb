import OIntCore
import OIntHTTP

extension OpenAI {
    /// The address of a server with OpenAI's interface, below which the endpoints lie.
    ///
    /// The vendor's clients write the version into the address, and people paste such addresses: `https://host/v1`,
    /// `https://host/api/v1`, `https://NAME.openai.azure.com/openai/v1`, or Azure's
    /// `…/openai/deployments/NAME?api-version=2024-10-21`. They are taken as they are; `v1` is added only where no version
    /// stands in the address.
    public struct ServerAddress: Sendable, Hashable {
        /// The address that endpoints are below.
        let base: BaseURL
        /// What is sent as the query of every request.
        let query: [QueryItem]

        /// An item of the query.
        struct QueryItem: Sendable, Hashable {
            let name: String
            let value: String
        }

        /// Reads an address.
        /// - Parameter text: The address, with or without a version, and with a query where the server wants one.
        /// - Throws: `OptionError` when it is none, or holds a secret.
        public init(_ text: String) throws(OptionError) {
            let parts = text.trimmed.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
            let address = try BaseURL(String(parts.first ?? ""), example: "https://api.openai.com")
            var items: [QueryItem] = []
            for item in parts.count > 1 ? parts[1].split(separator: "&") : [] {
                let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
                    PercentEncoding.decoded(String($0)).flatMap { String(validating: $0, as: UTF8.self) }
                }
                guard let name = pair.first ?? nil, let value = pair.count > 1 ? pair[1] : "" else {
                    throw OptionError("has a query that can't be read; it should look like api-version=2024-10-21")
                }
                guard !Redactor.holdsSecret(name) else {
                    throw OptionError("has \(Quote.short(name)) in its query: keys go as --token")
                }
                items.append(QueryItem(name: name, value: value))
            }
            self.init(address, items)
        }

        private init(_ address: BaseURL, _ query: [QueryItem]) {
            let segments = address.segments.map { $0.lowercased() }
            let isComplete = segments.contains(where: Self.isVersion) || Self.isDeployment(segments)
            base = isComplete ? address : address.appending("v1")
            self.query = query
        }

        /// Whether the server is Azure's, which takes the key in a header of its own.
        ///
        /// Source: https://learn.microsoft.com/azure/ai-services/openai/reference
        var isAzure: Bool {
            let host = base.authority.lowercased().prefix { $0 != ":" }
            return Self.azureHosts.contains { host.hasSuffix($0) } || Self.isDeployment(base.segments)
        }

        private static let azureHosts = [
            ".openai.azure.com", ".cognitiveservices.azure.com", ".services.ai.azure.com", ".openai.azure.us",
        ]

        private static func isVersion(_ segment: String) -> Bool {
            segment.first == "v" && segment.dropFirst().first.map { "0"..."9" ~= $0 } ?? false
        }

        private static func isDeployment(_ segments: [String]) -> Bool {
            zip(segments, segments.dropFirst()).contains {
                $0.lowercased() == "openai" && $1.lowercased() == "deployments"
            }
        }
    }
}

extension OpenAI.ServerAddress: ExpressibleByStringLiteral {
    /// An address that the source code names: absolute, without a query.
    public init(stringLiteral text: String) { self.init(BaseURL(stringLiteral: text), []) }
}

extension OpenAI.ServerAddress: OptionValue {
    /// An address is typed as text.
    public static var optionKind: OptionKind { .text }

    /// The place that gets what is sent.
    public static var optionRoles: OptionRoles { .destination }

    /// The place that the address names.
    public var destinations: [Destination] { base.destinations }

    /// Reads an address.
    public init(option inputs: [OptionInput]) throws(OptionError) { try self.init(inputs.single().text) }

    /// The address.
    public var optionText: String {
        let items = query.map { PercentEncoding.encoded($0.name) + "=" + PercentEncoding.encoded($0.value) }
        return base.text + (items.isEmpty ? "" : "?" + items.joined(separator: "&"))
    }
}

/// Adds the query of the server's address to the requests that go there.
struct AddressQuery: Middleware {
    private let base: String
    private let query: [OpenAI.ServerAddress.QueryItem]

    /// Creates the link.
    /// - Parameter address: The address.
    init(_ address: OpenAI.ServerAddress) {
        base = address.base.text + "/"
        query = address.query
    }

    /// Adds the items that a request does not have already.
    func intercept(_ request: Request, next: @Sendable (Request) async throws -> Response) async throws -> Response {
        guard request.url.hasPrefix(base) else { return try await next(request) }
        var request = request
        for item in query where !request.query.contains(where: { $0.name == item.name }) {
            request.query.append((item.name, item.value))
        }
        return try await next(request)
    }
}

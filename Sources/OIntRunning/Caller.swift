import OIntConfiguration
import OIntCore
import OIntHTTP
import OIntOAuth
import Synchronization

/// Makes calls: fills in what is configured, hands over the services, and runs the method.
///
/// One caller serves any number of calls, from any number of tasks; they share its connections.
package struct Caller: Sendable {
    /// The libraries that can be called.
    package let libraries: [LibraryDescriptor]
    private let http: HTTP
    private var context: CallContext
    private let configuration: Configuration?
    /// The hosts that get stored secrets also where these belong elsewhere.
    private let secretHosts: [String]
    private let credentials: CredentialPool

    /// Creates a caller.
    /// - Parameters:
    ///   - libraries: The libraries that can be called.
    ///   - http: What makes requests.
    ///   - context: How other calls are made.
    ///   - configuration: Where settings and secrets are; nil for calls that give everything themselves.
    ///   - secretHosts: The hosts that get stored secrets also where these belong elsewhere.
    ///   - refreshesTokens: Whether stored tokens are refreshed when they have expired.
    ///   - keeper: Refreshes them in a process that outlives this one; nil where this one does it.
    package init(
        libraries: [LibraryDescriptor], http: HTTP, context: CallContext = .shared,
        configuration: Configuration? = nil, secretHosts: [String] = [], refreshesTokens: Bool = true,
        keeper: RefreshKeeper? = nil
    ) {
        self.libraries = libraries
        self.http = http
        self.context = context
        self.configuration = configuration
        self.secretHosts = secretHosts
        credentials = CredentialPool(http: http, refreshes: refreshesTokens && !context.isDryRun, keeper: keeper)
    }

    /// The same caller, whose calls leave connections open for those that follow.
    package var keepingConnections: Caller {
        var caller = self
        caller.context.connections = caller.context.connections ?? ConnectionPool()
        return caller
    }

    /// The names of the profiles there are.
    /// - Throws: `LocalError` when the settings can't be read.
    package func profileNames() throws(LocalError) -> [String] { try configuration?.profileNames() ?? [] }

    /// Makes a call ready: looks up what is configured, and decodes nothing yet.
    /// - Parameter call: The call.
    /// - Returns: The call, with everything that it needs.
    /// - Throws: `UsageError` or `LocalError` when the configuration can't be used.
    package func prepare(_ call: Call) async throws -> PreparedCall {
        // A value that came out empty counts as not given; but nothing configured takes its place.
        var options = call.options
        var invocation = Invocation(options: options, problems: call.problems, readOptions: call.readOptions)
        invocation.provide(http)
        invocation.provide(context)
        invocation.provide(call.objects)
        var secrets = call.objects.secrets
        if let configuration {
            let given = Set(options.keys).union(call.problems.compactMap(\.option))
            // These are the program's own files, whatever files the call may use.
            let configured = try await FileAccess.$current.withValue(nil) {
                try await configuration.complete(
                    call.method, of: call.library, given: given, options: options, profile: call.profile,
                    allowing: secretHosts)
            }
            options.merge(configured.options) { given, _ in given }
            invocation.problems += configured.problems
            if let tokens = configured.tokens, let service = call.library.oauth {
                secrets += tokens.secrets
                if options[service.tokenOption] == nil {
                    Self.takeAccount(of: tokens, service, call.method, &options)
                    invocation.provide(
                        Credentials(credentials.provider(for: call.library, configured.profile, configuration)))
                }
            }
        }
        invocation.options = options
        return PreparedCall(
            call.method, of: call.library, invocation: invocation, configuredSecrets: secrets,
            isDryRun: context.isDryRun)
    }

    /// Makes a call.
    /// - Parameter call: The call.
    /// - Returns: What the method answers.
    /// - Throws: What ``prepare(_:)`` and the method throw.
    package func run(_ call: Call) async throws -> Output { try await prepare(call).run() }

    /// Gives a call that names no account the one that stored tokens belong to.
    private static func takeAccount(
        of tokens: OAuthTokens, _ service: OAuthDescription, _ method: MethodDescriptor,
        _ options: inout [String: [OptionInput]]
    ) {
        guard let option = service.accountOption, let account = tokens.options[option], options[option] == nil,
            method.parameter(named: option) != nil
        else { return }
        options[option] = [OptionInput(account, source: .setting("the stored login"))]
    }
}

extension UsageProblem {
    /// The option that the problem is about.
    fileprivate var option: String? {
        switch self {
        case .missing(let option), .unreadable(let option, _): option
        default: nil
        }
    }
}

/// A call with everything that it needs.
package struct PreparedCall: Sendable {
    private let method: MethodDescriptor
    private let library: LibraryDescriptor
    private let invocation: Invocation
    private let configuredSecrets: [Secret]
    private let isDryRun: Bool

    init(
        _ method: MethodDescriptor, of library: LibraryDescriptor, invocation: Invocation, configuredSecrets: [Secret],
        isDryRun: Bool
    ) {
        self.method = method
        self.library = library
        self.invocation = invocation
        self.configuredSecrets = configuredSecrets
        self.isDryRun = isDryRun
    }

    /// The values of the options by name, those that are configured included.
    package var options: [String: [OptionInput]] { invocation.options }

    /// What must be masked wherever the result, or an error, is shown to other people.
    ///
    /// It is worked out when it is asked for, since options have to be read for it.
    package var secrets: [Secret] {
        configuredSecrets
            + method.parameters.flatMap { parameter -> [Secret] in
                guard let inputs = invocation.options[parameter.name], !inputs.allSatisfy(\.isBlank) else { return [] }
                return (try? parameter.secrets(in: inputs, keptIn: invocation.readOptions)) ?? []
            }
    }

    /// Reads the options and runs the method; in a dry run, shows what it would do.
    /// - Parameter prepare: Is called when the options have been read, before anything is done; what it throws ends the call.
    /// - Returns: What the method answers.
    /// - Throws: `UsageError` when an option can't be read, or the method can't be previewed; `Preview` in a dry run; what
    ///   the method throws.
    // Not optimized: the compiler's optimizer breaks the push of a task's value here, and the program ends.
    @_optimize(none)
    package func run(prepare: () throws -> Void = {}) async throws -> Output {
        let outer = Quote.secrets
        let known = self
        return try await Quote.$secrets.withValue({ known.secrets + (outer?() ?? []) }) {
            try await unmasked(prepare)
        }
    }

    private func unmasked(_ prepare: () throws -> Void) async throws -> Output {
        let call = try method.decode(invocation)
        guard isDryRun else {
            try prepare()
            return try await call.run()
        }
        let canBeShown = method.dryRun != .refused && (method.dryRun != .computes || method.effect == .reads)
        guard canBeShown else {
            throw UsageError(
                "\(library.name) \(method.name) can't show what it would do, and nothing was done: leave out --dry-run")
        }
        return try await Preview.watching(call.run)
    }
}

/// The credentials in use, one for each profile and library, so that calls at the same time share a refresh.
private final class CredentialPool: Sendable {
    private struct Key: Hashable {
        let library: String
        let profile: ProfileName
    }

    private let http: HTTP
    private let refreshes: Bool
    private let keeper: RefreshKeeper?
    private let providers = Mutex<[Key: ProfileCredentials]>([:])

    init(http: HTTP, refreshes: Bool, keeper: RefreshKeeper?) {
        self.http = http
        self.keeper = keeper
        self.refreshes = refreshes
    }

    func provider(
        for library: LibraryDescriptor, _ profile: ProfileName, _ configuration: Configuration
    ) -> ProfileCredentials {
        providers.withLock { providers in
            let key = Key(library: library.name, profile: profile)
            if let provider = providers[key] { return provider }
            let provider = ProfileCredentials(
                library, profile: profile, in: configuration.secrets, refreshes: refreshes, http: http,
                keeper: keeper)
            providers[key] = provider
            return provider
        }
    }
}

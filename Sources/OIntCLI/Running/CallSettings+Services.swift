import Logging
import OIntConfiguration
import OIntCore
import OIntHTTP
import OIntNetwork
import OIntOAuth
import OIntRunning

extension Console {
    /// What is configured, with what is to be said about it said here.
    var configuration: Configuration {
        Configuration(environment: environment) { say("oint: \($0.terminalSafe)") }
    }
}

extension CallSettings {
    /// The client that makes the requests of a call.
    /// - Parameters:
    ///   - console: What is seen of the process.
    ///   - observer: Is told the head of each answer.
    ///   - middleware: Links to add to its chain.
    ///   - names: Names a secret after where it came from, for a dry run that shows commands.
    ///   - warns: Whether what the settings give up is told on standard error.
    ///   - adjust: Changes its configuration before it is made.
    /// - Returns: The client; for a dry run one that sends nothing.
    /// - Throws: `UsageError` when a variable of the environment can't be read.
    func http(
        for console: Console, observer: (@Sendable (_ status: Int, _ headers: [HeaderField]) -> Void)? = nil,
        middleware: [any Middleware] = [], names: @escaping @Sendable (Secret) -> VariableName? = { _ in nil },
        warns: Bool = true, adjust: (inout HTTPConfiguration) -> Void = { _ in }
    ) throws(UsageError) -> HTTP {
        var configuration = try HTTPConfiguration(environment: console.environment)
        configuration.timeout = timeout
        configuration.isReadOnly = isReadOnly
        configuration.observer = observer
        configuration.notice = { console.say("oint: \($0.terminalSafe)") }
        configuration.transfer.stateFile = stateFile
        if let retries { configuration.retry.limit = retries }
        if let proxy { configuration.proxies = ProxySettings(proxy) }
        tls.apply(to: &configuration.tls)
        if tls.isInsecure, warns, !isDryRun {
            console.say(
                "oint: warning: --insecure accepts any certificate; whoever sits in between can read and change everything"
            )
        }
        if wantsDebug(console) {
            configuration.logger = Logger(label: "oint") { _ in ConsoleLogHandler(console: console) }
        }
        adjust(&configuration)
        let connection = CurlConnection(proxy: proxy, tls: tls == TLSOptions() ? nil : configuration.tls)
        let form = showsCurl ? PreviewTransport.Form.curl(names: names, connection: connection) : .json
        let preview = isDryRun ? PreviewTransport(as: form) : nil
        return HTTP(configuration, transport: preview, middleware: middleware)
    }

    /// What makes calls, with everything that is configured.
    /// - Parameters:
    ///   - libraries: The libraries that can be called.
    ///   - http: What makes requests.
    ///   - addresses: Which addresses connections may lead to that do not go over HTTP; nil for all.
    ///   - console: What is seen of the process.
    func caller(
        _ libraries: [LibraryDescriptor], http: HTTP, addresses: AddressPolicy? = nil, for console: Console
    ) -> Caller {
        var context = context(for: console)
        context.addresses = addresses
        return Caller(
            libraries: libraries, http: http, context: context,
            configuration: console.configuration, secretHosts: secretHosts, refreshesTokens: refreshesTokens,
            keeper: console.program.map { program in
                RefreshKeeper(
                    program: program, word: KeeperCommand.word, environment: console.environment,
                    settings: KeeperCommand.handedOver(self, for: console))
            })
    }

    /// How calls that do not go over HTTP are made.
    /// - Parameter console: What is seen of the process.
    func context(for console: Console) -> CallContext {
        var context = CallContext(timeout: timeout, isDryRun: isDryRun, isReadOnly: isReadOnly)
        if let retries { context.retries = retries }
        context.notice = { console.say("oint: \($0)") }
        if wantsDebug(console) { context.debug = { console.say("oint: \($0)") } }
        return context
    }

    /// Whether requests and answers are shown: an option or a variable of the environment asks for it.
    /// - Parameter console: What is seen of the process.
    func wantsDebug(_ console: Console) -> Bool {
        isDebug || ["yes", "true", "1"].contains(console.environment["OINT_DEBUG"]?.lowercased())
    }
}

import OIntCore
import OIntHTTP
import OIntNetwork
import OIntOAuth

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The process that refreshes a token for another one.
public enum Keeper {
    /// Lets go of what the process inherited, if it is one that refreshes a token; to be called before anything is opened.
    ///
    /// It may live longer than the command that started it. Whoever waits until nobody has a file of that command open any
    /// more must not have to wait for this one.
    /// - Parameter arguments: What stands behind the program's name.
    public static func prepare(_ arguments: [String]) {
        guard arguments.first == KeeperCommand.word else { return }
        for number in 3..<Int32(clamping: min(sysconf(Int32(_SC_OPEN_MAX)), 4096)) { close(number) }
    }
}

/// The command that the program starts itself with to refresh a token; it is for nobody else.
enum KeeperCommand {
    /// The argument it is started with.
    static let word = "refresh-stored-token"

    /// What it needs to know of a call's settings.
    /// - Parameters:
    ///   - settings: The settings.
    ///   - console: What is seen of the process that makes the call.
    static func handedOver(_ settings: CallSettings, for console: Console) -> JSONObject {
        var object: JSONObject = ["debug": .bool(settings.wantsDebug(console))]
        object["retries"] = settings.retries.map { JSON($0) }
        if let tls = settings.tls.json { object["tls"] = tls }
        guard let proxy = settings.proxy else { return object }
        var fields: JSONObject = [
            "kind": .string(proxy.kind.rawValue), "host": .string(proxy.host), "port": JSON(proxy.port),
        ]
        fields["user"] = proxy.credentials.map { .string($0.user) }
        fields["password"] = proxy.credentials.map { .string($0.password.exposed) }
        object["proxy"] = .object(fields)
        return object
    }

    /// Refreshes a token, as standard input says, and tells on standard output how that went.
    /// - Throws: `LocalError` when standard input can't be read; what writing throws.
    static func run(_ libraries: [LibraryDescriptor], _ console: Console) async throws {
        let order = try console.readInput()
        let reply = await RefreshKeeper.serve(order, libraries: libraries, environment: console.environment) {
            settings in
            try callSettings(settings).http(for: console, warns: false)
        }
        try console.print(reply.text(.compact))
    }

    /// The settings of a call, as far as they were handed over.
    private static func callSettings(_ object: JSONObject) throws(UsageError) -> CallSettings {
        var settings = CallSettings()
        settings.isDebug = object["debug"]?.bool ?? false
        settings.retries = object["retries"]?.int
        if let tls = object["tls"] { settings.tls = (try? TLSOptions(tls)) ?? TLSOptions() }
        if let fields = object["proxy"], let host = fields["host"]?.string, let port = fields["port"]?.int {
            let credentials = fields["user"]?.string.map { user in
                Proxy.Credentials(user: user, password: Secret(fields["password"]?.string ?? ""))
            }
            settings.proxy = try Proxy(
                kind: Proxy.Kind(rawValue: fields["kind"]?.string ?? "") ?? .http, host: host, port: port,
                credentials: credentials)
        }
        return settings
    }
}

import OIntCore
import OIntHTTP
import OIntNetwork

/// What the standard options of a call say.
struct CallSettings {
    var wantsHelp = false
    var destination = Destination.output
    var format: OutputFormat?
    var isDryRun = false
    /// Whether services are asked to refuse whatever changes something.
    var isReadOnly = false
    /// Whether a dry run shows requests as commands for curl.
    var showsCurl = false
    var isDebug = false
    var timeout: Duration?
    var retries: Int?
    /// The file that keeps the state of an upload; nil for none.
    var stateFile: String?
    var proxy: Proxy?
    /// What is said about encryption.
    var tls = TLSOptions()
    /// The profile that fills in what is not given; nil for the one that is in force.
    var profile: String?
    /// What was typed among these options and must not be seen.
    private(set) var typedSecrets: [Secret] = []
    /// The hosts that get stored secrets also where these belong elsewhere.
    var secretHosts: [String] = []
    /// Whether stored tokens are refreshed when they have expired.
    var refreshesTokens = true
    /// Whether the result is wrapped in the status and headers of the answer.
    var showsAnswerHead = false
    /// Whether the keys of `--config` are asked for.
    var wantsConfigKeys = false

    /// Where a result goes.
    enum Destination: Equatable {
        /// Standard output, as it is.
        case output
        /// Standard output, spelled in digits or text.
        case spelled(Spelling)
        /// A file.
        case file(ResultFile)
    }

    /// Ways to print bytes as text.
    enum Spelling: String, CaseIterable {
        case hex = "_hex_"
        case base64 = "_base64_"
        case utf8 = "_utf8_"
    }

    /// The keys `--config` takes, with what they mean.
    static let configKeys: JSON = [
        "proxy": [
            "Protocol": "http, socks4, socks4a, socks5 or socks5h", "Host": "host of the proxy",
            "Port": "port of the proxy",
            "User": "user to log in as", "Password": "password of the user",
            "UseOSAuthentication": "true to log in as the user of the system (not supported)",
        ],
        "tls": [
            "cert": "path of the certificate that shows who calls", "key": "path of its private key",
            "key_password": "password of the private key", "cacert": "path of the authorities to trust",
            "insecure": "true to accept any certificate",
        ],
        "timeout": "seconds the whole exchange may take", "retries": "how often a request is repeated",
        "adv_response": "true to get {status, body, headers} instead of the body",
    ]

    /// What is wrong with options that don't go together.
    var problems: [UsageProblem] {
        var problems = tls.problems
        if showsCurl, !isDryRun {
            problems.append(.unreadable(option: "format", reason: "takes curl in a dry run only: add --dry-run"))
        }
        return problems
    }

    /// Options that mean nothing to a method.
    /// - Parameters:
    ///   - method: The method.
    ///   - library: Its library.
    func problems(with method: MethodDescriptor, of library: LibraryDescriptor) -> [UsageProblem] {
        var problems: [UsageProblem] = []
        let connection: [StandardOption] = (proxy == nil ? [] : [.proxy]) + tls.given
        if method.network == .none {
            problems += connection.map { option in
                .unreadable(
                    option: option.rawValue,
                    reason:
                        "means nothing to \(library.name) \(method.name), which connects in a way of its own: leave it out"
                )
            }
        }
        if stateFile != nil, method.network != .http || !method.parameters.contains(where: { $0.kind == .file }) {
            problems.append(
                .unreadable(
                    option: "resume",
                    reason: "means nothing to \(library.name) \(method.name), which uploads no file: leave it out"))
        }
        return problems
    }

    /// Takes the value of a standard option.
    /// - Throws: `OptionError` when it can't be read.
    mutating func set(_ option: StandardOption, _ value: String?) throws(OptionError) {
        switch (option, value) {
        case (.help, _): wantsHelp = true
        case (.dryRun, let value): isDryRun = try value.map(Self.flag) ?? true
        case (.debug, let value): isDebug = try value.map(Self.flag) ?? true
        case (.noRefresh, let value): refreshesTokens = try !(value.map(Self.flag) ?? true)
        case (.insecure, let value): tls.isInsecure = try value.map(Self.flag) ?? true
        case (.config, nil): wantsConfigKeys = true
        case (.config, let value?): try setConfig(value)
        case (_, nil): throw OptionError("needs a value")
        case (.out, let value?):
            guard !value.trimmed.isEmpty else { throw OptionError("needs the path of a file") }
            destination = Spelling(rawValue: value).map { .spelled($0) } ?? .file(ResultFile(value))
        case (.format, let value?):
            showsCurl = value.lowercased() == OutputFormat.curl
            guard !showsCurl else { break }
            guard let format = OutputFormat(rawValue: value.lowercased()) else {
                let names = OutputFormat.words
                let nearest = Suggestion.nearest(to: value, among: names).map { ", did you mean \($0)?" } ?? ""
                throw OptionError("takes \(names.joined(separator: ", ")), not \(Quote.short(value))\(nearest)")
            }
            self.format = format
        case (.profile, let value?): profile = value.trimmed.isEmpty ? nil : value.trimmed
        case (.allowSecretTo, let value?):
            guard !value.trimmed.isEmpty else { throw OptionError("needs the name of a host") }
            secretHosts.append(value.trimmed)
        case (.resume, let value?):
            guard !value.trimmed.isEmpty else { throw OptionError("needs the path of a file") }
            stateFile = value
        case (.timeout, let value?): timeout = try Self.seconds(value)
        case (.retries, let value?): retries = try Self.count(value)
        case (.cert, let value?): tls.certificate = try Self.path(value)
        case (.key, let value?): tls.key = try Self.path(value)
        case (.cacert, let value?): tls.authorities = try Self.path(value)
        case (.keyPassword, let value?):
            tls.keyPassword = Secret(value)
            typedSecrets.append(Secret(value))
        case (.proxy, let value?):
            do throws(UsageError) {
                proxy = try Proxy(value)
                // As it was typed: percent-encoded.
                if proxy?.credentials != nil { typedSecrets.append(Secret(Self.password(inProxy: value))) }
            } catch {
                typedSecrets += Redactor.credentials(in: value)
                throw OptionError("can't be used: \(error)")
            }
        }
    }

    private static func path(_ text: String) throws(OptionError) -> String {
        guard !text.trimmed.isEmpty else { throw OptionError("needs the path of a file") }
        return text
    }

    /// The password in an address of a proxy, as it stands there.
    private static func password(inProxy text: String) -> String {
        let authority = text[(text.firstRange(of: "://")?.upperBound ?? text.startIndex)...].prefix { $0 != "/" }
        let login = authority.lastIndex(of: "@").map { authority[..<$0] } ?? ""
        return String(login.drop { $0 != ":" }.dropFirst())
    }

    private static func flag(_ text: String) throws(OptionError) -> Bool { try Bool(option: [OptionInput(text)]) }

    private static func seconds(_ text: String) throws(OptionError) -> Duration {
        guard let seconds = try? JSONNumber(option: [OptionInput(text)]).double, seconds > 0, seconds < 1e9 else {
            throw OptionError("takes a number of seconds above 0, not \(Quote.short(text))")
        }
        return .seconds(seconds)
    }

    private static func count(_ text: String) throws(OptionError) -> Int {
        guard let count = Int(text.trimmed), (0...100).contains(count) else {
            throw OptionError("takes a number from 0 to 100, not \(Quote.short(text))")
        }
        return count
    }

    /// Reads the reference's advanced settings.
    private mutating func setConfig(_ text: String) throws(OptionError) {
        let object = try JSONObject(option: [OptionInput(text, source: .commandLine)])
        typedSecrets += Redactor.secrets(in: .object(object))
        for member in object {
            let value = member.value.string ?? member.value.text(.compact)
            switch member.key {
            case "timeout": timeout = try Self.read(member.key, value, Self.seconds)
            case "retries": retries = try Self.read(member.key, value, Self.count)
            case "adv_response": showsAnswerHead = try Self.read(member.key, value, Self.flag)
            case "proxy":
                proxy = try Self.proxy(member.value)
            case "tls":
                tls = try TLSOptions(member.value)
            // Known to the reference, and without meaning on the command line there too.
            case "dontwait", "addin_mode": break
            default:
                throw OptionError(
                    "has the key \(Quote.short(member.key)), which is none of proxy, tls, timeout, retries, adv_response"
                )
            }
        }
    }

    /// Reads the value of a key; what is wrong with it is said with the key's name.
    private static func read<Value>(
        _ key: String, _ text: String, _ read: (String) throws(OptionError) -> Value
    ) throws(OptionError) -> Value {
        do throws(OptionError) {
            return try read(text)
        } catch {
            throw OptionError("has the key \(key), which \(error)")
        }
    }

    private static func proxy(_ value: JSON) throws(OptionError) -> Proxy {
        guard let host = value["Host"]?.string,
            let port = value["Port"].flatMap({ $0.int ?? $0.string.flatMap { Int($0) } }),
            (1...65535).contains(port)
        else { throw OptionError("wants Host and Port inside proxy") }
        guard value["UseOSAuthentication"]?.bool != true else {
            throw OptionError(
                "asks for UseOSAuthentication inside proxy, which is not supported: give User and Password")
        }
        let name = value["Protocol"]?.string?.lowercased() ?? "http"
        // The reference names the protocol of the addresses, not the one the proxy speaks.
        guard let kind = name == "https" ? .http : Proxy.Kind(rawValue: name) else {
            throw OptionError(
                "names the protocol \(Quote.short(name)) inside proxy; known are http, socks4, socks4a, socks5 and socks5h"
            )
        }
        let user = value["User"]?.string ?? ""
        let credentials = Proxy.Credentials(user: user, password: Secret(value["Password"]?.string ?? ""))
        do throws(UsageError) {
            return try Proxy(kind: kind, host: host, port: port, credentials: user.isEmpty ? nil : credentials)
        } catch {
            throw OptionError("can't be used: \(error)")
        }
    }
}

import OIntCore

/// The options that every call has.
package enum StandardOption: String, CaseIterable, Sendable {
    case help
    case out
    case format
    case dryRun = "dry-run"
    case debug
    case timeout
    case retries
    case resume
    case proxy
    case cert
    case key
    case keyPassword = "key-password"
    case cacert
    case insecure
    case config
    case profile
    case noRefresh = "no-refresh"
    case allowSecretTo = "allow-secret-to"

    /// The options that say how connections are opened.
    package static let connection: [StandardOption] = [.proxy, .cert, .key, .keyPassword, .cacert, .insecure]

    /// The reference's names, and others that people try first.
    private static let otherNames: [String: StandardOption] = ["test": .dryRun]

    /// The option of a name.
    init?(named name: String) {
        guard let option = Self(rawValue: name) ?? Self.otherNames[name] else { return nil }
        self = option
    }

    /// Whether the option is a switch, which takes no value.
    package var isSwitch: Bool { [.help, .dryRun, .debug, .noRefresh, .insecure].contains(self) }

    /// Whether the value is a secret, which may come from a file or a variable too.
    package var isSecret: Bool { self == .keyPassword }

    /// The word that stands for the value in help; empty for a switch.
    package var placeholder: String {
        switch self {
        case .help, .dryRun, .debug, .noRefresh, .insecure: ""
        case .out, .resume, .cert, .key, .cacert: "PATH"
        case .keyPassword: "SECRET"
        case .format: "FORMAT"
        case .timeout: "SECONDS"
        case .retries: "NUMBER"
        case .proxy: "ADDRESS"
        case .config: "JSON"
        case .profile: "NAME"
        case .allowSecretTo: "HOST"
        }
    }

    /// What the option means, in one line.
    package var summary: String {
        switch self {
        case .help: "Show the options of a command."
        case .out: "Write the result to a file; _hex_, _base64_ and _utf8_ print it in that form."
        case .format: OutputFormat.allCases.map(\.rawValue).joined(separator: ", ") + "; json when not given."
        case .dryRun: "Show the request instead of sending it; with --format curl as a command."
        case .debug: "Show requests and answers on the error output, secrets masked; OINT_DEBUG=YES does the same."
        case .timeout: "How long the whole exchange may take; for databases, each step of it."
        case .retries: "How often a request over HTTP that may be repeated is; 3 when not given."
        case .resume: "File that keeps how far an upload came, to go on with it; removed when it is done."
        case .proxy: "Proxy to go through, such as http://user:password@host:3128 or socks5h://host:1080."
        case .cert: "Certificate that shows the service who calls: PEM, or PKCS #12 in a .p12 or .pfx."
        case .key: "Private key of the certificate, in PEM, where it lies in another file."
        case .keyPassword: "Password of the private key; --key-password-file and --key-password-env take it too."
        case .cacert: "PEM file with the authorities to trust in place of the system's."
        case .insecure: "Accept any certificate: whoever sits in between can read and change everything."
        case .config: "Settings such as proxy, tls, timeout and retries as JSON; without a value it lists the keys."
        case .profile: "Profile that fills in what is not given: a set of stored settings and secrets."
        case .allowSecretTo: "Host that gets the profile's secrets too, though they belong to another."
        case .noRefresh: "Leave a stored token as it is, also when it has expired."
        }
    }
}

import OIntCore
import OIntNetwork

/// The command line of curl that makes the same request, for a POSIX shell.
///
/// Secrets do not stand in it: variables stand in their place, and comments above tell what to set them to.
///
/// Source: https://curl.se/docs/manpage.html
package struct CurlCommand: Sendable {
    /// The whole text: comments, then the command over several lines; no line break at its end.
    package let text: String

    /// Writes the command.
    /// - Parameters:
    ///   - request: The request.
    ///   - connection: How the connection is opened, where that is not as usual.
    ///   - names: Names a secret after where it came from; nil where that is not known.
    /// - Throws: `UsageError` when the address can't be used, or curl has no form for the request; `LocalError` when the
    ///   library for names of hosts is missing.
    package init(
        _ request: Request, connection: CurlConnection = CurlConnection(),
        names: @escaping @Sendable (Secret) -> VariableName? = { _ in nil }
    ) throws {
        var writer = CurlWriter(
            request, connection, variables: ShellVariables(secrets: request.secrets, names: names))
        try writer.write()
        text = writer.text
    }
}

/// How a connection is opened, as far as curl has to be told.
package struct CurlConnection: Sendable {
    /// The proxy; nil for the one of the environment.
    package var proxy: Proxy?
    /// How the connection is encrypted; nil for the usual way.
    package var tls: TLSSettings?

    /// Creates a connection.
    /// - Parameters:
    ///   - proxy: The proxy; nil for the one of the environment.
    ///   - tls: How the connection is encrypted; nil for the usual way.
    package init(proxy: Proxy? = nil, tls: TLSSettings? = nil) {
        self.proxy = proxy
        self.tls = tls
    }
}

/// Puts a command together, option by option.
private struct CurlWriter {
    private let request: Request
    private let connection: CurlConnection
    private var variables: ShellVariables
    /// The options behind `curl`, each with its value.
    private var options: [String] = []
    /// What the command says above itself.
    private var remarks: [String] = []
    private var body = CurlBody()

    init(_ request: Request, _ connection: CurlConnection, variables: ShellVariables) {
        self.request = request
        self.connection = connection
        self.variables = variables
    }

    mutating func write() throws {
        let address = try request.address()
        body = CurlBody(request, &variables)
        addMethod()
        addAddress(address)
        addProxy()
        addEncryption()
        addAuthentication()
        addHeaders()
        options += body.options
    }

    var text: String {
        var lines = remarks.map { "# \($0)" }
        if !variables.used.isEmpty {
            lines.append("# Set these variables first:")
            lines += variables.used.map { "#   \($0.name): \($0.meaning)" }
        }
        let command = body.source.map { "\($0) |\ncurl " } ?? "curl "
        return (lines + [command + options.joined(separator: " \\\n  ")]).joined(separator: "\n")
    }

    private mutating func addMethod() {
        switch request.method {
        case body.usualMethod: break
        case .head: options.append("--head")
        default: options.append("--request \(ShellText(request.method.rawValue).word)")
        }
    }

    private mutating func addAddress(_ address: Address) {
        let text = String(address.text.prefix { $0 != "#" })
        // curl gives these characters a meaning of its own, and takes dots out of paths.
        if text.contains(where: { "[]{}".contains($0) }) { options.append("--globoff") }
        let segments = address.resource.path.split(separator: "/")
        if segments.contains(where: {
            [".", ".."].contains($0.replacing("%2E", with: ".").replacing("%2e", with: "."))
        }) {
            options.append("--path-as-is")
        }
        let base = text.prefix { $0 != "?" }
        var query = String(text[base.endIndex...].dropFirst())
        // curl signs what stands there, and older versions do not put it in order first.
        if case .aws = request.authentication { query = CanonicalForm.query(query) }
        var word = variables.text(String(base), .address)
        if !query.isEmpty { word = word + "?" + self.query(query) }
        options.append("--url \(word.word)")
    }

    private mutating func query(_ query: String) -> ShellText {
        var result = ShellText()
        for (index, item) in query.split(separator: "&", omittingEmptySubsequences: false).enumerated() {
            if index > 0 { result.append("&") }
            let name = item.prefix { $0 != "=" }
            guard name.endIndex < item.endIndex, Redactor.holdsSecret(String(name)) else {
                result = result + variables.text(String(item), .address, place: String(name))
                continue
            }
            let value = String(item[name.endIndex...].dropFirst())
            result = result + (name + "=") + variables.secret(value, .address, place: String(name))
        }
        return result
    }

    private mutating func addProxy() {
        guard let proxy = connection.proxy else { return }
        let host = proxy.host.contains(":") ? "[\(proxy.host)]" : proxy.host
        options.append("--proxy \(ShellText("\(proxy.kind.rawValue)://\(host):\(proxy.port)").word)")
        guard proxy.credentials != nil else { return }
        options.append("--proxy-user \(ShellText([variables.fixed("PROXY_LOGIN", "user:password of the proxy")]).word)")
    }

    private mutating func addEncryption() {
        guard let tls = connection.tls else { return }
        if case .file(let path) = tls.trust { options.append("--cacert \(ShellText(path).word)") }
        if !tls.verifiesServer { options.append("--insecure") }
        guard let certificate = tls.certificate else { return }
        if certificate.isBundle { options.append("--cert-type P12") }
        options.append("--cert \(ShellText(certificate.path).word)")
        if let path = certificate.keyPath { options.append("--key \(ShellText(path).word)") }
        if certificate.password != nil {
            let password = variables.fixed("KEY_PASSWORD", "the password of the private key")
            options.append("--pass \(ShellText([password]).word)")
        }
    }

    private mutating func addAuthentication() {
        switch request.authentication {
        case nil: break
        case .basic(let secret):
            options.append("--user \(variables.text(secret.exposed, place: "BASIC").word)")
        case .digest(let secret):
            options += ["--digest", "--user \(variables.text(secret.exposed, place: "DIGEST").word)"]
        case .aws(let credentials):
            let user = ShellText([
                variables.fixed("AWS_ACCESS_KEY_ID", "the id of the access key"), .text(":"),
                variables.fixed("AWS_SECRET_ACCESS_KEY", "the secret that belongs to it"),
            ])
            let scope = "aws:amz:\(credentials.region):\(credentials.service)"
            options += ["--aws-sigv4 \(ShellText(scope).word)", "--user \(user.word)"]
            if !credentials.isForObjects, (Address(request.target)?.resource.path ?? "").contains("%") {
                remarks.append("Versions of curl before 8.3 sign an address with percent signs in another way.")
            }
        case .oauth1:
            remarks.append("curl does not sign by OAuth 1: the signature in the header is good for one request only.")
        }
    }

    /// The headers that curl works out itself from how the request says who sends it.
    private var derivedHeaders: Set<String> {
        switch request.authentication {
        case .basic, .digest: ["authorization"]
        case .aws: ["authorization", "x-amz-date"]
        case .oauth1, nil: []
        }
    }

    private mutating func addHeaders() {
        let derived = derivedHeaders
        let given = request.headers.filter { !derived.contains($0.name.lowercased()) }
        for header in given {
            if case .aws(let credentials) = request.authentication, header.name.lowercased() == "x-amz-security-token",
                credentials.sessionToken != nil
            {
                let token = variables.fixed("AWS_SESSION_TOKEN", "the token that comes with them")
                addHeader(header.name, ShellText([token]))
            } else {
                addHeader(header.name, value(of: header))
            }
        }
        if !given.contains(where: { $0.name.lowercased() == "content-type" }) {
            switch body.type {
            case .asIs: break
            case .none: options.append("--header Content-Type:")
            case .named(let type): addHeader("Content-Type", ShellText(type))
            }
        }
    }

    private mutating func value(of header: HeaderField) -> ShellText {
        guard Redactor.holdsSecret(header.name) else { return variables.text(header.value, place: header.name) }
        // The scheme in front of a credential is no secret.
        let words = header.value.split(separator: " ", maxSplits: 1)
        guard words.count == 2, header.name.lowercased().hasSuffix("authorization") else {
            return variables.secret(header.value, place: header.name)
        }
        return "\(words[0]) " + variables.secret(String(words[1]), place: header.name)
    }

    private mutating func addHeader(_ name: String, _ value: ShellText) {
        // A header without a value is one that curl leaves out, unless a semicolon says otherwise.
        options.append("--header \((value.pieces.isEmpty ? ShellText("\(name);") : "\(name): " + value).word)")
    }
}

extension ShellText {
    fileprivate static func + (left: ShellText, right: String) -> ShellText { left + ShellText(right) }
}

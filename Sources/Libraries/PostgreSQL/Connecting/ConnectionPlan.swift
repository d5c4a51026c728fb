import OIntCore
import OIntDrivers
import OIntSQL

/// Everything that libpq is told to open a connection.
struct ConnectionPlan: Sendable {
    /// libpq's settings, in an order where the last of equal names counts.
    private(set) var settings: [ConnectionString.Setting]
    /// Whether the server's certificate has to come from one of the system's authorities.
    private(set) var trustsSystem = false
    /// Where the server is, for errors and previews.
    let place: String

    /// Everything that tells the connection from others.
    var parts: [String] { ["\(trustsSystem)"] + settings.flatMap { [$0.name, $0.value] } }

    /// Puts the options together.
    /// - Parameters:
    ///   - string: The connection string; nil for what the environment says.
    ///   - tls: How the connection is secured; nil for what the connection string or the environment says.
    ///   - environment: The environment, which libpq reads for itself.
    /// - Throws: `UsageError` when the options contradict each other.
    init(
        _ string: ConnectionString?, _ tls: TLSOption?,
        environment: [String: String] = ProcessEnvironment.variables
    ) throws(UsageError) {
        settings = [.init(name: "fallback_application_name", value: "oint")]
        settings += string?.settings ?? []
        settings.append(.init(name: "client_encoding", value: "UTF8"))
        place = Self.place(string, environment)
        guard let tls else { return }
        let mode = !tls.isUsed ? "disable" : tls.acceptsInvalidCertificates ? "require" : "verify-full"
        if let given = string?.value(of: "sslmode"), given != mode {
            throw UsageError(
                "--tls asks for what libpq calls sslmode=\(mode), but the connection string says sslmode=\(Quote.short(given)): leave out one of them"
            )
        }
        settings.append(.init(name: "sslmode", value: mode))
        guard tls.isUsed else { return }
        if tls.acceptsInvalidCertificates {
            settings.append(.init(name: "sslrootcert", value: Self.noAuthorityFile))
        } else if let file = tls.authorityFile {
            settings.append(.init(name: "sslrootcert", value: file))
            authorityFile = file
        } else {
            trustsSystem = string?.value(of: "sslrootcert") == nil
        }
    }

    /// The file with the authority that was asked for.
    private(set) var authorityFile: String?

    /// With sslmode=require libpq checks certificates all the same when it finds an authority's file, in the usual place
    /// too; a path that can't exist keeps it from finding one.
    ///
    /// Source: https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-CERTIFICATES
    private static let noAuthorityFile = "/dev/null/none"

    /// The settings for a libpq of the given version.
    /// - Parameters:
    ///   - version: The version, such as 150004.
    ///   - environment: The environment.
    /// - Throws: `LocalError` when there is no file with authorities that can be read.
    func settings(
        forVersion version: Int32, environment: [String: String] = ProcessEnvironment.variables
    ) throws(LocalError) -> [ConnectionString.Setting] {
        if let authorityFile { try LocalFile.checkReadable(authorityFile) }
        for setting in settings where Self.fileSettings.contains(setting.name) {
            let isOwn = ["", "system", Self.noAuthorityFile].contains(setting.value)
            if !isOwn { try FileAccess.check(setting.value) }
        }
        guard trustsSystem, environment["PGSSLROOTCERT"] == nil else { return settings }
        // libpq asks OpenSSL for the system's authorities since version 16.
        if version >= 160000 { return settings + [.init(name: "sslrootcert", value: "system")] }
        let files = [environment["SSL_CERT_FILE"]].compactMap(\.self) + Self.authorityFiles
        for file in files where FileAccess.unrestricted({ (try? LocalFile.checkReadable(file)) != nil }) {
            return settings + [.init(name: "sslrootcert", value: file)]
        }
        return settings
    }

    /// Settings that name a file for libpq to read or write.
    ///
    /// Source: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
    private static let fileSettings: Set<String> = [
        "passfile", "servicefile", "sslcert", "sslkey", "sslrootcert", "sslcrl", "sslcrldir", "sslkeylogfile",
    ]

    /// Where systems keep the authorities they trust.
    private static let authorityFiles = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
        "/etc/ssl/cert.pem",
    ]

    private static func place(_ string: ConnectionString?, _ environment: [String: String]) -> String {
        let host = string?.value(of: "host") ?? string?.value(of: "hostaddr")
        let service = string?.value(of: "service") ?? environment["PGSERVICE"]
        if host == nil, let service, !service.isEmpty { return "PostgreSQL service \(service)" }
        let port = string?.value(of: "port") ?? environment["PGPORT"] ?? "5432"
        guard let host = host ?? environment["PGHOST"] ?? environment["PGHOSTADDR"], !host.isEmpty else {
            return "PostgreSQL on this machine, port \(port)"
        }
        let hosts = host.split(separator: ",", omittingEmptySubsequences: false)
        let ports = port.split(separator: ",", omittingEmptySubsequences: false)
        return hosts.enumerated().map { index, host in
            let port = ports.count == 1 ? ports.first ?? "" : ports.dropFirst(index).first ?? ""
            return place(String(host), port: port.isEmpty ? "5432" : String(port))
        }.joined(separator: ", ")
    }

    private static func place(_ host: String, port: String) -> String {
        if host.hasPrefix("/") || host.hasPrefix("@") { return "\(host)/.s.PGSQL.\(port)" }
        return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

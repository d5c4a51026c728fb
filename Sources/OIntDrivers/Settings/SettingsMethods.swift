import OIntCore

/// A client whose connections can keep a log.
public protocol LoggingClient: SendableMetatype {}

@Methods("Logging settings")
extension LoggingClient {
    /// Gives settings for the log of a connection.
    /// - Parameters:
    ///   - memory: Keep lines in memory.
    ///   - count: How many lines to keep in memory.
    ///   - path: File that gets all lines.
    /// - Returns: `mode`, `max_entries` and `file_path`.
    ///
    ///   ```json
    ///   {"mode": "memory", "max_entries": 300}
    ///   ```
    /// - Throws: `UsageError` when the log would go nowhere.
    @Method(.reads, ru: "ПолучитьНастройкиЛогирования")
    public static func getLoggingSettings(
        memory: Bool = true, count: Int = 300, path: String? = nil
    ) throws -> JSON {
        try ConnectionLog.settings(memory: memory, count: count, path: path)
    }
}

/// A client whose connections can be secured by TLS.
public protocol TLSClient: SendableMetatype {}

@Methods("TLS settings")
extension TLSClient {
    /// Gives settings for --tls.
    /// - Parameters:
    ///   - trust: Accept any certificate; then nothing shows who answers.
    ///   - cert: File with the authority that signed the server's certificate, in PEM; without it those of the system.
    /// - Returns: `use_tls`, `accept_invalid_certs` and `ca_cert_path`.
    ///
    ///   ```json
    ///   {"use_tls": true, "accept_invalid_certs": true}
    ///   ```
    @Method(.reads, ru: "ПолучитьНастройкиTls")
    public static func getTlsSettings(trust: Bool, cert: String? = nil) -> JSON {
        TLSOption(acceptsInvalidCertificates: trust, authorityFile: cert).json
    }
}

/// A client whose connections can go through a proxy of their own.
public protocol ProxyClient: SendableMetatype {}

@Methods("Proxy settings")
extension ProxyClient {
    /// Gives settings for the proxy of a connection.
    /// - Parameters:
    ///   - addr: Name or address of the proxy.
    ///   - port: Port of the proxy.
    ///   - type: What the proxy speaks.
    ///   - login: Name of the user at the proxy.
    ///   - pass: Password of the user at the proxy.
    /// - Returns: `server`, `port`, `proxy_type`, `login` and `password`.
    ///
    ///   ```json
    ///   {"server": "proxy.example.com", "port": 1080, "proxy_type": "socks5", "login": "ann"}
    ///   ```
    /// - Throws: `UsageError` when the port is none.
    @Method(.reads, ru: "ПолучитьНастройкиПрокси")
    public static func getProxySettings(
        addr: String, port: Int, type: ProxyServer.Kind = .socks5, login: String? = nil, pass: Secret? = nil
    ) throws -> JSON {
        guard (1...65535).contains(port) else { throw UsageError("--port is \(port); give a number from 1 to 65535") }
        return ProxyServer(host: addr, port: port, kind: type, login: login, password: pass).json
    }
}

import CLibPQ
import OIntCore
import OIntDrivers

/// The servers that a connection is tried with, one after the other, as libpq has put them together.
///
/// libpq itself gives no server a time of its own where the caller does the waiting.
/// Source: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-MULTIPLE-HOSTS
struct HostList {
    private var hosts: [String] = []
    private var addresses: [String] = []
    private var ports: [String] = []
    /// How long a server may take: the setting connect_timeout, or 10 seconds; nil for as long as it needs.
    private var timeout: Duration? = .seconds(10)

    /// Reads the settings of a connection that is being opened.
    init(_ handle: OpaquePointer, _ pq: LibPQ) {
        guard let first = pq.f.PQconninfo(handle) else { return }
        defer { pq.f.PQconninfoFree(first) }
        var option = first
        while let keyword = option.pointee.keyword {
            let value = option.pointee.val.map { String(cString: $0) } ?? ""
            let list =
                value.isEmpty ? [] : value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            switch String(cString: keyword) {
            case "connect_timeout": if let seconds = Int(value) { timeout = seconds > 0 ? .seconds(seconds) : nil }
            case "host": hosts = list
            case "hostaddr": addresses = list
            case "port": ports = list
            default: break
            }
            option += 1
        }
    }

    /// When the server that is tried from now on has had its time.
    var deadline: ContinuousClock.Instant? { timeout.map { ContinuousClock.now + $0 } }

    /// Which of the servers is meant; nil where libpq names none of them.
    func index(_ host: UnsafePointer<CChar>?, _ port: UnsafePointer<CChar>?) -> Int? {
        let host = host.map { String(cString: $0) } ?? ""
        let port = port.map { String(cString: $0) } ?? ""
        let count = max(hosts.count, addresses.count)
        return (0..<count).first { index in
            let ownPort = ports.count == 1 ? ports[0] : ports.indices.contains(index) ? ports[index] : ""
            let isPort = ownPort == port || ownPort.isEmpty
            let names = [hosts, addresses].compactMap { $0.indices.contains(index) ? $0[index] : nil }
            return isPort && names.contains(host)
        }
    }

    /// The settings for the servers behind one of them; nil where it is the last.
    func behind(_ host: UnsafePointer<CChar>?, _ port: UnsafePointer<CChar>?) -> [ConnectionString.Setting]? {
        let count = max(hosts.count, addresses.count)
        guard let index = index(host, port), index + 1 < count else { return nil }
        func rest(_ name: String, _ values: [String]) -> ConnectionString.Setting? {
            values.count <= 1 ? nil : .init(name: name, value: values.dropFirst(index + 1).joined(separator: ","))
        }
        return [rest("host", hosts), rest("hostaddr", addresses), rest("port", ports)].compactMap(\.self)
    }
}

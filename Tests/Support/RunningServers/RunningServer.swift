import Foundation

/// A server that Scripts/with-servers.sh has started for the tests.
///
/// ```swift
/// let server = RunningServer("postgresql")
/// let port = try server.value("PORT")
/// ```
///
/// Name it by a literal: Scripts/with-servers.sh starts the servers that a test target's sources name in this way.
public struct RunningServer: Sendable {
    /// A server that the tests need is not there.
    public struct NotRunning: Error, CustomStringConvertible {
        /// What is missing, and how to start it.
        public let description: String
    }

    /// The name: that of its script in Scripts/servers, without `.sh`.
    public let name: String

    /// Names a server.
    /// - Parameter name: The name of its script in Scripts/servers, without `.sh`.
    public init(_ name: String) { self.name = name }

    /// What the server's script tells of it.
    /// - Parameter variable: The name that the script gives to `tell`, such as `PORT`.
    /// - Returns: The value.
    /// - Throws: ``NotRunning``, which fails the test.
    public func value(_ variable: String) throws -> String {
        let prefix = name.uppercased().replacing("-", with: "_")
        guard let value = ProcessInfo.processInfo.environment["OINT_TEST_\(prefix)_\(variable)"] else {
            throw NotRunning(
                description:
                    "the server \(name) is not running, or tells no \(variable): put Scripts/with-servers.sh before the command"
            )
        }
        return value
    }
}

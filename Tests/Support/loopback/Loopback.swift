import LoopbackServer

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A server for first tries and benchmarks; `loopback --help` says how it is used.
@main
enum Loopback {
    static func main() async throws {
        let arguments: Arguments
        do {
            arguments = try Arguments(CommandLine.arguments.dropFirst())
        } catch {
            Console.error("loopback: \(error.message)\n\n\(Arguments.help)")
            exit(2)
        }
        if arguments.wantsHelp {
            Console.output(Arguments.help)
            return
        }

        let authority = try CertificateAuthority()
        var options = LoopbackServer.Options()
        options.bodyLimit = 64 * 1024
        options.hashesBodies = false
        options.recordsRequests = false
        let routes = Routes(scheme: arguments.isPlain ? "http" : "https")
        let server = try await LoopbackServer.start(
            tls: arguments.isPlain ? nil : authority.issue(),
            options: options,
            handler: arguments.isVerbose ? routes.logged : routes.answer
        )
        do {
            try FileManager.default.createDirectory(atPath: arguments.directory, withIntermediateDirectories: true)
            try authority.writeBundle(to: arguments.directory + "/ca.pem")
            // Last: whoever sees this file can connect, and finds the certificate.
            let port = URL(fileURLWithPath: arguments.directory + "/port")
            try Data("\(server.port)\n".utf8).write(to: port, options: .atomic)
        } catch {
            await server.stop()
            Console.error("loopback: --dir needs a writable directory: \(arguments.directory)\n\(error)\n")
            exit(1)
        }
        await Termination.wait()
        await server.stop()
    }
}

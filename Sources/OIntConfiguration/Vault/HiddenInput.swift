import OIntCore
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Secrets that somebody types, without the terminal showing them.
package enum HiddenInput {
    /// Reads a secret: what is typed, where standard input is a terminal, or else standard input to its end.
    /// - Parameter prompt: What to ask, such as `Token: `.
    /// - Returns: The secret, without the line break at its end.
    /// - Throws: `LocalError` when nothing is given or it can't be read; `CancellationError` when the task is cancelled.
    package static func read(prompt: String) async throws -> Secret {
        guard isatty(STDIN_FILENO) == 0 else { return try await ask(prompt) }
        let bytes = try await BlockingWork.run { try LocalFile.readToEnd(.standardInput, name: "standard input") }
        return try secret(bytes, from: "standard input")
    }

    /// Asks on the terminal of the process, wherever its standard streams lead.
    /// - Parameters:
    ///   - prompt: What to ask, such as `Passphrase: `.
    ///   - terminal: The path of the terminal.
    /// - Returns: What is typed, without the line break.
    /// - Throws: `LocalError` when there is no terminal, or nothing is typed; `CancellationError` when the task is
    ///   cancelled. The terminal shows what is typed again in any case.
    package static func ask(_ prompt: String, on terminal: String = "/dev/tty") async throws -> Secret {
        let silence = try EchoSilence(terminal)
        defer { silence.end() }
        let line = try await BlockingWork.run { try silence.readLine(prompt) }
        return try secret(line, from: "terminal")
    }

    /// Whether somebody can be asked.
    package static var isPossible: Bool {
        guard let file = try? FileDescriptor.open("/dev/tty", .readWrite, options: EchoSilence.openOptions)
        else { return false }
        try? file.close()
        return true
    }

    private static func secret(_ bytes: [UInt8], from source: String) throws(LocalError) -> Secret {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw LocalError(source, "it gave no text") }
        let secret = text.hasSuffix("\r\n") || text.hasSuffix("\n") ? String(text.dropLast()) : text
        guard !secret.isEmpty else { throw LocalError(source, "nothing was entered") }
        return Secret(secret)
    }
}

import OIntCore
import OIntHTTP
import TestClocks

/// A library, called as the command line calls it: methods by their names, options as they are typed.
///
/// ```swift
/// let service = PreparedService(.json(["ok": true]))
/// let slack = LibraryUnderTest(Slack.library, options: ["token": "xoxb-1"], over: service)
/// let answer = try await slack.call("SendMessage", ["channel": "C1", "text": "hello"]).json
/// ```
public struct LibraryUnderTest: Sendable {
    /// A method or an option that the library does not have.
    public struct Unknown: Error, CustomStringConvertible {
        /// What is missing.
        public let description: String
    }

    /// The library.
    public let library: LibraryDescriptor
    /// Options that each call is given, where its method has them and the call gives no other value.
    public var options: [String: String]
    /// The HTTP client that calls use.
    public var http: HTTP
    /// How calls that don't go over HTTP are made.
    public var context: CallContext

    /// Creates a library whose calls go over an HTTP client.
    /// - Parameters:
    ///   - library: The library.
    ///   - options: Options that each call is given, where its method has them: address, token.
    ///   - http: The HTTP client.
    ///   - context: How calls that don't go over HTTP are made.
    public init(
        _ library: LibraryDescriptor, options: [String: String] = [:], http: HTTP = HTTP(),
        context: CallContext = CallContext()
    ) {
        self.library = library
        self.options = options
        self.http = http
        self.context = context
    }

    /// Creates a library whose calls go over a transport, with pauses that take no time.
    /// - Parameters:
    ///   - library: The library.
    ///   - options: Options that each call is given, where its method has them.
    ///   - transport: The transport, such as a `PreparedService`.
    ///   - configuration: How requests are made.
    ///   - clock: Notes the pauses.
    public init(
        _ library: LibraryDescriptor, options: [String: String] = [:], over transport: some Transport,
        configuration: HTTPConfiguration = HTTPConfiguration(), clock: InstantClock = InstantClock()
    ) {
        self.init(
            library, options: options, http: HTTP(configuration, transport: transport, clock: clock, random: { 1 }))
    }

    /// Creates a library whose calls go to a server on this machine, with pauses that take no time.
    /// - Parameters:
    ///   - library: The library.
    ///   - options: Options that each call is given, where its method has them; the server's address is one of them.
    ///   - configuration: How requests are made.
    ///   - clock: Notes the pauses.
    public init(
        _ library: LibraryDescriptor, options: [String: String], configuration: HTTPConfiguration = HTTPConfiguration(),
        clock: InstantClock
    ) {
        self.init(library, options: options, http: HTTP(configuration, clock: clock, random: { 1 }))
    }

    /// Calls a method.
    /// - Parameters:
    ///   - name: The method's name.
    ///   - options: The options without dashes, as they are typed.
    /// - Returns: The output; what it streams is not read yet.
    /// - Throws: What the method throws, or ``Unknown``.
    public func call(_ name: String, _ options: [String: String] = [:]) async throws -> Output {
        try await call(name, options, http, context)
    }

    /// Calls a method by `--dry-run`.
    /// - Parameters:
    ///   - name: The method's name.
    ///   - options: The options without dashes, as they are typed.
    /// - Returns: The request or statement that is shown, secrets masked; nil where the method showed none.
    /// - Throws: What the method throws, or ``Unknown``.
    public func preview(_ name: String, _ options: [String: String] = [:]) async throws -> JSON? {
        var context = context
        context.isDryRun = true
        do {
            _ = try await call(name, options, HTTP(http.configuration, transport: PreviewTransport()), context)
            return nil
        } catch let preview as Preview {
            return preview.content
        }
    }

    /// What is wrong with a call: it must fail before anything is sent.
    /// - Parameters:
    ///   - name: The method's name.
    ///   - options: The options without dashes, as they are typed.
    /// - Returns: The problems, as they are told; nil where the call is right.
    /// - Throws: ``Unknown``, or another error than a wrong use.
    public func usageProblems(_ name: String, _ options: [String: String] = [:]) async throws -> String? {
        do {
            _ = try await preview(name, options)
            return nil
        } catch let error as UsageError {
            return error.description
        }
    }

    private func call(
        _ name: String, _ options: [String: String], _ http: HTTP, _ context: CallContext
    ) async throws -> Output {
        guard let method = library.method(named: name) else {
            throw Unknown(description: "\(library.name) has no method \(name)")
        }
        var invocation = Invocation()
        for (option, value) in self.options.merging(options, uniquingKeysWith: { $1 }) {
            if let parameter = method.parameter(named: option) {
                invocation.options[parameter.name] = [OptionInput(value, source: .commandLine)]
            } else if options[option] != nil {
                throw Unknown(description: "\(library.name) \(method.name) has no option --\(option)")
            }
        }
        invocation.provide(http)
        invocation.provide(context)
        return try await method.run(invocation)
    }
}

extension Output {
    /// The output as one JSON value: a listing's rows as an array, a text as a string, bytes as a string of their UTF-8;
    /// nil for no output.
    ///
    /// Reading it walks through all pages, rows and bytes.
    public var json: JSON? {
        get async throws {
            switch self {
            case .json(let value): return value
            case .page(let page): return page.reply
            case .text(let text): return .string(text)
            case .rows(let pages):
                var rows: [JSON] = []
                for try await row in pages { rows.append(row) }
                return .array(rows)
            case .records(let records): return .array(try await records.collected().map { .object($0) })
            case .bytes: return .string(String(decoding: try await bytes, as: UTF8.self))
            case .events(let events):
                var list: [JSON] = []
                for try await event in events { list.append(event) }
                return .array(list)
            case .none, .object: return nil
            }
        }
    }

    /// The bytes of an output that is bytes; none for any other.
    public var bytes: [UInt8] {
        get async throws {
            guard case .bytes(let stream) = self else { return [] }
            var bytes: [UInt8] = []
            for try await chunk in stream { chunk.withBytes { bytes.append(contentsOf: $0) } }
            return bytes
        }
    }
}

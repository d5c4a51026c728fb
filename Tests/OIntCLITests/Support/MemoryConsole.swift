import OIntCLI
import OIntCore
import Synchronization

/// What takes the place of an output in a test.
final class MemorySink: OutputSink {
    private let content = Mutex<[UInt8]>([])
    private let failure: (any Error)?
    private let room: Int

    /// Creates an output.
    /// - Parameters:
    ///   - failure: What writing fails with, if it does.
    ///   - room: How many bytes fit before it does.
    init(failure: (any Error)? = nil, after room: Int = 0) {
        self.failure = failure
        self.room = room
    }

    var bytes: [UInt8] { content.withLock { $0 } }
    var text: String { String(decoding: bytes, as: UTF8.self) }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        let copy = Array(bytes)
        try content.withLock { content in
            if let failure, content.count + copy.count > room { throw failure }
            content += copy
        }
    }
}

/// What a test sees of a command.
struct Outcome {
    let code: Int32
    let bytes: [UInt8]
    let errors: String

    var output: String { String(decoding: bytes, as: UTF8.self) }
}

/// The surroundings of a command.
struct Surroundings {
    /// The variables; a home that is not there comes to them, unless they name one.
    var environment: [String: String] = [:]
    var input: String?
    var width: Int?
    var outputIsTerminal = false
    var errorsAreTerminal = false
    var output = MemorySink()
    var errors = MemorySink()
    var libraries = [Desk.library]

    var console: Console {
        let input = input
        return Console(
            output: Console.Stream(sink: output, isTerminal: outputIsTerminal),
            errors: Console.Stream(sink: errors, isTerminal: errorsAreTerminal),
            environment: ["HOME": Self.noHome].merging(environment) { $1 }, width: width,
            readInput: { () throws(LocalError) in
                guard let input else { throw LocalError("standard input", "nobody types here") }
                return Array(input.utf8)
            })
    }

    /// A home that is not there, and can't be made: the settings of whoever runs the tests are none of their business.
    private static let noHome = "/proc/no-home"

    /// Runs a command.
    func oint(_ arguments: [String]) async -> Outcome {
        let code = await Application(libraries: libraries, console: console).run(arguments)
        return Outcome(code: code, bytes: output.bytes, errors: errors.text)
    }

    /// Runs a command.
    func oint(_ arguments: String...) async -> Outcome { await oint(arguments) }
}

/// Runs a command in plain surroundings: pipes, an empty environment but for a home that is not there, no input.
func oint(_ arguments: String...) async -> Outcome { await Surroundings().oint(arguments) }

import OIntBatch
import OIntCore
import OIntRunning

/// Makes the calls that clients of a server ask for, and keeps the objects that they open.
package final class CallSession: Sendable {
    /// How a server makes calls.
    package struct Settings: Sendable {
        /// Makes calls.
        package var caller: Caller
        /// Which methods may be called.
        package var access = AccessPolicy()
        /// Which files may be used; nil where every file may be that the system lets the user use.
        package var files: FileAccess?
        /// The profile of calls that name none.
        package var profile: String?
        /// How many calls are at work at a time.
        package var concurrency = 64

        /// Creates settings.
        /// - Parameter caller: Makes calls.
        package init(caller: Caller) { self.caller = caller }
    }

    /// What calls have opened.
    let objects = ObjectStore()
    let settings: Settings
    private let caller: Caller
    private let methods: MethodTable
    private let slots: CallSlots

    /// Creates a session.
    /// - Parameter settings: How calls are made.
    package init(_ settings: Settings) {
        self.settings = settings
        caller = settings.caller.keepingConnections
        methods = MethodTable(settings.caller.libraries)
        slots = CallSlots(settings.concurrency)
    }

    /// Finds a method.
    /// - Parameters:
    ///   - library: The library's name.
    ///   - method: The method's name, in either language and any case.
    /// - Throws: `UsageError` when there is none of that name, or it may not be called.
    func entry(library: String, method: String) throws(UsageError) -> MethodTable.Entry {
        let entry = try methods.entry(library: library, method: method)
        if let reason = settings.access.refusal(of: entry.method, in: entry.library) {
            throw UsageError("\(entry.library.name) \(entry.method.name) may not be called: \(reason)")
        }
        return entry
    }

    /// Makes a call, and begins to give its result.
    /// - Parameters:
    ///   - call: The call.
    ///   - consume: Takes the result, with what must be masked in messages about it.
    /// - Returns: What `consume` gives.
    /// - Throws: ``CallFailure`` with what went wrong.
    func run<Value: Sendable>(
        _ call: Call, consume: @Sendable (Output, _ keep: @escaping AnswerMaker.Keep) async throws -> Value
    ) async throws -> Value {
        var call = call
        call.objects = objects
        call.profile = call.profile ?? settings.profile
        // It carries the requests, or belongs to whoever started the server.
        call.problems += Self.standardInput(in: call)
        var secrets: [Secret] = []
        do {
            return try await slots.run { [call, objects, caller, settings] in
                let prepared = try await caller.prepare(call)
                if let reason = settings.access.refusal(of: call.method, in: call.library, options: prepared.options) {
                    throw UsageError("\(call.library.name) \(call.method.name) may not be called: \(reason)")
                }
                return try await FileAccess.$current.withValue(settings.files) {
                    secrets = prepared.secrets
                    return try await consume(try await prepared.run()) { object in
                        try await objects.keep(object, secrets: prepared.secrets)
                    }
                }
            }
        } catch {
            throw CallFailure(error: error, secrets: secrets)
        }
    }

    /// Closes everything that calls have opened.
    package func end() async { await objects.closeAll() }

    private static func standardInput(in call: Call) -> [UsageProblem] {
        call.method.parameters.compactMap { parameter in
            guard parameter.kind == .file,
                call.options[parameter.name]?.contains(where: { $0.text.trimmed == "-" }) == true
            else { return nil }
            return .unreadable(option: parameter.name, reason: "names standard input, which belongs to the server")
        }
    }
}

/// A call that failed, with what must be masked where that is told.
struct CallFailure: Error {
    let error: any Error
    let secrets: [Secret]

    /// What is told, and what a service has answered.
    var report: (lines: [String], reply: ServiceError.Reply?, exit: Int32) {
        let report = ErrorReport(error)
        let redactor = Redactor(secrets)
        return (report.lines.map(redactor.masked), report.reply, report.exitCode)
    }

    /// The lines as one text.
    var message: String {
        let lines = report.lines
        return lines.isEmpty ? "the call was given up" : lines.joined(separator: "\n")
    }
}

import OIntCore
import OIntHTTP
import OIntRunning
import Synchronization

/// Calls methods for an agent: with profiles and variables, without secrets of its own, and within limits.
struct MethodRunner: Sendable {
    /// A call as an agent asks for it.
    struct Request: Sendable {
        let library: String
        let method: String
        var options: JSONObject = [:]
        var profile: String?
        /// Whether the request is only to be shown.
        var isDryRun = false
    }

    let catalog: MethodCatalog
    let settings: ServerSettings
    let results: ResultStore
    /// How long events are waited for where the call does not say.
    private static let eventTime = Duration.seconds(30)
    /// How many calls are at work at a time: many, since some may hang until their time is over.
    private let slots = CallSlots(Self.slotCount)
    private static let slotCount = 256

    /// Creates a runner.
    /// - Parameters:
    ///   - catalog: The methods that may be called.
    ///   - settings: How the server behaves.
    ///   - results: Keeps results that are too large.
    init(catalog: MethodCatalog, settings: ServerSettings, results: ResultStore) {
        self.catalog = catalog
        self.settings = settings
        self.results = results
    }

    /// Makes a call.
    /// - Parameters:
    ///   - request: What is asked for.
    ///   - context: What the call may use.
    /// - Returns: The result, or the failure that the service or the machine gives.
    /// - Throws: `UsageError` when the method is unknown, or may not be called.
    func run(_ request: Request, _ context: Tool.Context) async throws -> ToolResult {
        let entry = try catalog.entry(request.method, in: request.library)
        let profile = try await profile(request.profile)
        let secrets = FoundSecrets(settings.variables.secrets)
        do {
            let call = try call(request, entry, profile, context)
            let caller = request.isDryRun ? settings.previewer : settings.caller
            return try await Deadline.run(within: settings.fence.timeLimit) {
                try await slots.run {
                    let prepared = try await caller.prepare(call)
                    try await check(prepared, entry, context)
                    let found = FileAccess.$current.withValue(settings.files) { prepared.secrets }
                    secrets.add(found)
                    var collector = ResultCollector(
                        limit: settings.resultLimit, store: results, mask: ResultMask(secrets.all),
                        report: context.report, eventTime: min(Self.eventTime, settings.fence.timeLimit / 2)
                    ) { object in
                        try await context.objects.keep(object, secrets: found)
                    }
                    return try await FileAccess.$current.withValue(settings.files) {
                        try await prepared.run().consumed(by: &collector)
                    }
                }
            }
        } catch let preview as Preview {
            return ToolResult(["dry_run": true, "request": ResultMask(secrets.all).masked(preview.content)])
        } catch {
            return ToolResult(failure: error, mask: ResultMask(secrets.all))
        }
    }

    /// The profile of a call.
    /// - Throws: `UsageError` when it may not be used, or there is none of that name.
    private func profile(_ wanted: String?) async throws -> String? {
        let allowed = settings.fence.profiles
        guard let wanted else { return settings.profile ?? allowed.first }
        let isKnown = try await settings.profileNames().contains(wanted)
        guard isKnown, allowed.isEmpty || allowed.contains(wanted) else {
            throw UsageError("there is no profile \(Quote.short(wanted)) here; list_profiles lists them")
        }
        return wanted
    }

    /// The call that is asked for, with variables replaced.
    private func call(
        _ request: Request, _ entry: MethodCatalog.Entry, _ profile: String?, _ context: Tool.Context
    ) throws(UsageError) -> Call {
        var options = JSONObject()
        var replaced: Set<String> = []
        for member in request.options {
            let name = String(member.key.drop { $0 == "-" }).lowercased()
            let parameter = entry.parameters.first {
                $0.name == name || $0.aliases.contains(name) || name.count == 1 && $0.short == name.first
            }
            let (value, isReplaced) = try settings.variables.replaced(
                in: member.value, for: parameter, of: entry.library)
            options.append(member.key, value)
            if isReplaced, let parameter { replaced.insert(parameter.name) }
        }
        var call = Call(library: entry.library, method: entry.method, json: options, profile: profile)
        call.objects = context.objects
        for name in replaced {
            // Whoever started the server has said what it is, and that it belongs there.
            call.options[name] = call.options[name]?.map {
                OptionInput($0.text, source: .setting("the variables of this server"))
            }
        }
        if !replaced.isEmpty {
            call.problems += astray(
                call, entry.parameters.filter { !replaced.contains($0.name) }, context.objects)
        }
        call.problems += refusedSecrets(call, entry.parameters.filter { !replaced.contains($0.name) })
        return call
    }

    /// Options by which an agent would lead the variables of the server to another place, or take their protection.
    private func astray(
        _ call: Call, _ parameters: [ParameterDescriptor], _ objects: ObjectStore
    ) -> [UsageProblem] {
        parameters.compactMap { parameter in
            guard let inputs = call.options[parameter.name], let first = inputs.first, !inputs.allSatisfy(\.isBlank),
                !objects.isReference(first.text), first.text.trimmed != parameter.defaultText
            else { return nil }
            if parameter.roles.contains(.destination), !settings.fence.names(inputs, of: parameter) {
                return .unreadable(
                    option: parameter.name,
                    reason:
                        "says where the variables of this server would go: whoever started it allows a host for them with --hosts"
                )
            }
            if parameter.roles.contains(.protection), (try? parameter.value(of: inputs))?.isFullyProtective != true {
                return .unreadable(
                    option: parameter.name,
                    reason: "says how the variables of this server would be protected: leave it out")
            }
            return nil
        }
    }

    /// Checks what only the options of a call tell: what it does to the world, and where it leads.
    private func check(
        _ prepared: PreparedCall, _ entry: MethodCatalog.Entry, _ context: Tool.Context
    ) async throws {
        if let reason = settings.access.refusal(of: entry.method, in: entry.library, options: prepared.options) {
            throw UsageError("\(entry.library.name) \(entry.method.name) may not be called: \(reason)")
        }
        let problems = await FileAccess.$current.withValue(settings.files) {
            await settings.fence.problems(with: prepared.options, entry.parameters, context.objects)
        }
        guard problems.isEmpty else { throw UsageError(problems) }
    }

    /// Secrets that the agent gave itself: it should not have them in the first place.
    private func refusedSecrets(_ call: Call, _ parameters: [ParameterDescriptor]) -> [UsageProblem] {
        let known = Set(settings.variables.secrets)
        return FileAccess.$current.withValue(settings.files) {
            parameters.compactMap { parameter in
                guard let inputs = call.options[parameter.name] else { return nil }
                let found = (try? parameter.secrets(in: inputs, keptIn: call.readOptions)) ?? []
                let given = parameter.kind == .secret ? found + inputs.map { Secret($0.text.trimmed) } : found
                guard given.contains(where: { !known.contains($0) }) else { return nil }
                return .unreadable(
                    option: parameter.name,
                    reason: "holds a secret, which an agent must not know: use a profile, or the @@Name of a variable")
            }
        }
    }
}

/// What must be masked, as far as it is known when it is asked for.
private final class FoundSecrets: Sendable {
    private let secrets: Mutex<[Secret]>

    init(_ secrets: [Secret]) { self.secrets = Mutex(secrets) }

    var all: [Secret] { secrets.withLock { $0 } }

    func add(_ more: [Secret]) { secrets.withLock { $0 += more } }
}

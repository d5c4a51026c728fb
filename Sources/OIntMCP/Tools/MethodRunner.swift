import OIntCore
import OIntHTTP
import OIntRunning

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
    /// How many calls are at work at a time.
    private let slots = CallSlots(32)

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
    ///   - report: Is told how far the call has come.
    /// - Returns: The result, or the failure that the service or the machine gives.
    /// - Throws: `UsageError` when the method is unknown, or may not be called.
    func run(_ request: Request, report: Tool.Report?) async throws -> ToolResult {
        let entry = try catalog.entry(request.method, in: request.library)
        if let profile = request.profile, try await !settings.profileNames().contains(profile) {
            throw UsageError("there is no profile \(Quote.short(profile)); list_profiles lists them")
        }
        var mask = ResultMask(settings.variables.secrets)
        do {
            var options = JSONObject()
            for member in request.options {
                options.append(member.key, try settings.variables.replaced(in: member.value))
            }
            var call = Call(
                library: entry.library, method: entry.method, json: options,
                profile: request.profile ?? settings.profile)
            call.problems += refusedSecrets(call, entry.parameters)
            let caller = request.isDryRun ? settings.previewer : settings.caller
            return try await slots.run { [call] in
                let prepared = try await caller.prepare(call)
                let secrets = FileAccess.$current.withValue(settings.files) { prepared.secrets }
                mask = ResultMask(settings.variables.secrets + secrets)
                let collecting = ResultCollector(
                    limit: settings.resultLimit, store: results, mask: mask, report: report)
                return try await FileAccess.$current.withValue(settings.files) {
                    try await collecting.collect(try await prepared.run())
                }
            }
        } catch let preview as Preview {
            return ToolResult(["dry_run": true, "request": mask.masked(preview.content)])
        } catch {
            return ToolResult(failure: error, mask: mask)
        }
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

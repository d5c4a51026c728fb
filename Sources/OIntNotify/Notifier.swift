import OIntConfiguration
import OIntCore
import OIntRunning

/// Sends one message to many targets, side by side.
///
/// Everything is checked before the first call is made: the targets, the length of the text, the file, what each service's
/// method wants. What may have got there is never sent again.
package struct Notifier: Sendable {
    private let caller: Caller
    private let previewer: Caller
    private let profile: String
    private let limit: Duration
    private let clock: any Clock<Duration>

    /// Creates a notifier.
    /// - Parameters:
    ///   - caller: Makes calls.
    ///   - previewer: Makes calls that are only shown.
    ///   - profile: The profile of targets that name none.
    ///   - limit: How long a call may take.
    ///   - clock: What that is measured by.
    package init(
        caller: Caller, previewer: Caller, profile: String, limit: Duration = .seconds(30),
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.caller = caller
        self.previewer = previewer
        self.profile = profile
        self.limit = limit
        self.clock = clock
    }

    /// What one target gets, and how.
    private struct Delivery: Sendable {
        let target: NotifyTarget
        let channel: NotificationChannel
        let plan: NotifyPlan
        let calls: [Call]
    }

    /// The deliveries of an entry, in the order they are tried in.
    private struct Chain: Sendable {
        let deliveries: [Delivery]
        let isOptional: Bool
    }

    /// Sends a message.
    /// - Parameters:
    ///   - message: What is to be told.
    ///   - routes: Where to.
    /// - Returns: A result for each target, in their order.
    /// - Throws: `UsageError` when something about any of the targets won't do: then nothing was sent to anybody;
    ///   `CancellationError` when the task is cancelled.
    package func send(_ message: NotifyMessage, to routes: [NotifyRoute]) async throws -> [NotifyResult] {
        let chains = try await checked(message, routes).chains
        return try await withThrowingTaskGroup(of: (Int, [NotifyResult]).self) { group in
            for (index, chain) in chains.enumerated() { group.addTask { (index, try await send(chain)) } }
            var results: [Int: [NotifyResult]] = [:]
            for try await (index, result) in group { results[index] = result }
            return chains.indices.flatMap { results[$0] ?? [] }
        }
    }

    /// What sending a message would do.
    /// - Parameters:
    ///   - message: What is to be told.
    ///   - routes: Where to.
    /// - Returns: For each target what it gets, secrets masked.
    /// - Throws: What ``send(_:to:)`` throws.
    package func preview(_ message: NotifyMessage, to routes: [NotifyRoute]) async throws -> [JSON] {
        let (chains, shown) = try await checked(message, routes)
        return zip(chains.flatMap(\.deliveries), shown).map { delivery, requests in
            let (text, unit) = (message.text, delivery.channel.unit)
            return [
                "target": .string(delivery.target.description), "length": JSON(unit.length(of: text)),
                "limit": JSON(delivery.channel.longestText), "unit": .string(unit.rawValue),
                "parts": JSON(delivery.plan.steps.count), "requests": .array(requests),
            ]
        }
    }

    // MARK: - Checking

    private func checked(
        _ message: NotifyMessage, _ routes: [NotifyRoute]
    ) async throws -> (chains: [Chain], shown: [[JSON]]) {
        var problems: [UsageProblem] = []
        var chains: [Chain] = []
        var shown: [[JSON]] = []
        var known: Set<[String]> = []
        for route in routes {
            var deliveries: [Delivery] = []
            for target in route.targets {
                // Groups may overlap; nobody wants to be told twice.
                guard known.insert([target.library, target.profile ?? profile, target.address]).inserted else {
                    continue
                }
                do {
                    let delivery = try delivery(of: message, to: target)
                    shown.append(try await requests(of: delivery))
                    deliveries.append(delivery)
                } catch let error as UsageError {
                    problems += error.problems.map { .other("\(target): \(Self.words($0, target))") }
                } catch let error as LocalError {
                    problems.append(.other("\(target): \(error)"))
                }
            }
            if !deliveries.isEmpty { chains.append(Chain(deliveries: deliveries, isOptional: route.isOptional)) }
        }
        guard problems.isEmpty else { throw UsageError(problems) }
        guard !chains.isEmpty else {
            throw UsageError("there is nobody to send it to: name a group or a target with --to")
        }
        return (chains, shown)
    }

    /// What is wrong with a target; what a call misses, it has to get from the configuration.
    private static func words(_ problem: UsageProblem, _ target: NotifyTarget) -> String {
        guard case .missing(let option) = problem else { return problem.description }
        let profile = target.profile.map { " --profile \($0)" } ?? ""
        return "no \(option) of \(target.library) is configured: oint config set \(target.library).\(option)\(profile)"
    }

    private func delivery(of message: NotifyMessage, to target: NotifyTarget) throws(UsageError) -> Delivery {
        guard let library = caller.libraries.first(where: { $0.name == target.library }) else {
            let names = caller.libraries.filter { $0.notifications != nil }.map(\.name)
            let nearest = Suggestion.nearest(to: target.library, among: names).map { ", did you mean \($0)?" }
            throw UsageError(
                "there is no library \(Quote.short(target.library))"
                    + (nearest ?? "; notifications go to \(names.joined(separator: ", "))"))
        }
        guard let channel = library.notifications else {
            throw UsageError("\(library.name) is no library for messages")
        }
        let plan = try NotifyPlan(message, by: channel, to: target.address)
        let calls = try plan.steps.map { step throws(UsageError) in
            guard let method = library.method(named: step.method) else {
                throw UsageError("\(library.name) has no method \(step.method)")
            }
            let options = step.options.sorted { $0.key < $1.key }.map { ($0.key, JSON.string($0.value)) }
            return Call(library: library, method: method, json: JSONObject(options), profile: target.profile)
        }
        return Delivery(target: target, channel: channel, plan: plan, calls: calls)
    }

    /// What a delivery would send; finds what is missing or can't be read.
    private func requests(of delivery: Delivery) async throws -> [JSON] {
        var requests: [JSON] = []
        for call in delivery.calls {
            do {
                _ = try await previewer.run(call)
            } catch let preview as Preview {
                requests.append(preview.content)
            }
        }
        return requests
    }

    // MARK: - Sending

    private func send(_ chain: Chain) async throws -> [NotifyResult] {
        var results: [NotifyResult] = []
        for delivery in chain.deliveries {
            if let last = results.last, ![.refused, .unreachable].contains(last.state) {
                results.append(result(of: delivery, .skipped))
            } else {
                results.append(try await send(delivery))
            }
        }
        let taken = results.first { $0.state == .sent }
        for index in results.indices {
            results[index].isOptional = chain.isOptional
            if let taken, results[index].state != .sent { results[index].substitute = taken.target }
        }
        return results
    }

    private func send(_ delivery: Delivery) async throws -> NotifyResult {
        var result = result(of: delivery, .sent)
        let caller = caller
        for call in delivery.calls {
            var secrets: [Secret] = []
            do {
                let prepared = try await caller.prepare(call)
                secrets = prepared.secrets
                let output = try await Deadline.run(within: limit, clock: clock) { try await prepared.run() }
                if result.id == nil, let reply = output.reply { result.id = delivery.channel.id?.value(in: reply) }
                result.partsSent += 1
            } catch {
                try Task.checkCancellation()
                result.state = state(of: error, afterParts: result.partsSent)
                result.error = Redactor(secrets).masked(ErrorReport(error).lines.joined(separator: " "))
                break
            }
        }
        return result
    }

    private func result(of delivery: Delivery, _ state: NotifyResult.State) -> NotifyResult {
        NotifyResult(
            target: delivery.target.description, state: state, parts: delivery.calls.count,
            leftFileOut: delivery.plan.leavesFileOut)
    }

    private func state(of error: any Error, afterParts count: Int) -> NotifyResult.State {
        switch error {
        case is ServiceError, is UsageError, is LocalError: count > 0 ? .partial : .refused
        case let error as ConnectionError where error.isUnsent: count > 0 ? .partial : .unreachable
        default: .unknown
        }
    }
}

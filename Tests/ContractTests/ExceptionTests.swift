import OIntCore
import Testing

/// Exceptions are for what is so: one that names nothing, or is not needed any more, has to go.
@Suite struct ExceptionTests {
    @Test(arguments: try Contract.all())
    func theyNameWhatThereIs(_ contract: Contract) {
        let methods = Dictionary(contract.methods.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        for (name, options) in contract.exceptions.mentions {
            guard let method = methods[name] else {
                Issue.record("\(name) is mentioned, but there is no such method")
                continue
            }
            let known = MethodCase(contract: contract, facts: method).options().map(\.name) + method.options.map(\.name)
            for option in options where !known.contains(option) {
                Issue.record("\(name) --\(option) is mentioned, but there is no such option")
            }
        }
    }

    @Test(arguments: try Contract.all())
    func whatIsNoCommandIsPublishedAndMissing(_ contract: Contract) {
        for name in contract.exceptions.absent.flatMap(\.methods) {
            #expect(contract.facts.methods.contains { $0.name == name }, "\(name) is not published")
            #expect(contract.library.method(named: name) == nil, "\(name) is a command")
        }
    }

    @Test(
        arguments: try Contract.allMethods().filter { !$0.contract.exceptions.requestRules(for: $0.facts.name).isEmpty }
    )
    func differencesInRequestsAreNeeded(_ method: MethodCase) async throws {
        guard let descriptor = method.descriptor else { return }
        record(try await StaleChangeCheck(method: method, descriptor: descriptor).problems())
    }

    @Test(arguments: try Contract.allMethods())
    func exceptionsForOptionsAreNeeded(_ method: MethodCase) throws {
        guard let descriptor = method.descriptor else { return }
        let check = OptionCheck(method: method, descriptor: descriptor)
        for (index, rule) in method.contract.exceptions.options.enumerated()
        where rule.methods.contains(method.facts.name) {
            if check.problems(ignoring: index).isEmpty { Issue.record("\(rule) is not needed any more") }
        }
    }

    @Test(arguments: try Contract.allMethods())
    func exceptionsForEffectsAreNeeded(_ method: MethodCase) async throws {
        guard let descriptor = method.descriptor else { return }
        let check = EffectCheck(method: method, descriptor: descriptor)
        for (index, rule) in method.contract.exceptions.effects.enumerated()
        where rule.methods.contains(method.facts.name) {
            if try await check.problems(ignoring: index).isEmpty { Issue.record("\(rule) is not needed any more") }
        }
    }

    @Test(arguments: try Contract.all())
    func exceptionsForTheVendorAreNeeded(_ contract: Contract) async throws {
        guard let vendor = contract.vendor else { return }
        for (index, rule) in contract.exceptions.vendor.enumerated() {
            var unneeded = Set(rule.remote)
            for facts in contract.methods where !facts.calls.isEmpty {
                let method = MethodCase(contract: contract, facts: facts)
                guard let descriptor = method.descriptor else { continue }
                let check = VendorCheck(method: method, descriptor: descriptor, vendor: vendor)
                let problems = try await check.problems(ignoring: index)
                unneeded = unneeded.filter { name in !problems.contains { $0.contains(name) } }
            }
            if !unneeded.isEmpty { Issue.record("\(rule) is not needed any more for \(unneeded.sorted())") }
        }
    }
}

extension Exceptions {
    /// The methods that are mentioned anywhere, with the options that are mentioned with them.
    fileprivate var mentions: [(method: String, options: [String])] {
        var mentions = values.flatMap { rule in rule.methods.map { ($0, [rule.option]) } }
        mentions += rounds.flatMap { rule in rule.methods.map { ($0, rule.without) } }
        mentions += options.flatMap { rule in rule.methods.map { ($0, [rule.option]) } }
        let others =
            replies.flatMap(\.methods) + answers.flatMap(\.methods) + paging.flatMap(\.methods)
            + untried.flatMap(\.methods)
        let rules = readings.flatMap(\.methods) + requests.flatMap(\.methods) + effects.flatMap(\.methods)
        return mentions + (others + rules + addedOptions.flatMap(\.methods)).map { ($0, []) }
    }
}

import OIntCore
import Testing

/// The requests that methods really make, against the catalogue's templates and the vendor's descriptions.
@Suite struct RequestTests {
    @Test(arguments: try Contract.allMethods().filter { !$0.facts.calls.isEmpty })
    func theRequestsAreThoseInTheCatalogue(_ method: MethodCase) async {
        guard let descriptor = method.descriptor else { return }
        record(await RequestCheck(method: method, descriptor: descriptor).problems())
    }

    @Test(arguments: try Contract.allMethods().filter { $0.facts.calls.isEmpty })
    func theAnswerIsTheOneInTheCatalogue(_ method: MethodCase) async {
        guard let descriptor = method.descriptor else { return }
        record(await BehaviourCheck(method: method, descriptor: descriptor).problems())
    }

    @Test(arguments: try Contract.allMethods().filter { $0.descriptor?.isPaged ?? false })
    func allPagesAreWalkedThrough(_ method: MethodCase) async throws {
        guard let descriptor = method.descriptor else { return }
        record(try await PagingCheck(method: method, descriptor: descriptor).problems())
    }

    @Test(arguments: try Contract.allMethods())
    func theEffectFitsNameAndRequests(_ method: MethodCase) async throws {
        guard let descriptor = method.descriptor else { return }
        record(try await EffectCheck(method: method, descriptor: descriptor).problems())
    }

    @Test(arguments: try Contract.allMethods().filter { $0.contract.vendor != nil && !$0.facts.calls.isEmpty })
    func theVendorKnowsWhatIsSent(_ method: MethodCase) async throws {
        guard let descriptor = method.descriptor, let vendor = method.contract.vendor else { return }
        record(try await VendorCheck(method: method, descriptor: descriptor, vendor: vendor).problems())
    }
}

/// Reports each problem by itself.
func record(_ problems: [String], sourceLocation: SourceLocation = #_sourceLocation) {
    for problem in problems { Issue.record("\(problem)", sourceLocation: sourceLocation) }
}

import OIntCore
import OIntRegistry
import Testing

/// What the libraries say about themselves, against what is published about them.
@Suite struct DescriptorTests {
    @Test(arguments: try Contract.allMethods())
    func theMethodIsThereUnderItsPublishedNames(_ method: MethodCase) throws {
        let facts = method.facts
        let library = method.contract.library
        let descriptor = try #require(method.descriptor, "the method is missing")
        #expect(([descriptor.name] + descriptor.aliases).contains(facts.name))
        #expect(library.method(named: facts.name.uppercased())?.name == descriptor.name)
        if let russianName = facts.russianName {
            #expect(library.method(named: russianName)?.name == descriptor.name)
            #expect(library.method(named: russianName.lowercased())?.name == descriptor.name)
        }
        let group = library.groups.first { $0.methods.contains { $0.name == descriptor.name } }
        #expect(group?.title == facts.group)
    }

    @Test(arguments: try Contract.allMethods())
    func theOptionsAreThosePublished(_ method: MethodCase) throws {
        guard let descriptor = method.descriptor else { return }
        record(OptionCheck(method: method, descriptor: descriptor).problems())
    }

    @Test(arguments: try Contract.all())
    func allMethodsArePublished(_ contract: Contract) {
        let known = Set(contract.methods.map { $0.name.lowercased() })
        for method in contract.library.groups.flatMap(\.methods) {
            let names = Set(([method.name] + method.aliases).map { $0.lowercased() })
            if names.isDisjoint(with: known) {
                Issue.record("\(method.name) is not published; describe it among the additions")
            }
        }
    }

    @Test(arguments: try Contract.all())
    func groupsStandInThePublishedOrder(_ contract: Contract) {
        // A group is there once one of its methods is; groups of our own stand behind those published.
        let present = Set(contract.methods.map(\.group))
        let published = contract.facts.groups.filter(present.contains)
        #expect(Array(contract.library.groups.map(\.title).prefix(published.count)) == published)
        #expect(contract.library.title == contract.facts.title)
    }

    @Test(arguments: try Contract.all())
    func namesAreUnique(_ contract: Contract) {
        record(DescriptorCheck.problems(contract.library))
    }

    @Test(arguments: try Contract.allMethods())
    func theDescriptionReadsWell(_ method: MethodCase) {
        guard let descriptor = method.descriptor else { return }
        record(DescriptorCheck.problems(descriptor))
    }

    @Test func everyLibraryHasFacts() throws {
        let known = Set(try Contract.all().map(\.facts.name))
        for library in Registry.libraries where !known.contains(library.name) && !Self.ours.contains(library.name) {
            Issue.record("there are no facts about \(library.name)")
        }
    }

    /// Libraries that nobody else publishes: they speak to any service.
    private static let ours: Set<String> = ["http"]
}

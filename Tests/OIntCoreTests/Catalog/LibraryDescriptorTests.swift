import OIntCore
import Synchronization
import Testing

@Suite("Descriptors of libraries")
struct LibraryDescriptorTests {
    private static func method(_ name: String, _ russianName: String? = nil, aliases: [String] = []) -> MethodDescriptor
    {
        MethodDescriptor(
            name: name, russianName: russianName, aliases: aliases, summary: "Does it.", effect: .reads, client: [],
            parameters: [], body: { _ in .none })
    }

    private let library = LibraryDescriptor(name: "portal", title: "Portal", summary: "A portal.", payload: ["result"])
    {
        [
            GroupDescriptor(title: "Tasks", methods: [method("GetTask", "ПолучитьЗадачу")]),
            GroupDescriptor(title: "Chats", methods: [method("SendMessage", aliases: ["SendMesage"])]),
            GroupDescriptor(
                title: "Tasks",
                methods: [method("AddTask", "СоздатьЗадачу"), method("EndTask", aliases: ["ЗавршитьЗадачу"])]
            ),
        ]
    }

    @Test("groups of one title are one group, where the first of them stands")
    func merging() {
        #expect(library.groups.map(\.title) == ["Tasks", "Chats"])
        #expect(library.groups.map { $0.methods.map(\.name) } == [["GetTask", "AddTask", "EndTask"], ["SendMessage"]])
    }

    @Test(
        "a method is found by any of its names, in any case",
        arguments: [
            ("GetTask", "GetTask"), ("gettask", "GetTask"), ("ПолучитьЗадачу", "GetTask"),
            ("получитьзадачу", "GetTask"),
            ("ADDTASK", "AddTask"), ("СОЗДАТЬЗАДАЧУ", "AddTask"), ("завршитьзадачу", "EndTask"),
            ("sendmesage", "SendMessage"),
            ("SendMessages", nil), ("Get", nil), ("", nil),
        ])
    func lookUp(_ name: String, _ expected: String?) {
        #expect(library.method(named: name)?.name == expected)
    }

    @Test("groups are not built before somebody asks for them")
    func laziness() {
        let count = CallCount()
        let library = LibraryDescriptor(name: "portal", title: "Portal", summary: "A portal.") {
            count.add()
            return []
        }
        #expect(library.payload.isEmpty)
        #expect(count.value == 0)
        _ = library.groups
        #expect(count.value == 1)
    }
}

/// How often something was called.
final class CallCount: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }

    func add() { count.withLock { $0 += 1 } }
}

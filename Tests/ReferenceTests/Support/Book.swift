import OIntCLI
import OIntCore
import OIntReference
import OIntRegistry

/// The reference of the program as it is.
enum Book {
    private static let making = Task {
        await ReferenceBook(
            ProgramDescription(libraries: Registry.libraries, commands: Command.all))
    }

    /// The book, made once for all tests.
    static var whole: ReferenceBook {
        get async { await making.value }
    }

    /// A book with one library, for what can be seen in a small one.
    static func of(_ methods: [MethodDescriptor], summary: String = "Things.") async -> ReferenceBook {
        let library = LibraryDescriptor(name: "things", title: "Things", summary: summary) {
            [GroupDescriptor(title: "All", methods: methods)]
        }
        return await ReferenceBook(
            ProgramDescription(version: "1", libraries: [library], commands: [], standardOptions: []))
    }
}

/// A method with options.
func method(
    _ name: String, russian: String? = nil, summary: String = "Does it.", discussion: String = "",
    effect: Effect = .reads, parameters: [ParameterDescriptor] = [],
    body: @escaping @Sendable (Invocation) async throws -> Output = { _ in .none }
) -> MethodDescriptor {
    MethodDescriptor(
        name: name, russianName: russian, summary: summary, discussion: discussion, signature: "func \(name)()",
        type: "Things", effect: effect, client: [], parameters: parameters, body: body)
}

import OIntCore
import OIntRunning

/// Methods that are tools of their own.
struct ExposedTools {
    let runner: MethodRunner

    /// The tools, in the order of the libraries.
    var all: [Tool] {
        runner.catalog.entries.filter { entry in
            runner.settings.exposed.contains { $0.covers(entry.library, entry.method) }
        }.map(tool)
    }

    private func tool(_ entry: MethodCatalog.Entry) -> Tool {
        let runner = runner
        let (library, method) = (entry.library.name, entry.method)
        let texts = [method.summary, method.discussion].filter { !$0.isEmpty }
        return Tool(
            name: "\(library)_\(method.name)", title: "\(entry.library.title): \(method.name)",
            description: texts.joined(separator: "\n\n"), inputSchema: OptionSchema.object(method),
            hints: Tool.Hints(effect: method.effect, isOpenWorld: true)
        ) { arguments, context in
            try await runner.run(
                MethodRunner.Request(library: library, method: method.name, options: arguments), context)
        }
    }
}

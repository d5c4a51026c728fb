import OIntCore
import OIntRunning
import OIntSearch

extension Command {
    /// The command that finds methods.
    static let search: [Command] = [
        Command(
            "search", summary: "Find methods by what they do.",
            discussion: """
                Words may be English or Russian, in any form and order, and names may be those of the service itself: \
                crm.deal.list, sendMessage, ListObjectsV2. The best come first. With --format json or ndjson the result \
                is for programs.
                """,
            operands: [Operand("WORDS", "What the method should do, or a name.", isRepeated: true)],
            parameters: [
                .optional("library", String.self, "Only methods of this library."),
                .defaulted("limit", Int.self, 10, "How many methods to show at most."),
            ],
            standardOptions: [.format, .out],
            examples: [
                ("oint search send a photo to telegram", "Shows methods that do it."),
                ("oint search список сделок --library bitrix24", "Shows methods of one library."),
                ("oint search ListObjectsV2", "Finds a method by the name that the service has for it."),
            ]
        ) { call in
            let library = try call.option("library", String.self).map { name throws(UsageError) in
                try call.libraries.library(named: name)
            }
            let limit = try call.option("limit", Int.self) ?? 10
            guard (1...1000).contains(limit) else {
                throw UsageError([.unreadable(option: "limit", reason: "takes a number from 1 to 1000")])
            }
            let search = try MethodSearch(library.map { [$0] } ?? call.libraries)
            let found = try search.find(call.operands.joined(separator: " ")).prefix(limit)
                .map { search.entries[$0.index] }
            let isPlain = call.settings.format == nil && call.settings.destination == .output
            guard isPlain else {
                let writer = ResultWriter(console: call.console, settings: call.settings, payload: [], answerHead: nil)
                return try await writer.write(.json(.array(found.map { .object(json(of: $0)) })))
            }
            guard !found.isEmpty else {
                throw UsageError("nothing was found: try other words, or oint LIBRARY for all methods of a library")
            }
            for entry in found {
                let names = [entry.method.russianName, entry.method.vendorName].compactMap(\.self)
                try call.console.print(
                    "oint \(entry.library.name) \(entry.method.name)"
                        + (names.isEmpty ? "" : "  (\(names.joined(separator: ", ")))") + "\n    \(entry.method.summary)")
            }
        }
    ]

    private static func json(of entry: MethodSearch.Entry) -> JSONObject {
        var object: JSONObject = ["library": .string(entry.library.name), "method": .string(entry.method.name)]
        object["russian_name"] = entry.method.russianName.map { .string($0) }
        object["vendor_name"] = entry.method.vendorName.map { .string($0) }
        object.append("summary", .string(entry.method.summary))
        object.append("effect", .string(entry.method.effect.rawValue))
        return object
    }
}

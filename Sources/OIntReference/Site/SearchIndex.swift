import OIntCore
import OIntSearch

/// What the search of the site looks in: a script, since a page that is opened from a disk can't fetch data.
enum SearchIndex {
    /// The script.
    /// - Parameter book: What can be found.
    /// - Returns: A list under `ointMethods`: library, English name, Russian name, summary, address, vendor's name; and
    ///   under `ointSearch` the index of it, as the command line and agents search it.
    static func script(_ book: ReferenceBook) -> String {
        var entries: [String] = []
        var texts: [SearchTexts] = []
        func add(_ library: String, _ text: SearchTexts, _ address: String) {
            texts.append(text)
            entries.append(entry(library, text.name, text.russianName, text.summary, address, text.vendorName))
        }
        for command in book.program.commands {
            add(
                "oint", SearchTexts(name: command.words, service: "oint", summary: command.summary),
                "commands.html#\(HTMLText.anchor(command.words))")
        }
        for library in book.libraries {
            let service = "\(library.name) \(library.title)"
            add(
                library.name, SearchTexts(name: library.title, service: service, summary: library.summary),
                "\(library.name).html")
            for group in library.groups {
                for method in group.methods {
                    add(
                        library.name,
                        SearchTexts(
                            name: method.name, russianName: method.russianName ?? "",
                            vendorName: method.vendorName ?? "", service: service, summary: method.summary,
                            group: group.title),
                        "\(library.name).html#\(HTMLText.anchor(method.name))")
                }
            }
        }
        return """
            // \(Page.mark)
            window.ointMethods = [
            \(entries.joined(separator: ",\n"))
            ];
            window.ointSearch = \(JSON.object(SearchExport.json(texts)).text(.compact));

            """
    }

    private static func entry(_ texts: String...) -> String {
        JSON.array(texts.map { .string($0) }).text(.compact)
    }
}

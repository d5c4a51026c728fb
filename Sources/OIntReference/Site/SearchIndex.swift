import OIntCore

/// What the search of the site looks in: a script, since a page that is opened from a disk can't fetch data.
enum SearchIndex {
    /// The script.
    /// - Parameter book: What can be found.
    /// - Returns: A list under `ointMethods`: library, English name, Russian name, summary, address.
    static func script(_ book: ReferenceBook) -> String {
        var entries = book.program.commands.map { command in
            entry("oint", command.words, "", command.summary, "commands.html#\(HTMLText.anchor(command.words))")
        }
        for library in book.libraries {
            entries.append(entry(library.name, library.title, "", library.summary, "\(library.name).html"))
            for method in library.groups.flatMap(\.methods) {
                entries.append(
                    entry(
                        library.name, method.name, method.russianName ?? "", method.summary,
                        "\(library.name).html#\(HTMLText.anchor(method.name))"))
            }
        }
        return """
            // \(Page.mark)
            window.ointMethods = [
            \(entries.joined(separator: ",\n"))
            ];

            """
    }

    private static func entry(_ texts: String...) -> String {
        JSON.array(texts.map { .string($0) }).text(.compact)
    }
}

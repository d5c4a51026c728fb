import OIntCore
import OIntReference

extension Command {
    /// Commands that write manuals.
    static let reference: [Command] = [
        Command(
            "reference", summary: "Write the reference pages: every library, method and command.",
            discussion: """
                The pages are made from the same declarations as help is. Pages that an earlier run made and that are no \
                more are removed; other files in the directory stay as they are.
                """,
            parameters: [
                .required("out", LocalPath.self, "Directory for the pages; it is made when it is missing."),
                .defaulted(
                    "format", ReferenceFormat.self, .markdown,
                    "Markdown pages, or a site that opens from a disk and can be searched."),
            ],
            examples: [
                ("oint reference --out manual --format html", "Makes a site; open manual/index.html."),
                ("oint reference --out docs", "Makes Markdown pages."),
            ],
            run: { call in
                let format = try call.option("format", ReferenceFormat.self) ?? .markdown
                let path = try call.option("out", LocalPath.self)?.text ?? ""
                let book = await ReferenceBook(
                    ProgramDescription(libraries: call.libraries, commands: call.commands))
                let changes = try PageFolder(path).keep(format.pages(of: book))
                for name in changes.removed { call.console.say("removed \(path)/\(name)") }
                call.console.say(
                    changes.written.isEmpty
                        ? "\(path): all pages are as they should be"
                        : "\(path): \(changes.written.count) pages written; begin with \(path)/\(format.start)")
            })
    ]
}

/// Forms of reference pages.
package enum ReferenceFormat: String, OptionChoice {
    /// Markdown, as code hosts show it.
    case markdown
    /// A web site.
    case html

    /// The value has no role.
    package static var optionRoles: OptionRoles { [] }

    /// The page to begin with.
    var start: String {
        switch self {
        case .markdown: "README.md"
        case .html: "index.html"
        }
    }

    /// The pages of a reference.
    package func pages(of book: ReferenceBook) -> [Page] {
        switch self {
        case .markdown: MarkdownPages.render(book)
        case .html: SitePages.render(book)
        }
    }
}

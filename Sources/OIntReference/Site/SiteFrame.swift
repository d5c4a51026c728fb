/// What all pages of the site have in common: the head, the search field, the navigation.
struct SiteFrame {
    let book: ReferenceBook

    /// Puts a page together.
    /// - Parameters:
    ///   - name: The name of its file.
    ///   - title: Its title.
    ///   - content: What stands in the middle, as HTML.
    ///   - contents: Where the places of this page are listed: headings, and under each the places' names.
    /// - Returns: The page.
    func page(
        _ name: String, title: String, content: [String], contents: [(heading: String, places: [String])] = []
    ) -> Page {
        let text = """
            <!DOCTYPE html>
            <!-- \(Page.mark) -->
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(HTMLText.escaped(title))</title>
            <link rel="stylesheet" href="style.css">
            <script src="methods.js" defer></script>
            <script src="search.js" defer></script>
            </head>
            <body>
            <a class="skip" href="#content">Skip to the content</a>
            <header>
            <a class="home" href="index.html">oint <span>reference</span></a>
            <form id="site-search" role="search" hidden>
            <label for="words">Search</label>
            <input id="words" type="search" placeholder="Search methods ( / )" autocomplete="off" spellcheck="false" \
            role="combobox" aria-expanded="false" aria-controls="results" aria-autocomplete="list">
            <div id="results" role="listbox" aria-label="Methods found" hidden></div>
            <p id="count" role="status" class="unseen"></p>
            </form>
            </header>
            <div class="columns">
            <nav aria-label="Libraries">
            \(navigation(name, contents))
            </nav>
            <main id="content" tabindex="-1">
            \(content.joined(separator: "\n"))
            </main>
            </div>
            </body>
            </html>

            """
        return Page(name: name, text: text)
    }

    private func navigation(_ current: String, _ contents: [(heading: String, places: [String])]) -> String {
        let links =
            [("commands.html", "Commands and options")] + book.libraries.map { ("\($0.name).html", $0.title) }
        let items = links.map { file, title in
            let isHere = file == current
            let mark = isHere ? " aria-current=\"page\"" : ""
            let link = "<a href=\"\(HTMLText.escaped(file))\"\(mark)>\(HTMLText.escaped(title))</a>"
            return "<li>\(link)\(isHere ? places(contents) : "")</li>"
        }
        return "<ul class=\"libraries\">\n\(items.joined(separator: "\n"))\n</ul>"
    }

    private func places(_ contents: [(heading: String, places: [String])]) -> String {
        guard !contents.isEmpty else { return "" }
        // Of many places, only the headings are shown at first.
        let isOpen = contents.reduce(0) { $0 + $1.places.count } <= 60
        let groups = contents.map { heading, places in
            let items = places.map {
                "<li><a href=\"#\(HTMLText.escaped(HTMLText.anchor($0)))\">\(HTMLText.escaped($0))</a></li>"
            }
            return """
                <details\(isOpen ? " open" : "")><summary>\(HTMLText.escaped(heading))</summary><ul>
                \(items.joined(separator: "\n"))
                </ul></details>
                """
        }
        return "\n<div class=\"places\">\n\(groups.joined(separator: "\n"))\n</div>\n"
    }
}

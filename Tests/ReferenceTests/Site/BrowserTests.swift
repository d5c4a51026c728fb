import OIntReference
import Testing

@Suite("The site in a browser")
struct BrowserTests {
    /// The names that a search shows, best first.
    private static func found(in document: String) -> [String] {
        document.matches(of: /<span class="name">([^<]*)<\/span>/).map { String($0.1) }
    }

    @Test(
        "a search that stands in the address finds methods from a disk, the best first",
        arguments: [
            ("sendpoll", "SendPoll"), ("get%20task", "GetTask"),
            ("%D0%BF%D0%BE%D0%BB%D1%83%D1%87%D0%B8%D1%82%D1%8C%D0%B7%D0%B0%D0%B4%D0%B0%D1%87%D1%83", "GetTask"),
            ("s3%20upload%20link", "GetObjectUploadLink"),
        ])
    func search(_ query: String, _ best: String) async throws {
        let document = try await Browser(SitePages.render(await Book.whole)).load("index.html#q=\(query)")
        #expect(Self.found(in: document).first == best)
    }

    @Test("names come before parts of names, and those before descriptions")
    func ranking() async throws {
        let book = await Book.of([
            method("Unrelated", summary: "Has to do with a poll."), method("Repolling"), method("SendPoll"),
            method("PollAll"), method("Poll"), method("Other"),
        ])
        let document = try await Browser(SitePages.render(book)).load("index.html#q=poll")
        #expect(Self.found(in: document) == ["Poll", "PollAll", "SendPoll", "Repolling", "Unrelated"])
    }

    @Test("the keyboard reaches the field, walks through what was found, and leaves")
    func keyboard() async throws {
        let pages = SitePages.render(await Book.of([method("SendPoll"), method("SendText")]))
        let browser = try Browser(pages)
        let start = try #require(pages.first { $0.name == "index.html" }).text
        try browser.add(
            "probe.html", start.replacing("</head>", with: #"<script src="probe.js" defer></script></head>"#))
        try browser.add(
            "probe.js",
            """
            const said = [], box = document.getElementById("words");
            function press(key) {
              document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
            }
            function type(text) { box.value = text; box.dispatchEvent(new Event("input")); }
            function chosen() {
              const link = document.getElementById(box.getAttribute("aria-activedescendant"));
              return link ? link.getAttribute("href") + (link.getAttribute("aria-selected") === "true") : "none";
            }
            press("/"); said.push(document.activeElement === box);
            type("send"); said.push(chosen());
            press("ArrowDown"); said.push(chosen());
            press("ArrowDown"); said.push(chosen());
            press("ArrowDown"); said.push(chosen());
            press("ArrowUp"); said.push(chosen());
            press("Escape"); said.push(box.value === "" && document.getElementById("results").hidden);
            type("nothingofthekind"); said.push(document.getElementById("count").textContent);
            document.title = said.join(" ");
            """)
        let document = try await browser.load("probe.html")
        #expect(
            document.contains(
                """
                <title>true none things.html#SendPolltrue things.html#SendTexttrue things.html#SendPolltrue \
                things.html#SendTexttrue true Nothing found</title>
                """))
    }

    @Test("examples have a button that copies them, which is no part of the page without scripts")
    func copying() async throws {
        let pages = SitePages.render(await Book.of([method("Do")]))
        #expect(!(pages.contains { $0.name.hasSuffix(".html") && $0.text.contains("<button") }))
        let document = try await Browser(pages).load("things.html")
        #expect(document.matches(of: /<button/).count == 1)
    }

    @Test("no page is wider than the screen of a phone")
    func narrow() async throws {
        let pages = SitePages.render(await Book.whole)
        let browser = try Browser(pages)
        let names = pages.map(\.name).filter { $0.hasSuffix(".html") }
        try browser.add(
            "width.js",
            """
            addEventListener("load", () => {
              document.querySelectorAll("details").forEach((details) => { details.open = true; });
              const width = document.documentElement.scrollWidth;
              parent.postMessage(document.title + ": " + (width <= innerWidth ? "fits" : width), "*");
            });
            """)
        for page in pages where page.name.hasSuffix(".html") {
            try browser.add(
                "probe-\(page.name)",
                page.text.replacing("</head>", with: #"<script src="width.js" defer></script></head>"#))
        }
        let frames = names.map { #"<iframe src="probe-\#($0)" width="375" height="700"></iframe>"# }
        try browser.add(
            "frames.html",
            """
            <script>
            addEventListener("message", (event) => { document.getElementById("said").append("[" + event.data + "]"); });
            </script><p id="said"></p>\(frames.joined())
            """)
        let document = try await browser.load("frames.html")
        let said = document.matches(of: /\[([^\]]*): ([a-z0-9]+)\]/)
        #expect(said.count == names.count)
        for match in said { #expect(match.2 == "fits", "\(match.1)") }
    }
}

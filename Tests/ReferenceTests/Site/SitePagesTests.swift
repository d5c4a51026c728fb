import Foundation
import OIntCore
import OIntReference
import Testing

@Suite("The site's pages")
struct SitePagesTests {
    private func page(_ name: String, of book: ReferenceBook) throws -> String {
        try #require(SitePages.render(book).first { $0.name == name }).text
    }

    @Test("a method has a place of its own, its names, its options and a call")
    func typical() async throws {
        let text = try page("telegram.html", of: await Book.whole)
        for part in [
            #"<section class="method" id="SendPoll""#, #"<span lang="ru">ОтправитьОпрос</span>"#,
            #"<th scope="row"><code>--question</code> <code>-q</code></th>"#,
            "oint telegram SendPoll --token-env BOT_TOKEN --chat @example", "/bot***/sendPoll",
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test("nothing in a declaration becomes an element, an attribute or a script")
    func escaping() async throws {
        let evil = #"<script>alert("1")</script> & 'x' </code> "#
        let book = await Book.of(
            [
                method(
                    "Strange", russian: evil, summary: evil, discussion: "`\(evil)`",
                    parameters: [.defaulted("mark", String.self, evil, evil)], body: { _ in Output(evil) })
            ], summary: evil)
        for page in SitePages.render(book) where page.name.hasSuffix(".html") {
            #expect(!page.text.contains("<script>alert"), "\(page.name)")
            #expect(!page.text.contains("</code> &"), "\(page.name)")
        }
        #expect(
            try page("things.html", of: book).contains(
                "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;"))
    }

    @Test("every page is well formed, and every link leads somewhere")
    func wellFormed() async throws {
        let pages = SitePages.render(await Book.whole)
        var places: [String: Set<String>] = [:]
        for page in pages {
            let ids = page.text.matches(of: /\sid="([^"]*)"/).map { String($0.1) }
            #expect(Set(ids).count == ids.count, "\(page.name) has two places of one name")
            places[page.name] = Set(ids)
        }
        for page in pages where page.name.hasSuffix(".html") {
            try Self.checkNesting(page)
            for match in page.text.matches(of: /(?:href|src)="([^"#]*)(?:#([^"]*))?"/) {
                let target = match.1.isEmpty ? page.name : String(match.1)
                let known = try #require(places[target], "\(page.name) leads to \(target)")
                if let place = match.2 { #expect(known.contains(String(place)), "\(page.name) leads to #\(place)") }
            }
            #expect(
                !page.text.contains("http://") || !page.text.contains("src=\"http"), "\(page.name) needs no network")
        }
    }

    private static func checkNesting(_ page: Page) throws {
        let alone: Set<Substring> = ["meta", "link", "input", "br"]
        var open: [Substring] = []
        for match in page.text.matches(of: /<(\/?)([a-z][a-z0-9]*)[^>]*>/) where !alone.contains(match.2) {
            if match.1.isEmpty {
                open.append(match.2)
            } else {
                try #require(open.popLast() == match.2, "\(page.name): \(match.0)")
            }
        }
        #expect(open.isEmpty, "\(page.name)")
    }
}

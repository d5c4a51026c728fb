import LibraryTesting
import OIntCore
import OIntHTTP
import OIntRSS
import PreparedAnswers
import TestFiles
import Testing

@Suite("Reading feeds", .timeLimit(.minutes(1))) struct ReadingTests {
    private func read(_ bytes: [UInt8]) async throws -> JSON {
        try await RSS.readFeed(source: .bytes(bytes))
    }

    private func rss(_ channel: String, _ head: String = "") async throws -> JSON {
        try await read(
            Array(
                "\(head)<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>\(channel)</channel></rss>"
                    .utf8))
    }

    @Test func `Windows-1251 behind a blank line is read`() async throws {
        let head = Array("\n<?xml version=\"1.0\" encoding=\"windows-1251\"?><rss><channel><title>".utf8)
        let feed = try await read(head + [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2] + Array("</title></channel></rss>".utf8))
        #expect(feed["title"] == "Привет")
    }

    @Test func `A declaration that lies about UTF-8 is not believed`() async throws {
        let feed = try await rss("<title>Grüße</title>", "<?xml version='1.0' encoding='windows-1251'?>")
        #expect(feed["title"] == "Grüße")
    }

    @Test(
        "Text is decoded once, and no character is lost",
        arguments: [
            ("D&D", "D&D"), ("caf&eacute;&nbsp;1", "café\u{A0}1"), ("a &amp;amp; b", "a &amp; b"), ("&lt;b&gt;", "<b>"),
            ("<![CDATA[x & <i>y</i> &nbsp;]]>", "x & <i>y</i> &nbsp;"), ("a\u{8}b&#3;c", "abc"),
            ("&foo; &x", "&foo; &x"),
            ("&#1055;&#x440;", "Пр"), ("&#38;lt;", "&lt;"),
        ])
    func text(written: String, meant: String) async throws {
        #expect(try await rss("<title>\(written)</title>")["title"]?.string == meant)
        let typed = "<!DOCTYPE rss SYSTEM 'file:///etc/passwd' [<!ENTITY foo SYSTEM 'file:///etc/passwd'>]>"
        #expect(try await rss("<title>\(written)</title>", typed)["title"]?.string == meant)
    }

    @Test func `What stands in another place, or in another namespace, overwrites nothing`() async throws {
        let feed = try await rss(
            """
            <image><title>logo</title><url>https://e.example/l.png</url></image><title>News</title>
            <atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="https://e.example/feed"/>
            <link>https://e.example/</link><item><d:creator xmlns:d="http://purl.org/dc/elements/1.1/">Ann</d:creator>
            <guid isPermaLink="false">7</guid></item>
            """)
        #expect(feed["title"] == "News")
        #expect(feed["link"] == "https://e.example/")
        #expect(feed["image"] == "https://e.example/l.png")
        #expect(feed["items"] == [["id": "7", "authors": ["Ann"]]])
    }

    @Test func `RSS 1.0 has its items beside the channel`() async throws {
        let feed = try await read(
            Array(
                """
                <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
                xmlns:x="http://purl.org/dc/elements/1.1/"><channel><title>N</title></channel>
                <item><title>A</title><x:date>2026-01-31T10:00:00+01:00</x:date></item></rdf:RDF>
                """.utf8))
        #expect(feed["format"] == "rdf")
        #expect(feed["items"]?[0]?["published"] == "2026-01-31T10:00:00+01:00")
    }

    @Test(
        "Dates",
        arguments: [
            ("Sat, 31 Jan 2026 10:00:00 GMT", "2026-01-31T10:00:00Z"),
            ("22 Sep 17 22:05:03 +0300", "2017-09-22T22:05:03+03:00"),
            ("Sat, 31 Jan 2026 10:00 EST", "2026-01-31T10:00:00-05:00"),
            ("2026-01-31T10:00:00Z", "2026-01-31T10:00:00Z"),
            ("Sat, 31 Jan 2026 10:00:00 XYZ", nil), ("soon", nil),
        ])
    func dates(written: String, meant: String?) async throws {
        let item = try await rss("<item><pubDate>\(written)</pubDate></item>")["items"]?[0]
        #expect(item?["published"]?.string == meant)
        #expect(item?["published_text"]?.string == written)
    }

    @Test func `Atom: alternate links, bases, markup and authors`() async throws {
        let feed = try await read(
            Array(
                """
                <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://e.example/a/"><title>N</title>
                <link rel="self" href="feed"/><link href="home"/><author><name>Ann</name></author>
                <entry xml:base="b/"><title type="html">&lt;S&gt; &amp;amp;</title><link rel="enclosure" href="x.mp3" length="1"/>
                <link href="1.html"/><id>urn:1</id><updated>2026-01-31T10:00:00Z</updated>
                <content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:p>1 &lt; <h:br/>2</h:p></h:div></content>
                </entry></feed>
                """.utf8))
        let entry = feed["items"]?[0]
        #expect(feed["link"] == "https://e.example/a/home")
        #expect(entry?["link"] == "https://e.example/a/b/1.html")
        #expect(entry?["title"] == "<S> &amp;")
        #expect(entry?["content"] == "<p>1 &lt; <br/>2</p>")
        #expect(entry?["authors"] == ["Ann"])
        #expect(entry?["enclosures"] == [["url": "https://e.example/a/b/x.mp3", "length": "1"]])
    }

    @Test func `What is no feed is an error, never an empty one`() async throws {
        for text in ["", "hello", "<html><body/></html>", "<rss><channel><title>x</channel></rss>", "{\"a\": 1}"] {
            await #expect(throws: UsageError.self, "\(text)") { _ = try await read(Array(text.utf8)) }
        }
        await #expect(throws: UsageError.self) { _ = try await RSS.parseFeedAtom(xml: "<rss><channel/></rss>") }
        await #expect(throws: UsageError.self) { _ = try await RSS.parseFeedRSS() }
    }

    @Test func `A feed at an address is fetched when it has changed`() async throws {
        let body = "<rss><channel><title>\u{CF}</title></channel></rss>"
        let service = PreparedService(
            PreparedService.Answer(
                headers: [
                    HeaderField("ETag", "\"1\""), HeaderField("Last-Modified", "Sat, 31 Jan 2026 10:00:00 GMT"),
                    HeaderField("Content-Type", "application/rss+xml"),
                ], body: body), PreparedService.Answer(status: 304), PreparedService.Answer(status: 500, body: "<rss/>")
        )
        let http = HTTP(
            {
                var c = HTTPConfiguration(); c.retry.limit = 0; return c
            }(), transport: service)
        let first = try await RSS.readFeed(source: .address("https://e.example/feed"), http: http)
        #expect(first["source"]?["etag"] == "\"1\"")
        #expect(first["source"]?["modified"] == "Sat, 31 Jan 2026 10:00:00 GMT")
        let second = try await RSS.readFeed(
            source: .address("https://e.example/feed"), etag: "\"1\"", modified: "Sat, 31 Jan 2026 10:00:00 GMT",
            http: http)
        #expect(second == ["unchanged": true, "items": []])
        let headers = service.requests[1].request.headers
        #expect(headers.contains(HeaderField("If-None-Match", "\"1\"")))
        #expect(headers.contains(HeaderField("If-Modified-Since", "Sat, 31 Jan 2026 10:00:00 GMT")))
        await #expect(throws: ServiceError.self) {
            _ = try await RSS.readFeed(source: .address("https://e.example/feed"), http: http)
        }
    }
}

@Suite("Writing feeds", .timeLimit(.minutes(1))) struct WritingTests {
    private let date = DateTime("2024-01-02T03:04:05Z")

    @Test func `What is written is read back`() async throws {
        let text = try RSS.createFeedRSS(
            name: "A & B", descr: "d", link: "https://e.example",
            items: [
                [
                    "title": "<1>", "author": "Ann", "pubDate": "2026-01-31T10:00:00+03:00", "guid": "g",
                    "category": ["x", "y"],
                ],
                ["description": "<b>2</b>", "author": "ann@e.example", "content:encoded": "<p>"],
            ], date: date)
        let feed = try await RSS.parseFeedRSS(xml: text)
        #expect(feed["title"] == "A & B")
        #expect(feed["lastBuildDate"] == "Tue, 02 Jan 2024 03:04:05 +0000")
        #expect(feed["items"]?[0]?["dc:creator"] == "Ann")
        #expect(feed["items"]?[0]?["category"] == ["x", "y"])
        #expect(feed["items"]?[0]?["pubDate"] == "Sat, 31 Jan 2026 10:00:00 +0300")
        #expect(feed["items"]?[1] == ["description": "<b>2</b>", "author": "ann@e.example", "content:encoded": "<p>"])
    }

    @Test func `What validators refuse is not written`() throws {
        let good: JSONObject = ["title": "A", "id": "https://e.example/1", "published": "2026-01-31", "author": "Ann"]
        func atom(_ change: (inout JSONObject) -> Void, id: String = "urn:x") throws -> String {
            var item = good
            change(&item)
            return try RSS.createFeedAtom(name: "N", link: "https://e.example", id: id, items: [item], date: date)
        }
        #expect(try atom { _ in }.contains("<updated>2026-01-31T00:00:00"))
        #expect(throws: UsageError.self) { try atom { $0["id"] = "1" } }
        #expect(throws: UsageError.self) { try atom { $0["published"] = nil } }
        #expect(throws: UsageError.self) { try atom { $0["published"] = "soon" } }
        #expect(throws: UsageError.self) { try atom { $0["author"] = nil } }
        #expect(throws: UsageError.self) { try atom({ _ in }, id: "news") }
        #expect(throws: UsageError.self) { try atom { $0["<script>"] = "x" } }
        #expect(throws: UsageError.self) {
            try RSS.createFeedRSS(name: "N", descr: "d", link: "l", items: [["link": "x"]])
        }
    }
}

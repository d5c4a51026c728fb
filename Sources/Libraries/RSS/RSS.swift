import OIntCore
import OIntHTTP

/// Feeds: RSS 2.0, RSS 1.0 and Atom, read and written.
///
/// Reading forgives what feeds of the wild do: wrong encodings, HTML's entities, bare ampersands, control characters. What it
/// can't read is an error, never an empty feed. Writing refuses what validators refuse.
public enum RSS {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "rss", title: "RSS and Atom", summary: "Feeds: RSS 2.0, RSS 1.0 and Atom, read and written.",
        examples: examples
    ) {
        [rssMethods, atomMethods, feeds]
    }

    /// What the documentation shows for options.
    static var examples: [String: OptionExample] {
        [
            "name": "News",
            "descr": "What happened",
            "link": "https://example.com",
            "id": "https://example.com/",
            "author": "Ann",
            "feed": OptionExample(
                #"data:,<rss version="2.0"><channel><title>News</title></channel></rss>"#, shown: "feed.xml"),
            "ReadFeed.source": OptionExample(
                #"data:,<rss version="2.0"><channel><title>News</title><link>https://example.com</link></channel></rss>"#,
                shown: "feed.xml"),
            "ParseFeedRSS.xml": OptionExample(
                #"<rss version="2.0"><channel><title>News</title><link>https://example.com</link></channel></rss>"#,
                shown: "TEXT"),
            "ParseFeedAtom.xml": OptionExample(
                #"<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>https://example.com/</id><link rel="alternate" href="https://example.com"/></feed>"#,
                shown: "TEXT"),
            "CreateFeedRSS.date": "2026-01-31T10:00:00Z",
            "CreateFeedAtom.date": "2026-01-31T10:00:00Z",
            "CreateFeedAtom.author": "Ann",
            "CreateFeedRSS.items":
                #"[{"title": "First", "link": "https://example.com/1", "pubDate": "2026-01-31T10:00:00Z"}]"#,
            "CreateFeedAtom.items":
                #"[{"title": "First", "id": "https://example.com/1", "updated": "2026-01-31T10:00:00Z"}]"#,
        ]
    }
}

import OIntCore

/// The type of a body: what it is, and the charset it is written in where it is text.
///
/// Source: https://www.rfc-editor.org/rfc/rfc9110#section-8.3
package struct MediaType: Sendable {
    /// Type and subtype in lower case, such as `text/html`; empty where none is named.
    private let name: String
    /// The charset as the header spells it; nil where none is named.
    package let charset: String?

    /// Reads the value of a header `Content-Type`.
    /// - Parameter header: The value; nil where there is no such header.
    package init(_ header: String?) {
        let parts = (header ?? "").split(separator: ";").map { String($0).trimmed }
        name = parts.first?.lowercased() ?? ""
        charset = parts.dropFirst().first { $0.lowercased().hasPrefix("charset=") }
            .map { String($0.dropFirst("charset=".count)).trimmed.filter { $0 != "\"" && $0 != "'" } }
            .flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Whether there is one.
    package var isNamed: Bool { !name.isEmpty }

    /// Whether it is JSON.
    package var isJSON: Bool { ["application/json", "text/json"].contains(name) || name.hasSuffix("+json") }

    /// Whether it is XML.
    package var isXML: Bool { ["application/xml", "text/xml"].contains(name) || name.hasSuffix("+xml") }

    /// Whether the body may be JSON or text.
    package var mayBeText: Bool {
        !isNamed || isJSON || isXML || name.hasPrefix("text/") || name.hasSuffix("+yaml") || Self.texts.contains(name)
    }

    private static let texts: Set<String> = [
        "application/javascript", "application/yaml", "application/x-yaml", "application/toml",
        "application/x-www-form-urlencoded", "application/x-ndjson", "application/jsonl", "application/graphql",
        "application/sql",
    ]
}

extension MediaType {
    /// The usual type of a file, by the ending of its name.
    ///
    /// Source: https://www.iana.org/assignments/media-types/media-types.xhtml
    /// - Parameter fileName: The name, with or without a path.
    /// - Returns: The type, without a charset, which the name does not tell; nil for an ending that is not known.
    package static func ofFile(named fileName: String) -> String? {
        let name = fileName.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
        return byEnding[name[name.index(after: dot)...].lowercased()]
    }

    private static let byEnding: [String: String] = {
        var types: [String: String] = [:]
        for line in endings.split(separator: "\n") {
            let words = line.split(separator: " ").map { String($0) }
            for ending in words.dropFirst() { types[ending] = words[0] }
        }
        return types
    }()

    /// A type a line, with the endings of its files.
    private static let endings = """
        application/epub+zip epub
        application/geo+json geojson
        application/gzip gz tgz
        application/java-archive jar
        application/json json map
        application/ld+json jsonld
        application/manifest+json webmanifest
        application/msword doc
        application/pdf pdf
        application/pkcs12 p12 pfx
        application/postscript ps eps ai
        application/rtf rtf
        application/sql sql
        application/toml toml
        application/vnd.android.package-archive apk
        application/vnd.apache.parquet parquet
        application/vnd.ms-excel xls
        application/vnd.ms-fontobject eot
        application/vnd.ms-outlook msg
        application/vnd.ms-powerpoint ppt
        application/vnd.oasis.opendocument.presentation odp
        application/vnd.oasis.opendocument.spreadsheet ods
        application/vnd.oasis.opendocument.text odt
        application/vnd.openxmlformats-officedocument.presentationml.presentation pptx
        application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx
        application/vnd.openxmlformats-officedocument.wordprocessingml.document docx
        application/vnd.rar rar
        application/wasm wasm
        application/x-7z-compressed 7z
        application/x-bzip2 bz2
        application/x-ndjson ndjson jsonl
        application/x-tar tar
        application/x-xz xz
        application/xhtml+xml xhtml
        application/xml xml xsd xsl
        application/yaml yaml yml
        application/zip zip
        application/zstd zst
        audio/aac aac
        audio/flac flac
        audio/midi mid midi
        audio/mp4 m4a
        audio/mpeg mp3
        audio/ogg ogg oga opus
        audio/wav wav
        font/otf otf
        font/ttf ttf
        font/woff woff
        font/woff2 woff2
        image/avif avif
        image/bmp bmp
        image/gif gif
        image/heic heic
        image/jpeg jpg jpeg
        image/png png
        image/svg+xml svg
        image/tiff tif tiff
        image/vnd.microsoft.icon ico
        image/webp webp
        message/rfc822 eml
        text/calendar ics
        text/css css
        text/csv csv
        text/html html htm
        text/javascript js mjs
        text/markdown md markdown
        text/plain txt log text
        text/tab-separated-values tsv
        text/vcard vcf
        video/mp4 mp4 m4v
        video/mpeg mpeg mpg
        video/ogg ogv
        video/quicktime mov
        video/webm webm
        video/x-matroska mkv
        video/x-msvideo avi
        """
}

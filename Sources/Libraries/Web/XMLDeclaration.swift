/// The line that an XML document may begin with, which names the document's charset.
///
/// Source: https://www.w3.org/TR/xml/#sec-prolog-dtd
enum XMLDeclaration {
    /// A document that is in UTF-8 now, whatever charset it came in: its declaration says so.
    ///
    /// A name that is no longer true would mislead whoever reads the document next.
    static func namingUTF8(_ document: String) -> String {
        guard let name = charset(in: document), document[name].lowercased() != "utf-8" else { return document }
        return document[..<name.lowerBound] + "UTF-8" + document[name.upperBound...]
    }

    /// Where the declaration names the charset, without its quotes.
    private static func charset(in document: String) -> Range<String.Index>? {
        guard document.hasPrefix("<?xml"), let end = document.firstRange(of: "?>") else { return nil }
        let declaration = document[..<end.lowerBound]
        guard let word = declaration.firstRange(of: "encoding") else { return nil }
        let value = declaration[word.upperBound...].drop { $0.isWhitespace || $0 == "=" }
        guard let quote = value.first, quote == "\"" || quote == "'" else { return nil }
        let begin = value.index(after: value.startIndex)
        return value[begin...].firstIndex(of: quote).map { begin..<$0 }
    }
}

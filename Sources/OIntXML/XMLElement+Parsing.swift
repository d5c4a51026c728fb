import CExpat

extension XMLElement {
    /// How deep elements may stand inside each other.
    public static let maximumDepth = 256

    /// Reads an XML document.
    ///
    /// The document may be in UTF-8, UTF-16, ISO 8859-1 or ASCII. A document type declaration is refused, and with it
    /// every entity that is not XML's own: answers of services have none, and what they can do (grow a line to
    /// gigabytes, read files of this machine) is nobody's wish.
    /// - Parameter bytes: The document.
    /// - Throws: ``XMLParsingError`` with the reason and the place.
    public init(parsing bytes: [UInt8]) throws(XMLParsingError) {
        let parser = Expat()
        defer { parser.free() }
        self = try parser.parse(bytes)
    }
}

/// One run of expat over a document.
private struct Expat {
    private let parser: XML_Parser?
    private let builder: TreeBuilder

    init() {
        parser = XML_ParserCreate(nil)
        builder = TreeBuilder(parser)
    }

    /// Gives back what expat holds; nothing may be done with the parser afterwards.
    func free() { XML_ParserFree(parser) }

    func parse(_ bytes: [UInt8]) throws(XMLParsingError) -> XMLElement {
        guard let parser else { throw XMLParsingError(reason: "no memory is left", line: 1, column: 1) }
        XML_SetUserData(parser, Unmanaged.passUnretained(builder).toOpaque())
        XML_SetElementHandler(
            parser, { TreeBuilder.of($0)?.start($1, $2) }, { data, _ in TreeBuilder.of(data)?.end() })
        XML_SetCharacterDataHandler(parser) { TreeBuilder.of($0)?.characters($1, $2) }
        XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
            TreeBuilder.of(data)?.stop("document type declarations are not accepted")
        }
        guard feed(bytes, to: parser), let root = builder.root else { throw failure(parser) }
        return root
    }

    /// Hands the document over, in pieces that expat can count.
    private func feed(_ bytes: [UInt8], to parser: XML_Parser) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            var rest = bytes[...]
            repeat {
                let piece = rest.prefix(1 << 24)
                rest = rest.dropFirst(piece.count)
                let status = UnsafeBufferPointer(rebasing: piece).withMemoryRebound(to: CChar.self) {
                    XML_Parse(parser, $0.baseAddress, CInt($0.count), rest.isEmpty ? 1 : 0)
                }
                if status != XML_STATUS_OK { return false }
            } while !rest.isEmpty
            return true
        }
    }

    private func failure(_ parser: XML_Parser) -> XMLParsingError {
        let said = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) }
        return XMLParsingError(
            reason: builder.objection ?? said ?? "it is no XML", line: Int(XML_GetCurrentLineNumber(parser)),
            column: Int(XML_GetCurrentColumnNumber(parser)) + 1)
    }
}

/// Makes a tree of what expat reports.
private final class TreeBuilder {
    private let parser: XML_Parser?
    /// The elements that are open, outermost first.
    private var open: [XMLElement] = []
    /// Characters that were not put into the tree yet: expat hands them over in pieces of its own choosing.
    private var pending: [UInt8] = []
    /// The whole tree, once it is closed.
    private(set) var root: XMLElement?
    /// Why reading was stopped, where it was not expat's decision.
    private(set) var objection: String?

    init(_ parser: XML_Parser?) { self.parser = parser }

    static func of(_ data: UnsafeMutableRawPointer?) -> TreeBuilder? {
        data.map { Unmanaged<TreeBuilder>.fromOpaque($0).takeUnretainedValue() }
    }

    func start(_ name: UnsafePointer<CChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
        guard let name else { return }
        guard open.count < XMLElement.maximumDepth else {
            return stop("elements stand inside each other more than \(XMLElement.maximumDepth) deep")
        }
        flush()
        var element = XMLElement(String(cString: name))
        var next = attributes
        while let pair = next, let key = pair[0], let value = pair[1] {
            element.attributes.append(XMLElement.Attribute(String(cString: key), String(cString: value)))
            next = pair + 2
        }
        open.append(element)
    }

    func end() {
        flush()
        guard let element = open.popLast() else { return }
        if open.isEmpty { root = element } else { open[open.count - 1].content.append(.element(element)) }
    }

    func characters(_ characters: UnsafePointer<CChar>?, _ count: CInt) {
        guard let characters else { return }
        pending.append(contentsOf: UnsafeRawBufferPointer(start: characters, count: Int(count)))
    }

    func stop(_ objection: String) {
        self.objection = objection
        XML_StopParser(parser, 0)
    }

    private func flush() {
        guard !pending.isEmpty, !open.isEmpty else { return }
        open[open.count - 1].content.append(.text(String(decoding: pending, as: UTF8.self)))
        pending.removeAll(keepingCapacity: true)
    }
}

import OIntCore

extension XMLElement {
    /// The element as an XML document in UTF-8, without white space between tags.
    ///
    /// Characters that XML 1.0 has no place for (most control characters) become U+FFFD.
    public var document: [UInt8] {
        var text = #"<?xml version="1.0" encoding="UTF-8"?>"#
        write(to: &text)
        return Array(text.utf8)
    }

    private func write(to text: inout String) {
        text += "<" + name
        for attribute in attributes { text += " \(attribute.name)=\"\(Self.escaped(attribute.value))\"" }
        guard !content.isEmpty else { return text += "/>" }
        text += ">"
        for node in content {
            switch node {
            case .element(let element): element.write(to: &text)
            case .text(let characters): text += Self.escaped(characters)
            }
        }
        text += "</\(name)>"
    }

    /// A text as it may stand between tags and in attributes.
    ///
    /// Line breaks and tabs are escaped too: a reader makes spaces of them in attributes, and a line feed of a carriage
    /// return anywhere.
    private static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;".unicodeScalars
            case "<": result += "&lt;".unicodeScalars
            case ">": result += "&gt;".unicodeScalars
            case "\"": result += "&quot;".unicodeScalars
            case "\t", "\n", "\r": result += "&#\(scalar.value);".unicodeScalars
            case "\0"..<" ", "\u{FFFE}", "\u{FFFF}": result.append("\u{FFFD}")
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}

/// Lays out Swift declarations for reading.
enum SignatureLayout {
    /// How many columns a declaration may have before each parameter gets a line of its own.
    private static let width = 88

    /// The declaration of a function, over several lines where it is long.
    /// - Parameter signature: The declaration on one line.
    /// - Returns: The lines.
    static func laidOut(_ signature: String) -> String {
        guard signature.count > width, let open = signature.firstIndex(of: "("),
            let close = closing(of: signature, from: open)
        else { return signature }
        let inside = signature[signature.index(after: open)..<close]
        let parameters = elements(of: inside).map { "    \($0)" }
        return ([String(signature[...open])] + [parameters.joined(separator: ",\n")] + [String(signature[close...])])
            .joined(separator: "\n")
    }

    /// The parenthesis that closes another one.
    private static func closing(of text: String, from open: String.Index) -> String.Index? {
        var depth = 0
        var isQuoted = false
        for index in text.indices[open...] {
            switch text[index] {
            case "\"": isQuoted.toggle()
            case "(" where !isQuoted: depth += 1
            case ")" where !isQuoted:
                depth -= 1
                if depth == 0 { return index }
            default: break
            }
        }
        return nil
    }

    /// The parameters in a list, apart.
    private static func elements(of list: Substring) -> [String] {
        var elements = [""]
        var depth = 0
        var isQuoted = false
        for character in list {
            if character == "\"" { isQuoted.toggle() }
            if !isQuoted, "([<".contains(character) { depth += 1 }
            if !isQuoted, ")]>".contains(character) { depth -= 1 }
            if character == ",", depth == 0, !isQuoted {
                elements.append("")
            } else if !(character == " " && elements.last?.isEmpty == true) {
                elements[elements.count - 1].append(character)
            }
        }
        return elements
    }
}

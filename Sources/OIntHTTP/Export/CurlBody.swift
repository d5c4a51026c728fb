import OIntCore

/// The body of a request as options of curl, and what has to be piped into it.
struct CurlBody {
    /// What curl is told about the type of the body.
    enum ContentType {
        /// Nothing: curl says what is right.
        case asIs
        /// To leave the header out.
        case none
        /// This type.
        case named(String)
    }

    /// The options; empty when there is no body.
    private(set) var options: [String] = []
    /// The method that curl takes for these options.
    private(set) var usualMethod = Request.Method.get
    /// What the header `Content-Type` says.
    private(set) var type = ContentType.asIs
    /// The command whose output is the body, where curl can't make it; nil where it can.
    private(set) var source: String?

    /// Creates the body of a request that has none.
    init() {}

    /// Writes the body of a request.
    init(_ request: Request, _ variables: inout ShellVariables) {
        let encoded = EncodedBody(request.body)
        type = encoded.type.map { .named($0) } ?? .none
        usualMethod = .post
        switch request.body {
        case .none:
            addNothing(request)
        case .json(let value): add(variables.json(value))
        case .jsonWithFiles(let value, let files):
            // The marks of files are no secrets, and stay.
            pipe(Self.commands(variables.json(value), files))
        case .form(let fields): add(fields, &variables)
        case .multipart(let parts):
            if let forms = Self.forms(parts, &variables) {
                options = forms
                type = .asIs
            } else {
                pipe(encoded.segments.map { Self.command($0, &variables) })
            }
        case .related: pipe(encoded.segments.map { Self.command($0, &variables) })
        case .bytes(let bytes, _): add(bytes, &variables)
        case .file(let file, _): add(file, &variables)
        case .slice:
            if let path = request.body.wholeFile {
                add(.path(path), &variables)
            } else {
                pipe(encoded.segments.map { Self.command($0, &variables) })
            }
        }
        if case .aws = request.authentication, case .none = type { leaveOutType(request) }
    }

    private mutating func addNothing(_ request: Request) {
        type = .asIs
        usualMethod = .get
        // Without any data curl does not say that the body is empty, which services want to know.
        guard [.post, .put, .patch].contains(request.method) else { return }
        if case .aws = request.authentication {
            options = ["--header 'Content-Length: 0'"]
        } else {
            options = ["--data-raw ''"]
            type = .none
            usualMethod = .post
        }
    }

    /// Leaves out the type of a signed body.
    ///
    /// curl signs a header that it is told to leave out, and services then find that it is missing. It adds none to what
    /// it uploads; what comes from a pipe it would upload without telling the length.
    private mutating func leaveOutType(_ request: Request) {
        let path = request.body.wholeFile
        let target = (Address(request.target)?.resource.path ?? "")
        if let path, !target.hasSuffix("/"), !target.isEmpty {
            options = ["--upload-file \(ShellText(path == "-" ? "./-" : path).word)"]
            usualMethod = .put
            type = .asIs
        } else {
            type = .named("application/octet-stream")
        }
    }

    private mutating func add(_ text: ShellText) {
        if text.isPlain { options = ["--data-raw \(text.word)"] } else { pipe([text.printf]) }
    }

    private mutating func add(_ bytes: [UInt8], _ variables: inout ShellVariables) {
        if let text = String(validating: bytes, as: UTF8.self) {
            add(variables.text(text))
        } else {
            pipe([ShellText.printf(bytes)])
        }
    }

    private mutating func add(_ file: FileInput, _ variables: inout ShellVariables) {
        switch file.content {
        case .path(let path): options = ["--data-binary \(ShellText("@\(path)").word)"]
        case .standardInput: options = ["--data-binary @-"]
        case .bytes(let bytes): add(bytes, &variables)
        case .address: pipe([Self.command(.file(file), &variables)])
        }
    }

    /// Takes the body from other commands, one after the other.
    private mutating func pipe(_ commands: [String]) {
        source = commands.count == 1 ? commands[0] : "{\n" + commands.map { "  \($0)\n" }.joined() + "}"
        options = ["--data-binary @-"]
    }
}

extension CurlBody {
    private mutating func add(_ fields: [(name: String, value: String)], _ variables: inout ShellVariables) {
        type = .asIs
        options = fields.map { name, value in
            let key = PercentEncoding.encoded(name, spaceAsPlus: true)
            let text =
                Redactor.holdsSecret(name)
                ? variables.secret(value, place: name) : variables.text(value, place: name)
            if !key.isEmpty, text.isPlain || text.hasVariables { return "--data-urlencode \((key + "=" + text).word)" }
            return "--data-raw \(ShellText(key + "=" + PercentEncoding.encoded(value, spaceAsPlus: true)).word)"
        }
        if fields.isEmpty { options = ["--data-raw ''"] }
    }
}

extension CurlBody {
    /// The parts of a multipart body as options, or nil when there is one that curl has no option for.
    ///
    /// Source: https://curl.se/docs/manpage.html#-F
    private static func forms(_ parts: [Body.Part], _ variables: inout ShellVariables) -> [String]? {
        guard !parts.isEmpty else { return nil }
        var copy = variables
        var options: [String] = []
        for part in parts {
            // What stands before the first equals sign is the name.
            guard !part.name.isEmpty, !part.name.contains("=") else { return nil }
            switch part.content {
            case .text(let value):
                let text =
                    Redactor.holdsSecret(part.name)
                    ? copy.secret(value, place: part.name) : copy.text(value, place: part.name)
                let word = part.name + "=" + text
                guard part.fileName == nil, part.type == nil, word.isPlain else { return nil }
                options.append("--form-string \(word.word)")
            case .file(let file):
                guard let option = form(part, file), option.isPlain else { return nil }
                options.append("--form \(option.word)")
            }
        }
        variables = copy
        return options
    }

    private static func form(_ part: Body.Part, _ file: FileInput) -> ShellText? {
        guard let type = part.type, let fileName = part.fileName else { return nil }
        let path: String
        switch file.content {
        case .path(let name): path = name == "-" ? "./-" : name
        case .standardInput: path = "-"
        case .bytes, .address: return nil
        }
        return ShellText("\(part.name)=@\(quoted(path));type=\(type);filename=\(quoted(fileName))")
    }

    /// A text in the quotes of curl's forms.
    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: #"\\"#).replacing("\"", with: #"\""#) + "\""
    }
}

extension CurlBody {
    /// The commands that print a text with files in it, in base64.
    private static func commands(_ text: ShellText, _ files: EmbeddedFiles) -> [String] {
        var commands: [String] = []
        var pending = ShellText()
        for piece in text.pieces {
            guard case .text(let part) = piece else {
                pending = pending + ShellText([piece])
                continue
            }
            var rest = part[...]
            while let (range, file) = files.files.lazy.compactMap({ entry in
                rest.firstRange(of: entry.mark).map { ($0, entry.file) }
            }).min(by: { $0.0.lowerBound < $1.0.lowerBound }) {
                pending.append(String(rest[..<range.lowerBound]))
                commands += [pending.printf, base64(file)]
                pending = ShellText()
                rest = rest[range.upperBound...]
            }
            pending.append(String(rest))
        }
        return commands + [pending.printf]
    }

    /// The command that prints a segment of a body.
    private static func command(_ segment: EncodedBody.Segment, _ variables: inout ShellVariables) -> String {
        switch segment {
        case .bytes(let bytes):
            String(validating: bytes, as: UTF8.self).map { variables.text($0).printf } ?? ShellText.printf(bytes)
        case .file(let file): printing(file)
        case .slice(let slice):
            "tail -c +\(slice.range.lowerBound + 1) \(path(slice.path)) | head -c \(slice.range.count)"
        case .base64(let file): base64(file)
        }
    }

    private static func base64(_ file: FileInput) -> String {
        // The line breaks that some versions of the command add are no part of the value.
        switch file.content {
        case .bytes(let bytes): "printf %s \(ShellText(Base64.encoded(bytes)).word)"
        case .path(let name): "base64 < \(path(name)) | tr -d '\\n'"
        case .standardInput: "base64 | tr -d '\\n'"
        case .address: "\(printing(file)) | base64 | tr -d '\\n'"
        }
    }

    private static func printing(_ file: FileInput) -> String {
        switch file.content {
        case .path(let name): "cat \(path(name))"
        case .bytes(let bytes): ShellText.printf(bytes)
        case .standardInput: "cat"
        case .address(let address):
            "curl --silent --show-error --fail --location --globoff --url \(ShellText(address).word)"
        }
    }

    /// The path of a file as an argument that is not taken for an option.
    private static func path(_ path: String) -> String {
        ShellText(path.hasPrefix("-") ? "./\(path)" : path).word
    }
}

extension Body {
    /// The path of the file that is the whole body; nil where it is no file, or only a part of one.
    fileprivate var wholeFile: String? {
        switch self {
        case .file(let file, _): if case .path(let path) = file.content { path } else { nil }
        case .slice(let slice): (try? LocalFile.size(slice.path)) == slice.range.count ? slice.path : nil
        default: nil
        }
    }
}

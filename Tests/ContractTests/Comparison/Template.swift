import OIntCore

/// Fills the catalogue's templates with the values of a call.
///
/// | in a template | in a request |
/// | --- | --- |
/// | `<task>` | the value of --task, or its default |
/// | `<task>?` | the same; nothing when there is none |
/// | `<filter.from>?` | the part of a JSON value; nothing when there is none |
/// | `<date\|day>` | the value in another form, see `SampleFormat` |
/// | `Bearer <token>` | a text with values in it |
/// | `{result.url}` | a part of the service's answer to the request before |
/// | `{service_url}` | the address of an object storage, see --basic |
/// | `{bucket_url:<name>}` | the address of a bucket in it, see --dir |
/// | a key `*` | each member of the JSON object under it; members written out win |
///
/// An object that is left without members is left out.
struct Template {
    /// The values of the call.
    let samples: Samples
    /// The answer to the request before.
    let lastReply: JSON?

    /// A value, filled in; nil when it is left out.
    func expected(_ template: JSON) throws -> Expected? {
        switch template {
        case .string(let text): try expected(text)
        case .number(let number): .text(number.text)
        case .null, .bool: .exactly(template)
        case .array(let elements): .list(try elements.compactMap(expected))
        case .object(let object): try members(object).map { .object($0) }
        }
    }

    /// The members of an object, filled in; nil when none is left.
    func members(_ object: JSONObject) throws -> [(key: String, value: Expected)]? {
        var members: [(key: String, value: Expected)] = []
        for member in object {
            if member.key == "*" {
                let written = object.keys
                let spread = try expected(member.value)
                guard case .exactly(let value)? = spread, let object = value.object else {
                    if spread == nil { continue }
                    throw FactsError("* spreads \(member.value), which is no object")
                }
                members += object.filter { !written.contains($0.key) }.map { ($0.key, .exactly($0.value)) }
            } else if let value = try expected(member.value) {
                members.append((try text(member.key) ?? "", value))
            }
        }
        return members.isEmpty ? nil : members
    }

    /// A text, filled in; nil when it is left out.
    func text(_ template: String) throws -> String? {
        switch try expected(template) {
        case .text(let text)?: text
        case .exactly(.bool(let flag))?: flag ? "true" : "false"
        case nil: nil
        case let other?: throw FactsError("\(template) stands where a text belongs, and is \(other)")
        }
    }

    private func expected(_ template: String) throws -> Expected? {
        if let match = try #/<([a-z0-9_]+)((?:\.[A-Za-z0-9_]+)*)(?:\|([a-z0-9]+))?>(\?)?/#.wholeMatch(in: template) {
            let value = try value(of: match.output)
            if value == nil, match.output.4 == nil {
                throw FactsError("\(template) is always sent, but nothing is given and nothing stands for it")
            }
            return value
        }
        return try mixed(template).map { .text($0) }
    }

    private typealias Placeholder = (Substring, Substring, Substring, Substring?, Substring?)

    private func value(of match: Placeholder) throws -> Expected? {
        let path = match.2.split(separator: ".").map { String($0) }
        return try samples.expected(String(match.1), path: path, try match.3.map { try SampleFormat(String($0)) })
    }

    /// A text with values and parts of answers in it.
    private func mixed(_ template: String) throws -> String? {
        var text = ""
        var rest = template[...]
        while let start = rest.firstIndex(where: { $0 == "<" || $0 == "{" }) {
            text += rest[..<start]
            rest = rest[start...]
            if let match = try #/<([a-z0-9_]+)((?:\.[A-Za-z0-9_]+)*)(?:\|([a-z0-9]+))?>(\?)?/#.prefixMatch(in: rest) {
                guard let value = try value(of: match.output) else {
                    if template.hasSuffix("?") { return nil }
                    throw FactsError("\(template) lacks a value")
                }
                guard case .text(let part) = value else { throw FactsError("\(template) holds what is no text") }
                text += part
                rest = rest[match.range.upperBound...]
            } else if let match = try /\{service_url\}/.prefixMatch(in: rest) {
                text += try serviceURL()
                rest = rest[match.range.upperBound...]
            } else if let match = try /\{bucket_url:<([a-z]+)>\}/.prefixMatch(in: rest) {
                text += try bucketURL(String(match.output.1))
                rest = rest[match.range.upperBound...]
            } else if let match = try /\{([A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)\}/.prefixMatch(in: rest) {
                let path = match.output.1.split(separator: ".").map { String($0) }
                guard let part = lastReply?.value(at: path[...])?.scalarText else {
                    throw FactsError("\(template): the answer before has no \(match.output.1)")
                }
                text += part
                rest = rest[match.range.upperBound...]
            } else {
                throw FactsError("\(template) can't be read; say in the readings what it means")
            }
        }
        return text + rest
    }
}

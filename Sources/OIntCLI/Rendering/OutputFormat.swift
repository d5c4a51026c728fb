/// The forms in which a result can be printed.
package enum OutputFormat: String, CaseIterable, Sendable {
    /// JSON over several lines, indented: the whole reply.
    case json
    /// JSON without blanks, on one line: the whole reply.
    case compact
    /// Newline-delimited JSON, one compact value a line: the rows of the reply, for `jq`, `while read` and agents.
    case ndjson
    /// YAML 1.2 in block style: the whole reply.
    case yaml
    /// Comma-separated values with a header (RFC 4180): the rows of the reply.
    case csv
    /// Aligned columns for people: the rows of the reply.
    case table
}

extension OutputFormat {
    /// The word that asks for the request as a command for curl: a form of requests, and so for dry runs only.
    package static let curl = "curl"

    /// All words that `--format` takes.
    package static let words = allCases.map(\.rawValue) + [curl]
}

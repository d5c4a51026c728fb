import OIntCore

/// What a person can do about the usual refusals, where a library has nothing better to say.
///
/// Source: https://www.rfc-editor.org/rfc/rfc9110#section-15
enum UsualRemedies {
    /// What helps.
    /// - Parameters:
    ///   - status: The status of the response.
    ///   - names: What the library calls its options.
    /// - Returns: A sentence without its full stop; nil where the status says too little.
    static func remedy(_ status: Int, _ names: Service.Options) -> String? {
        let token = names.token.map { "--\($0)" }
        return switch status {
        case 401:
            [token.map { "Check \($0)" }, names.login.map { "log in with oint login \($0)" }].compactMap(\.self)
                .joined(separator: ", or ").nonEmpty
        case 403: "Whoever the \(token ?? "call") belongs to is not allowed to do this: ask for the right"
        case 404: "Check the ids in the call" + (names.address.map { ", and --\($0)" } ?? "")
        case 405: names.address.map { "Check --\($0), and the name of the method" }
        case 409: "Something stands in the way, or has changed meanwhile: look at it first, then try again"
        case 413: "Send less at a time, or a smaller file"
        case 415: "Check the type of the file or text"
        case 422: "Check the values: the service can read them, and can't take them"
        case 429: "Send less often"
        case 500...: "The service has a fault of its own: try again later"
        default: nil
        }
    }
}

extension String {
    /// The text; nil where it is empty.
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}

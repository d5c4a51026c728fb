/// Errors of authorization servers as the standard has them.
///
/// Source: https://www.rfc-editor.org/rfc/rfc6749#section-5.2
public enum OAuthRefusal {
    /// The error in a response that brings no token: `{"error": "invalid_grant", "error_description": "…"}`.
    /// - Parameters:
    ///   - service: The service's name for people.
    ///   - status: The HTTP status.
    ///   - headers: The headers of the response.
    ///   - body: The body of the response.
    /// - Returns: The error, with what a person can do about it.
    public static func standard(
        _ service: String, status: Int, headers: [HeaderField], body: [UInt8]
    ) -> ServiceError {
        guard let answer = try? JSON(parsing: body) else {
            return ServiceError(
                service: service, status: status, headers: headers, message: "the response is not JSON",
                reply: .bytes(body))
        }
        // Some wrap the error into an object of their own, or call the words otherwise.
        let error = answer["error"]
        let code = error?.string ?? error?["code"]?.scalarText ?? error?["type"]?.string ?? answer["code"]?.scalarText
        let message =
            answer["error_description"]?.string ?? error?["message"]?.string ?? answer["message"]?.string
            ?? (code == nil ? "the response has no token in it" : nil)
        return ServiceError(
            service: service, status: status, headers: headers, code: code, message: message,
            remedy: remedy(code), reply: .json(answer))
    }

    /// What a person can do about an error, where that is known.
    private static func remedy(_ code: String?) -> String? {
        switch code?.lowercased() {
        case "invalid_client", "unauthorized_client": "Check --clientid and --clientsecret"
        case "invalid_grant", "bad_verification_code":
            "The code or the token was used already, is too old, or belongs to another application: log in again"
        case "invalid_scope": "Give the application the right to these scopes, or name others with --scope"
        case "redirect_uri_mismatch", "invalid_redirect_uri", "bad_redirect_uri":
            "Register the redirect address that oint login shows with the application"
        case "access_denied": "Consent was refused: log in again, and agree"
        case "expired_token": "Log in again"
        default: nil
        }
    }
}

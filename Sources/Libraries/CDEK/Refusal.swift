import OIntCore
import OIntHTTP

/// What CDEK says when it says no: at once, under a status of success, or later in the state of a change.
///
/// Source: https://apidoc.cdek.ru
enum Refusal {
    /// What a person can do about a refusal, by its code.
    static let remedies: [String: String] = [
        "v2_token_expired": "A token lives an hour: get another one with GetToken, or log in: oint login cdek",
        "invalid_client": "Check --account and --pass; the test environment has accounts of its own (--testapi true)",
        "unauthorized": "Check --token; the test environment has accounts of its own (--testapi true)",
        "v2_entity_not_found":
            "Check the UUID; what was made in the test environment is found with --testapi true, and all is kept a year",
        "v2_entity_not_found_im_number": "There is no order of this number; check --internal",
        "v2_entity_forbidden": "It belongs to another account",
        "v2_entity_not_ready": "CDEK is still at it: try again in a while",
        "v2_entity_invalid": "It was refused when it was made: its state says why",
        "v2_similar_request_still_processed":
            "The same is under way already: read it with GetOrderByNumber --internal true before anything is sent again",
        "v2_internal_error": "CDEK has a fault of its own: read what has become of it before anything is sent again",
        "v2_invalid_format": "Check the forms of the values: dates, UUIDs, numbers",
        "v2_field_is_empty": "Give the field that is named",
        "v2_recipient_location_is_not_recognized": "Name the place by the code of its city; GetCities tells it",
        "v2_sender_location_is_not_recognized": "Name the place by the code of its city; GetCities tells it",
    ]

    /// Finds what an answer says that is no yes.
    ///
    /// What is read may tell of changes that were refused; only of what was never made there is nothing to read.
    /// - Parameter reply: The answer.
    /// - Returns: The judgement; nil where it says yes.
    static func judgement(_ reply: ServiceReply) -> Judgement? {
        guard let json = reply.json else {
            return reply.status == 401 ? Judgement(course: .expired) : nil
        }
        let requests = json["requests"]?.array ?? []
        var errors = json["errors"]?.array ?? []
        if errors.isEmpty {
            let refused = requests.filter { isInvalid($0) && (!reply.isSuccess || $0["type"]?.string == "CREATE") }
            errors = refused.flatMap { $0["errors"]?.array ?? [] }
            if errors.isEmpty, !refused.isEmpty { errors = [["code": "INVALID", "message": "CDEK says no more"]] }
        }
        guard !reply.isSuccess || !errors.isEmpty else { return nil }
        // A request for a token is refused in OAuth's own way.
        guard !errors.isEmpty else {
            var usual = Judgement(usual: reply)
            if reply.status == 401, usual.code != "invalid_client" { usual.course = .expired }
            return usual
        }
        var judgement = judgement(errors)
        switch judgement.code {
        case "v2_token_expired": judgement.course = .expired
        case "v2_entity_not_ready", "v2_internal_error": judgement.course = .passing
        default: if reply.status == 401 { judgement.course = .expired }
        }
        return judgement
    }

    /// Several errors as one.
    static func judgement(_ errors: [JSON]) -> Judgement {
        let texts = errors.map { error in
            let details = [error["message"]?.string, error["additional_code"]?.scalarText.map { "(\($0))" }]
                .compactMap { $0?.isEmpty == true ? nil : $0 }
            return details.isEmpty ? error["code"]?.string ?? "refused" : details.joined(separator: " ")
        }
        return Judgement(code: errors.first?["code"]?.scalarText, message: texts.joined(separator: "; "))
    }

    /// Whether a change was refused.
    static func isInvalid(_ request: JSON) -> Bool { request["state"]?.string == "INVALID" }
}

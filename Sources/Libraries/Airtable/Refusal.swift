import OIntCore
import OIntHTTP

/// What Airtable says when it says no.
///
/// Source: https://airtable.com/developers/web/api/errors
enum Refusal {
    /// What a person can do about a refusal, by its type.
    static let remedies: [String: String] = [
        "authentication_required": "Check --token, or log in: oint login airtable",
        "invalid_authentication": "Check --token, or log in: oint login airtable",
        "invalid_permissions_or_model_not_found": "Check --base and --table; the token may lack the base or a scope",
        "not_found": "Check the ids, and that the token may see the base",
        "table_not_found": "Check --table; GetDatabaseTables tells the tables",
        "invalid_filter_by_formula": "Check the formula in --filter; names of fields stand in braces",
        "unknown_field_name": "Check the names of fields; GetDatabaseTables tells them",
        "invalid_value_for_column": "Give the value as the field wants it, or --typecast true",
        "invalid_multiple_choice_options": "The field has no such choice: add it, or give --typecast true",
        "list_records_iterator_not_available": "The listing is too old: begin it anew",
        "row_does_not_exist": "Check the id of the record",
    ]

    /// How long Airtable refuses everything after too many requests.
    private static let silence = Duration.seconds(30)

    /// Finds what an answer says that is no yes.
    /// - Parameter reply: The answer.
    /// - Returns: The judgement; nil where the status says everything.
    static func judgement(_ reply: ServiceReply) -> Judgement? {
        guard !reply.isSuccess else { return nil }
        let error = reply["error"]
        let code = error?["type"]?.string ?? error?.string
        return Judgement(
            code: code, message: error?["message"]?.string,
            course: reply.status == 429 ? .slowDown(after: silence) : nil)
    }
}

import OIntCore

extension ServiceError {
    /// A database's refusal of a statement.
    /// - Parameters:
    ///   - service: The database's name for people.
    ///   - code: The database's own code.
    ///   - message: What the database says.
    ///   - remedy: What a person can do about it, where that is known.
    /// - Returns: The error, whose answer is `{"result": false, "error": …}`.
    public static func sql(
        _ service: String, code: String? = nil, message: String, remedy: String? = nil
    ) -> ServiceError {
        ServiceError(
            service: service, code: code, message: message, remedy: remedy,
            reply: .json(["result": false, "error": .string(message)]))
    }
}

import OIntCore

/// What messages of all types have, and what Viber takes.
///
/// Source: https://developers.viber.com/docs/api/rest-bot-api/#send-message
struct Message {
    /// How many characters a text has at most.
    static let longestText = 7000
    /// How many characters the text beside a picture has at most.
    static let longestCaption = 512
    /// How many bytes a message has at most, as JSON.
    static let largest = 30 * 1024
    /// How many characters the name of a sender has at most.
    private static let longestName = 28

    /// What the message is, by the names of the service.
    let fields: JSONObject

    /// Puts a message together.
    /// - Parameters:
    ///   - type: Its type.
    ///   - content: What belongs to the type.
    ///   - sender: The name that it shows, and the address of a picture.
    ///   - version: The oldest version of the interface that shows it.
    ///   - keyboard: A keyboard that comes with it.
    /// - Throws: `UsageError` when Viber would not take it.
    init(
        _ type: String, _ content: JSONObject, sender: (name: String, avatar: String?), version: Int = 1,
        keyboard: JSONObject = [:]
    ) throws(UsageError) {
        guard (1...Self.longestName).contains(sender.name.count) else {
            throw UsageError("--sender has \(sender.name.count) characters; give 1 to \(Self.longestName)")
        }
        guard version > 0 else { throw UsageError("--minversion is \(version); give 1 or more") }
        var fields: JSONObject = [
            "sender": ["name": .string(sender.name), "avatar": .string(sender.avatar ?? "")],
            "min_api_version": JSON(version), "type": .string(type),
        ]
        for member in content { fields.append(member.key, member.value) }
        if !keyboard.isEmpty {
            var keyboard = keyboard
            // Without its type it is taken, and not shown.
            if keyboard["Type"] == nil { keyboard.append("Type", "keyboard") }
            fields.append("keyboard", .object(keyboard))
        }
        let size = JSON.object(fields).text(.compact).utf8.count
        guard size <= Self.largest else {
            throw UsageError("the message has \(size) bytes, and Viber takes \(Self.largest)")
        }
        self.fields = fields
    }

    /// Checks the length of a text.
    static func checked(_ text: String, _ option: String, atMost limit: Int) throws(UsageError) -> JSON {
        guard text.count <= limit else {
            throw UsageError("--\(option) has \(text.count) characters, and Viber takes \(limit)")
        }
        return .string(text)
    }

    /// Checks the id of a user.
    static func checked(user: ID) throws(UsageError) -> JSON {
        let text = user.description
        guard !text.hasPrefix("+"), !text.allSatisfy(\.isNumber) else {
            throw UsageError(
                "\(Quote.short(text)) looks like a telephone number; Viber wants the id that an event of the webhook told"
            )
        }
        return .string(text)
    }
}

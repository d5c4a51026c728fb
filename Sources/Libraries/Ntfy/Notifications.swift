import OIntCore

extension Ntfy {
    /// A topic is an address: `https://ntfy.example.com/ops`, or its name alone on the server of the profile.
    static let notifications = NotificationChannel(
        to: "TOPIC", by: "SendMessage", text: "message", longestText: longestText, .bytes,
        heading: .options(heading),
        file: .init("SendFile", file: "file", text: "message", longestText: longestText, names: ["filename"]), id: "id"
    ) { address throws(OptionError) in
        guard address.contains("://") else { return ["topic": try Topic(address).text] }
        guard let slash = address.lastIndex(of: "/"), !address[..<slash].hasSuffix("/") else {
            throw OptionError("takes a topic, or https://server/topic, not \(Quote.short(address))")
        }
        return [
            "url": String(address[..<slash]), "topic": try Topic(String(address[address.index(after: slash)...])).text,
        ]
    }

    /// Title and urgency as options of a message.
    @Sendable private static func heading(_ title: String?, _ urgency: NotificationUrgency?) -> [String: String] {
        var options: JSONObject = [:]
        if let title { options.append("Title", .string(title)) }
        switch urgency {
        case .low: options.append("Priority", 2)
        case .normal: options.append("Priority", 3)
        case .high: options.append("Priority", 4)
        case .urgent: options.append("Priority", 5)
        case nil: break
        }
        return options.isEmpty ? [:] : ["options": JSON.object(options).text(.compact)]
    }
}

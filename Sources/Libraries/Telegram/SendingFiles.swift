import OIntCore
import OIntHTTP

/// How files travel: uploaded ones as parts of a form, all others as texts in JSON.
///
/// Source: https://core.telegram.org/bots/api#sending-files
extension Telegram {
    /// A message that is made of one file.
    struct FileMessage {
        /// The method of the Bot API.
        let method: String
        /// The field that holds the file.
        let field: String
        /// The name an uploaded file gets.
        let fileName: String
        /// The file.
        let attachment: Attachment
        /// Where it goes.
        let chat: ChatAddress
        /// The text below it.
        let caption: FormattedText?
        /// What is done with a caption whose markup can't be read.
        let fallback: MarkupFallback?
        /// The keyboard below it; empty for none.
        let keyboard: JSONObject
    }

    /// Sends a file.
    func send(_ message: FileMessage) async throws -> JSON {
        try await sending(message.caption, message.fallback) { try await send(message, caption: $0) }
    }

    private func send(_ message: FileMessage, caption: FormattedText?) async throws -> JSON {
        var fields: Fields = [:]
        fields.append(message.field, message.attachment.reference)
        fields.append("chat_id", message.chat.chat)
        fields.append("message_thread_id", message.chat.thread)
        fields.append("caption", caption?.text)
        fields.append("parse_mode", caption?.mode)
        fields.append("reply_markup", Self.markup(message.keyboard))
        guard let file = message.attachment.file else { return try await write(message.method, fields) }
        let part = Body.Part.file(message.field, file, fileName: message.fileName)
        return try await write(message.method, parts: [part] + Self.parts(fields))
    }

    /// Sends an album.
    func send(_ group: MediaGroup, to chat: ChatAddress, caption: FormattedText?) async throws -> JSON {
        var files: [Body.Part] = []
        var media: [Fields] = []
        for (index, item) in group.items.enumerated() {
            // Names of files may be equal, or hold what no reference can.
            let name = "\(item.kind.rawValue)\(index)"
            if let file = item.attachment.file {
                let fileName = item.kind == .document ? file.name ?? name : name
                files.append(.file(name, file, fileName: fileName))
            }
            var entry: Fields = [
                "type": item.kind.rawValue, "media": item.attachment.reference ?? "attach://\(name)",
            ]
            // Telegram shows the caption of the first file below the whole album.
            if index == 0 {
                entry.append("caption", caption?.text)
                entry.append("parse_mode", caption?.mode)
            }
            media.append(entry)
        }
        let fields: Fields = ["chat_id": chat.chat, "message_thread_id": chat.thread, "media": media]
        guard !files.isEmpty else { return try await write("sendMediaGroup", fields) }
        return try await write("sendMediaGroup", parts: Self.parts(fields) + files)
    }

    /// A keyboard as a field; nothing where it is empty.
    static func markup(_ keyboard: JSONObject) -> JSON? { keyboard.isEmpty ? nil : .object(keyboard) }

    /// Fields as parts of a form: texts as they are, everything else as JSON.
    private static func parts(_ fields: Fields) -> [Body.Part] {
        fields.object.map { .field($0.key, $0.value.string ?? $0.value.text(.compact)) }
    }
}

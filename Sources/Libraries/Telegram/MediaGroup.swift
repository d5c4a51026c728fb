import OIntCore

extension Telegram {
    /// The files of an album, in their order, each with what it is shown as.
    ///
    /// On the command line it is a JSON object: `{"a.jpg": "photo", "https://example.com/b.mp4": "video"}`.
    ///
    /// Source: https://core.telegram.org/bots/api#sendmediagroup
    public struct MediaGroup: Sendable, Hashable {
        /// What a file is shown as.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            /// A picture.
            case photo
            /// A video.
            case video
            /// A piece of music.
            case audio
            /// A file to save.
            case document
        }

        /// One file of an album.
        public struct Item: Sendable, Hashable {
            /// The file.
            public let attachment: Attachment
            /// What it is shown as.
            public let kind: Kind

            /// Creates an item.
            /// - Parameters:
            ///   - attachment: The file.
            ///   - kind: What it is shown as.
            public init(_ attachment: Attachment, _ kind: Kind) {
                self.attachment = attachment
                self.kind = kind
            }
        }

        /// The files in their order.
        public let items: [Item]

        /// Creates an album.
        /// - Parameter items: From 2 to 10 files.
        /// - Throws: `OptionError` when there are fewer or more.
        public init(_ items: [Item]) throws(OptionError) {
            guard (2...10).contains(items.count) else {
                throw OptionError(
                    "takes from 2 to 10 files, and there \(items.count == 1 ? "is" : "are") \(items.count)")
            }
            self.items = items
        }
    }
}

extension Telegram.MediaGroup: OptionValue {
    /// A JSON object of files and what they are shown as.
    public static var optionKind: OptionKind { .object }

    /// Items may be files that are read.
    public static var optionRoles: OptionRoles { .readsFiles }

    /// Reads a JSON object whose keys are paths, addresses or ids, and whose values are kinds.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        var items: [Item] = []
        for member in try JSONObject(option: inputs) { items.append(try Self.item(member)) }
        try self.init(items)
    }

    private static func item(_ member: JSONObject.Member) throws(OptionError) -> Item {
        let kinds = Kind.allCases.map(\.rawValue)
        guard let kind = member.value.string.flatMap({ Kind(rawValue: $0.trimmed.lowercased()) }) else {
            let nearest = Suggestion.nearest(to: member.value.string ?? "", among: kinds)
            throw OptionError(
                "wants \(kinds.joined(separator: ", ")) under \(Quote.short(member.key))"
                    + (nearest.map { ", did you mean \($0)?" } ?? ""))
        }
        // Whoever parses the command line can't know that standard input is taken here.
        guard member.key.trimmed != "-" else { throw OptionError("can't take standard input into an album") }
        do throws(OptionError) {
            return Item(try Telegram.Attachment(option: [OptionInput(member.key)]), kind)
        } catch {
            throw OptionError("has a file that \(error)")
        }
    }

    /// The files and their kinds as compact JSON.
    public var optionText: String {
        JSON.object(JSONObject(items.map { ($0.attachment.optionText, .string($0.kind.rawValue)) })).text(.compact)
    }
}

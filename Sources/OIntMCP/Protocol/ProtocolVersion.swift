/// A revision of the Model Context Protocol, with what sets it apart from others.
///
/// Source: https://modelcontextprotocol.io/specification
enum ProtocolVersion: String, CaseIterable, Comparable, Sendable {
    case november2024 = "2024-11-05"
    case march2025 = "2025-03-26"
    case june2025 = "2025-06-18"
    case november2025 = "2025-11-25"
    case july2026 = "2026-07-28"

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// The newest revision in which a session begins with `initialize`.
    static let newestWithSessions = november2025

    /// Whether each request says for itself who asks and by which revision, and there are no sessions.
    var isStateless: Bool { self >= .july2026 }

    /// Whether several messages may come as one list.
    var hasBatches: Bool { self == .march2025 }

    /// Whether a tool tells what it does to the world.
    var hasAnnotations: Bool { self >= .march2025 }

    /// Whether tools and servers have titles for people.
    var hasTitles: Bool { self >= .june2025 }

    /// Whether a result may be given as JSON beside its text.
    var hasStructuredContent: Bool { self >= .june2025 }

    /// Whether a notification about progress may say something in words.
    var hasProgressMessages: Bool { self >= .march2025 }

    /// Whether an error that belongs to no request leaves the id out; before, JSON-RPC's null stands for it.
    var omitsUnknownID: Bool { self >= .november2025 }
}

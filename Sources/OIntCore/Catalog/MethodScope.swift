/// Where a method makes sense.
public enum MethodScope: String, Sendable, Hashable, CaseIterable {
    /// Wherever calls are made.
    case anywhere
    /// Only where objects stay open between calls: it takes one that an earlier call has opened.
    case session

    /// The places where objects stay open between calls, for people.
    package static let sessions =
        "oint server, a batch (\"keep\": \"name\"), an AI agent's session (oint mcp) and Swift"
}

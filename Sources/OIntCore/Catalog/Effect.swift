/// What a method does to the world, so that agents, dry runs and confirmations can tell methods apart.
public enum Effect: String, Sendable, Hashable, CaseIterable {
    /// Only looks: calling it twice, or by mistake, changes nothing.
    case reads
    /// Creates or changes something that can be put back.
    case writes
    /// Removes something, or does what can't be undone.
    case destroys
}

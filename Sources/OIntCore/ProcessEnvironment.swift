#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The environment the process was started with.
public enum ProcessEnvironment {
    /// The variables by name.
    public static var variables: [String: String] { ProcessInfo.processInfo.environment }
}

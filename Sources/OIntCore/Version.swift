/// The version of the package.
public enum Version {
    /// The version by the rules of semantic versioning.
    public static let number = "0.1.0"
}

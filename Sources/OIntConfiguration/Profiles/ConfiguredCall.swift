import OIntCore

/// What the configuration adds to a call.
package struct ConfiguredCall: Sendable {
    /// The profile in force.
    package let profile: ProfileName
    /// The values of options that the call does not give.
    package var options: [String: [OptionInput]] = [:]
    /// The options whose values come from the secrets of the profile.
    package var storedSecrets: Set<String> = []
    /// What is wrong with the configuration, as far as the call needs it.
    package var problems: [UsageProblem] = []
    /// The tokens of the profile for the library, where somebody logged in.
    package var tokens: OAuthTokens?
}

import OIntConfiguration
import OIntCore
import OIntHTTP

/// The token of a profile: the one that logging in gave, kept fresh, or one that was stored by hand.
///
/// It reads and writes what the command line does; programs and command lines may run at the same time.
public struct ProfileCredentials: CredentialProvider {
    private let library: LibraryDescriptor
    private let profile: ProfileName
    private let folder: SecretFolder
    private let refreshing: RefreshingCredentials?

    /// Creates credentials.
    /// - Parameters:
    ///   - library: The library that the token is for.
    ///   - profile: The profile's name; nil for the one that is in force.
    ///   - refreshes: Whether expired tokens are refreshed.
    ///   - environment: The environment, which says where secrets are kept.
    ///   - http: What makes the requests.
    /// - Throws: `UsageError` when the name can't be a profile's; `LocalError` when a settings file can't be read.
    public init(
        _ library: LibraryDescriptor, profile: String? = nil, refreshes: Bool = true,
        environment: [String: String] = ProcessEnvironment.variables, http: HTTP = .shared
    ) throws {
        let configuration = Configuration(environment: environment)
        self.init(
            library, profile: try configuration.profile(profile), in: configuration.secrets, refreshes: refreshes,
            http: http)
    }

    package init(
        _ library: LibraryDescriptor, profile: ProfileName, in folder: SecretFolder, refreshes: Bool, http: HTTP,
        keeper: RefreshKeeper? = nil, now: @escaping @Sendable () -> Int = { DateTime.now.unixTime }
    ) {
        self.library = library
        self.profile = profile
        self.folder = folder
        guard let family = library.oauth?.family else {
            refreshing = nil
            return
        }
        let exchange = TokenExchange(family: family, http: http, now: now)
        let store = ProfileTokenStore(folder: folder, family: family.name, profile: profile, exchange: exchange)
        let refresher: any TokenRefresher =
            if let keeper { KeptRefresher(keeper: keeper, store: store) } else { DirectRefresher(of: store) }
        refreshing = RefreshingCredentials(family, store: store, refresher: refreshes ? refresher : nil, now: now)
    }

    /// The token: from logging in, or else the stored value of the library's option for it.
    public func token() async throws -> Secret? {
        // These are the program's own files, whatever files a call may use.
        try await FileAccess.$current.withValue(nil) {
            if let token = try await refreshing?.token() { return token }
            return try await folder.secrets(of: library.name, in: profile)?.options[
                library.oauth?.tokenOption ?? "token"]
        }
    }

    /// A fresh token in place of one that the service has refused as expired.
    public func token(replacing refused: Secret) async throws -> Secret? {
        try await FileAccess.$current.withValue(nil) { try await refreshing?.token(replacing: refused) }
    }
}

import OIntCore
import OIntRunning

/// How a server for agents behaves.
package struct ServerSettings: Sendable {
    /// Makes calls.
    package var caller: Caller
    /// Makes calls that are only shown.
    package var previewer: Caller
    /// Which methods may be called.
    package var access = AccessPolicy()
    /// Methods that are tools of their own.
    package var exposed: [MethodSelector] = []
    /// What an agent may use without knowing it.
    package var variables: Variables
    /// Which files may be used.
    package var files: FileAccess
    /// The profile of calls that name none.
    package var profile: String?
    /// What surrounds calls, whatever is asked for.
    package var fence = Fence()
    /// How many bytes a result may have before it is cut.
    package var resultLimit = 16 * 1024
    /// Where requests are noted.
    package var log: RequestLog?
    /// The names of the profiles that there are.
    package var profileNames: @Sendable () async throws -> [String] = { [] }

    /// Creates settings: all methods, no files.
    /// - Parameters:
    ///   - caller: Makes calls.
    ///   - previewer: Makes calls that are only shown.
    ///   - variables: What an agent may use without knowing it.
    ///   - files: Which files may be used.
    package init(caller: Caller, previewer: Caller, variables: Variables, files: FileAccess) {
        self.caller = caller
        self.previewer = previewer
        self.variables = variables
        self.files = files
    }
}

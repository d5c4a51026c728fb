import OIntCore

/// Everything that documents tell about the program.
///
/// The command line, which stands above this target, puts it together from its own tables.
package struct ProgramDescription: Sendable {
    /// The version.
    package let version: String
    /// The libraries, in the order people should see them.
    package let libraries: [LibraryDescriptor]
    /// The program's own commands, in the order people should see them.
    package let commands: [CommandDescription]
    /// The options of every call.
    package let standardOptions: [OptionDescription]

    /// Describes the program.
    /// - Parameters:
    ///   - version: The version.
    ///   - libraries: The libraries.
    ///   - commands: The program's own commands.
    ///   - standardOptions: The options of every call.
    package init(
        version: String, libraries: [LibraryDescriptor], commands: [CommandDescription],
        standardOptions: [OptionDescription]
    ) {
        self.version = version
        self.libraries = libraries
        self.commands = commands
        self.standardOptions = standardOptions
    }
}

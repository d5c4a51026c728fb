/// One file of a reference.
package struct Page: Sendable, Hashable {
    /// The name of the file.
    package let name: String
    /// Its content.
    package let text: String

    /// What stands at the beginning of every page: whoever makes pages again may overwrite and remove what has it.
    package static let mark = "Made by `oint reference` from the declarations; changes are overwritten."
}

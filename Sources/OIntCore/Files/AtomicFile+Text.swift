extension AtomicFile {
    /// Writes a text into a file, which holds either all of it or what it held before.
    /// - Parameters:
    ///   - text: The content.
    ///   - path: The file's path.
    ///   - isPrivate: Whether nobody but its owner may read it.
    /// - Throws: ``LocalError`` when it can't be written.
    package static func write(_ text: String, to path: String, isPrivate: Bool = false) throws(LocalError) {
        let file = try AtomicFile(path, isPrivate: isPrivate)
        do {
            try Array(text.utf8).withUnsafeBytes { try file.write($0) }
        } catch let error as LocalError {
            throw error
        } catch {
            throw LocalError(path, LocalFile.reason(error))
        }
        try file.finish()
    }
}

import OIntCore

/// A directory that pages are kept in.
package struct PageFolder {
    /// What was done in a directory.
    package struct Changes: Sendable, Hashable {
        /// The pages that were written, new ones and changed ones.
        package var written: [String] = []
        /// The pages that were removed.
        package var removed: [String] = []
    }

    private let path: String

    /// Creates a folder.
    /// - Parameter path: The directory's path; it is made when it is missing.
    package init(_ path: String) { self.path = path }

    /// Makes the directory hold these pages.
    ///
    /// Pages that were made before and are no more are removed; files of other people stay as they are.
    /// - Parameter pages: The pages.
    /// - Returns: What was done.
    /// - Throws: `LocalError` when a file can't be written, or the name of a page is taken by a file of somebody else's;
    ///   then nothing was done.
    package func keep(_ pages: [Page]) throws -> Changes {
        var changes = Changes()
        for page in pages {
            guard let before = try content(of: page.name), before != page.text else { continue }
            guard Self.isOurs(before) else {
                throw LocalError(
                    "\(path)/\(page.name)",
                    "a page would overwrite it, and it was not made by this command; move it, or take another directory"
                )
            }
        }
        try LocalDirectory.make(path)
        for page in pages where try content(of: page.name) != page.text {
            try write(page)
            changes.written.append(page.name)
        }
        let names = Set(pages.map(\.name))
        for name in try LocalDirectory.files(in: path)
        where !names.contains(name) && Self.endings.contains(where: name.hasSuffix) {
            guard let text = try content(of: name), Self.isOurs(text) else { continue }
            try LocalDirectory.remove(file: "\(path)/\(name)")
            changes.removed.append(name)
        }
        return changes
    }

    /// What names of pages end with.
    private static let endings = [".md", ".html", ".css", ".js"]

    private static func isOurs(_ text: String) -> Bool { text.prefix(400).contains(Page.mark) }

    private func content(of name: String) throws(LocalError) -> String? {
        guard try LocalDirectory.files(in: path).contains(name) else { return nil }
        return String(decoding: try LocalFile.read("\(path)/\(name)"), as: UTF8.self)
    }

    private func write(_ page: Page) throws {
        let file = try AtomicFile("\(path)/\(page.name)")
        try Array(page.text.utf8).withUnsafeBytes { try file.write($0) }
        try file.finish()
    }
}

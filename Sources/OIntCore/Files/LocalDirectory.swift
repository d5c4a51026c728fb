import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Directories of this machine, with errors that people understand.
package enum LocalDirectory {
    /// Makes a directory, with those around it, where they are missing.
    /// - Parameter path: The directory's path.
    /// - Throws: ``LocalError`` when the system refuses, or something else stands under the name.
    package static func make(_ path: String) throws(LocalError) {
        var place = FilePath(path).root.map { FilePath(root: $0) } ?? FilePath("")
        for component in FilePath(path).components {
            place.append(component)
            let failed = place.withPlatformString { mkdir($0, 0o777) } != 0
            let code = errno
            if failed, FileNames.status(place)?.isDirectory != true {
                // What stands there already, and is no directory, is what has to be named.
                let error = code == EEXIST ? Errno.notDirectory : Errno(rawValue: code)
                throw LocalError(place.string, LocalFile.reason(error))
            }
        }
    }

    /// The names of the plain files in a directory, in the order of their bytes.
    /// - Parameter path: The directory's path.
    /// - Returns: The names; none where the directory is missing.
    /// - Throws: ``LocalError`` when it can't be read.
    package static func files(in path: String) throws(LocalError) -> [String] {
        try names(in: path).filter { FileNames.status(FilePath(path).appending($0))?.isRegular == true }
    }

    /// A file below a directory.
    package struct TreeFile: Sendable, Hashable {
        /// Its path below the directory, with slashes.
        package let name: String
        /// Its path.
        package let path: String
    }

    /// The plain files in a directory and those below it, in the order of their names.
    ///
    /// Links are left out: what they lead to may lie elsewhere.
    /// - Parameters:
    ///   - path: The directory's path.
    ///   - hidden: Whether names count that begin with a dot.
    /// - Returns: The files.
    /// - Throws: ``LocalError`` when it is missing, closed to us, also by ``FileAccess``, or can't be read.
    package static func tree(in path: String, hidden: Bool) throws(LocalError) -> [TreeFile] {
        let root = FilePath(try FileAccess.check(path))
        guard FileNames.status(root)?.isDirectory == true else { throw LocalError(path, "it is no directory") }
        var files: [TreeFile] = []
        var folders = [""]
        while let folder = folders.popLast() {
            let place = folder.isEmpty ? root : root.pushing(FilePath(folder))
            for name in try names(in: place.string) where hidden || !name.hasPrefix(".") {
                let below = folder.isEmpty ? name : "\(folder)/\(name)"
                let entry = place.appending(name)
                guard !FileNames.isLink(entry), let status = FileNames.status(entry) else { continue }
                if status.isDirectory { folders.append(below) }
                if status.isRegular { files.append(TreeFile(name: below, path: entry.string)) }
            }
        }
        return files.sorted { $0.name < $1.name }
    }

    /// The names of everything in a directory, in the order of their bytes.
    /// - Parameter path: The directory's path.
    /// - Returns: The names; none where the directory is missing.
    /// - Throws: ``LocalError`` when it can't be read.
    package static func names(in path: String) throws(LocalError) -> [String] {
        guard let directory = FilePath(path).withPlatformString({ opendir($0) }) else {
            if errno == ENOENT { return [] }
            throw LocalError(path, LocalFile.reason(Errno(rawValue: errno)))
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
                    String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Removes a file.
    /// - Parameter path: The file's path.
    /// - Throws: ``LocalError`` when the system refuses.
    package static func remove(file path: String) throws(LocalError) {
        do {
            try FileNames.remove(FilePath(path))
        } catch {
            throw LocalError(path, LocalFile.reason(error))
        }
    }
}

import OIntCore
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the system says of a file or folder: what it is, whose, and who may use it.
struct FileState: Sendable {
    /// What stands under a name.
    enum Kind: Sendable {
        case file
        case folder
        case link
        case other
    }

    /// What it is.
    let kind: Kind
    /// Who may do what with it, such as 0o600.
    let mode: mode_t
    /// The number of the user it belongs to.
    let owner: uid_t
    /// The number of the group it belongs to.
    let group: gid_t
    /// The number of the file system that it is on.
    let device: UInt64
    /// How many bytes a file has.
    let size: Int

    /// Looks at what stands under a name; nil when nothing does.
    /// - Parameters:
    ///   - path: The name.
    ///   - followingLinks: Whether a link stands for what it leads to.
    init?(_ path: String, followingLinks: Bool = false) {
        var status = stat()
        let result = FilePath(path).withPlatformString { followingLinks ? stat($0, &status) : lstat($0, &status) }
        guard result == 0 else { return nil }
        self.init(status)
    }

    /// Looks at an open file; nil when the system refuses.
    /// - Parameter file: The open file.
    init?(of file: FileDescriptor) {
        var status = stat()
        guard fstat(file.rawValue, &status) == 0 else { return nil }
        self.init(status)
    }

    private init(_ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .folder
        case S_IFLNK: kind = .link
        default: kind = .other
        }
        mode = status.st_mode & 0o7777
        owner = status.st_uid
        group = status.st_gid
        device = UInt64(truncatingIfNeeded: status.st_dev)
        size = Int(clamping: status.st_size)
    }

    /// Whether it belongs to us, or to the administrator, who could do anything anyway.
    var isOurs: Bool { owner == geteuid() || owner == 0 }

    /// The mode as `chmod` takes it.
    var modeText: String { String(mode & 0o777, radix: 8) }

    /// Why settings should not be believed that somebody else may have written; nil when nobody may.
    /// - Parameter path: The path of the file, for the remedy.
    func problemOfTrust(_ path: String) -> String? {
        guard isOurs else {
            return "it belongs to another user, who could change it: take it over with sudo chown \(geteuid()) \(path)"
        }
        if mode & 0o002 != 0 { return "anybody may change it (its mode is \(modeText)): run chmod 600 \(path)" }
        guard mode & 0o020 != 0, !Self.isPrivate(group) else { return nil }
        return "others of its group may change it (its mode is \(modeText)): run chmod 600 \(path)"
    }

    /// Whether nobody but us is in a group: our own, with our name, as systems make one for each user.
    private static func isPrivate(_ group: gid_t) -> Bool {
        guard let user = getpwuid(geteuid())?.pointee, user.pw_gid == group,
            let entry = getgrgid(group)?.pointee, strcmp(entry.gr_name, user.pw_name) == 0
        else { return false }
        var member = entry.gr_mem
        while let name = member?.pointee {
            guard strcmp(name, user.pw_name) == 0 else { return false }
            member = member?.successor()
        }
        return true
    }
}

extension FilePath {
    /// Whether files can be made in a folder, or in the nearest one above it that exists.
    var canHoldFiles: Bool {
        var folder = self
        while FileState(folder.string, followingLinks: true) == nil, folder.removeLastComponent() {}
        return folder.withPlatformString { access($0, W_OK | X_OK) } == 0
    }
}

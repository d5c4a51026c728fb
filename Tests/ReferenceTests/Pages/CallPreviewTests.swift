import OIntCore
import OIntHTTP
import OIntReference
import Testing

@Suite("What calls lead to")
struct CallPreviewTests {
    /// Methods whose call can't be shown, and why.
    private static let exceptions = [
        "s3.GetObjectDownloadLink": "answers differently each time",
        "s3.GetObjectUploadLink": "answers differently each time",
        "postgres.CloseConnection": kept("dbc"), "postgres.GetLog": kept("conn"),
        "mysql.CloseConnection": kept("dbc"), "mysql.GetLog": kept("conn"),
        "mongodb.CloseConnection": kept("dbc"), "mongodb.GetLog": kept("conn"),
        "msgpack.SerializeData": "answers with something else than text",
        "neocities.SynchronizeFolders": "site: it is no directory",
        "sqlite.CloseConnection": kept("db"), "sqlite.GetLog": kept("conn"),
    ]

    private static func kept(_ option: String) -> String {
        "--\(option) names an object that is kept between calls, and none are here, but in \(MethodScope.sessions)"
    }

    @Test("every call that the reference shows is one that works, or is known not to")
    func all() async {
        for library in await Book.whole.libraries {
            for method in library.groups.flatMap(\.methods) {
                let name = "\(library.name).\(method.name)"
                switch method.preview {
                case .unavailable(let reason):
                    #expect(Self.exceptions[name] == reason, "\(name): \(method.example.line)")
                case .dryRun, .answer:
                    #expect(Self.exceptions[name] == nil, "\(name) can be shown")
                }
            }
        }
    }
}

/// The command line.
struct Arguments {
    struct UsageError: Error {
        let message: String
    }

    static let help = """
        loopback --dir DIR [--plain] [--verbose]

        Serves HTTPS on a free port of 127.0.0.1 until it gets SIGTERM or SIGINT, or until its standard input closes.
        It writes DIR/ca.pem (what to trust) and then DIR/port (where it listens).

          --dir DIR   where to write; made if missing
          --plain     HTTP without TLS
          --verbose   one line per request on standard error

        GET  /json           a small JSON document
        GET  /bytes/N        N bytes
        PUT  /sink           {"size": N} for a body of N bytes; POST does the same
        POST /oauth/token/   the answer to an OAuth token request, with made-up values; GET does the same
        any  /rest/…         {"result": …, "time": {…}}; disk.file.get leads to /bytes/N for a file with the id N,
                             and disk.folder.uploadFile to /sink

        """

    var directory = ""
    var isPlain = false
    var isVerbose = false
    var wantsHelp = false

    init(_ words: ArraySlice<String>) throws(UsageError) {
        var rest = words
        while let word = rest.popFirst() {
            switch word {
            case "--plain": self.isPlain = true
            case "--verbose": self.isVerbose = true
            case "--help", "-h": self.wantsHelp = true
            case "--dir":
                guard let directory = rest.popFirst(), !directory.isEmpty else {
                    throw UsageError(message: "--dir needs the path of a directory.")
                }
                self.directory = directory
            default: throw UsageError(message: "there is no option \(word).")
            }
        }
        if self.directory.isEmpty, !self.wantsHelp { throw UsageError(message: "--dir is missing.") }
    }
}

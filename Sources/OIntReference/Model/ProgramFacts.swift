import OIntRunning

/// What is true of every call, whichever method it is: help, man pages and reference pages say it in the same words.
package enum ProgramFacts {
    /// A name, and what it means.
    package struct Term: Sendable {
        /// The name.
        package let name: String
        /// What it means, in a sentence.
        package let meaning: String

        init(_ name: String, _ meaning: String) {
            self.name = name
            self.meaning = meaning
        }
    }

    /// What the program is, in one sentence.
    package static let summary = "one command for many services. It prints what they answer, as JSON."

    /// How values are written, a paragraph a line.
    package static let values = [
        #"Text is taken as it stands; \n \r \t \f \v and \\ stand for the characters they name. A bare true/false option means true."#,
        "JSON options take JSON, in single or double quotes, or the path of a JSON file. Lists take a JSON array, or the option several times.",
        "File options take a path, - for standard input, an http(s) address, or data:;base64,… for the content itself.",
        "Dates take ISO 8601: 2026-01-31, 2026-01-31T10:00:00+03:00.",
        "To keep a secret from the list of processes: --token-file PATH, --token-file - or --token-env NAME.",
    ]

    /// The exit codes.
    package static let exitCodes = [
        Term("\(ExitCode.success)", "The service did it."),
        Term(
            "\(ExitCode.refused)", "The service refused: its answer is on the output, the meaning on the error output."),
        Term("\(ExitCode.usage)", "The call is not right as it stands; nothing was sent."),
        Term("\(ExitCode.unreachable)", "The service could not be reached, or its answer broke off."),
        Term("\(ExitCode.local)", "Something on this machine is missing, unreadable or full."),
        Term("\(ExitCode.interrupted)", "Interrupted."),
    ]

    /// The environment variables that the program looks at.
    package static let environment = [
        Term("HTTPS_PROXY, HTTP_PROXY, ALL_PROXY", "Proxies to go through, as curl understands them."),
        Term("NO_PROXY", "Hosts that are reached without a proxy, separated by commas."),
        Term("SSL_CERT_FILE, SSL_CERT_DIR", "Certificates of the authorities to trust, instead of the system's."),
        Term("OINT_DEBUG", "YES shows requests and answers on the error output, as --debug does."),
        Term("OINT_PROFILE", "The profile that fills in what is not given; --profile comes before it."),
        Term(
            "OINT_LIBRARY_OPTION", "A value of an option, such as OINT_BITRIX24_URL; the call itself comes before it."),
        Term("OINT_PASSPHRASE, OINT_PASSWORD_COMMAND", "The passphrase of the secrets, or a command that prints it."),
        Term(
            "OINT_LIBPQ",
            "Path of PostgreSQL's client library, where it lies in no usual place; OINT_LIBSECRET is that of libsecret."
        ),
        Term("PGHOST, PGUSER, PGPASSWORD, PGSERVICE", "Mean what they mean to psql, as their like do."),
        Term("NO_COLOR", "Switches colours off, whatever its value; so does TERM=dumb."),
    ]

    /// The files that the program looks for.
    package static let files = [
        Term(
            "~/.config/oint/config.toml", "Settings and profiles; XDG_CONFIG_HOME names another folder than ~/.config."),
        Term("~/.config/oint/secrets", "The folder of stored secrets, which only its owner may look into."),
        Term(".oint.toml", "Settings of a project, in the working directory or above it."),
    ]

    /// Calls that show how the program is used.
    package static let examples = [
        CommandDescription.Example(line: "oint bitrix24", meaning: "List the methods of a library:"),
        CommandDescription.Example(line: "oint bitrix24 GetTasksList", meaning: "Show the options of a method:"),
        CommandDescription.Example(
            line: "oint bitrix24 GetTasksList --url-env WEBHOOK --format table",
            meaning: "Call it, with an address from the environment:"),
        CommandDescription.Example(
            line: "oint bitrix24 GetTask --url-env WEBHOOK --task 42 --dry-run",
            meaning: "See what would be sent, and send nothing:"),
        CommandDescription.Example(
            line: "oint sqlite GetRecords --db shop.db --table orders --format csv --out orders.csv",
            meaning: "Save rows of a database:"),
    ]
}

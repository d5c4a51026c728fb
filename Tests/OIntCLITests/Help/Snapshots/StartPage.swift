extension Snapshot {
    static let startPage = #"""
        oint VERSION: one command for many services. It prints what they answer, as JSON.

        Usage
          oint LIBRARY METHOD --option value …

        Libraries
          desk  Notes and drawers, for tests.

        Commands
          config       Settings, secrets and profiles.
          login        Log in to a service, and keep its tokens in a profile.
          logout       Forget the tokens that logging in gave.
          whoami       Tell who is logged in, as the service says.
          search       Find methods by what they do.
          batch        Make many calls, and print a line of JSON for the result of each.
          notify       Send a text or a file to many targets at once.
          server       Make calls for other programs, and keep open what they open.
          mcp          Give AI agents access to all methods, by the Model Context
                       Protocol.
          completions  Complete what is typed in bash, zsh and fish.
          manual       Write the man pages: oint.1, and one for each library.
          reference    Write the reference pages: every library, method and command.

        Try
          oint desk         The methods of a library.
          oint desk METHOD  The options of a method.
          oint --version    The version and the build; hashsum gives its whole hash.

        Options of every command
          --help                  Show the options of a command.
          --out PATH              Write the result to a file; _hex_, _base64_ and _utf8_
                                  print it in that form.
          --format FORMAT         json, compact, ndjson, yaml, csv, table; json when not
                                  given.
          --dry-run               Show the request instead of sending it; with --format
                                  curl as a command.
          --debug                 Show requests and answers on the error output, secrets
                                  masked; OINT_DEBUG=YES does the same.
          --timeout SECONDS       How long the whole exchange may take; for databases,
                                  each step of it.
          --retries NUMBER        How often a request over HTTP that may be repeated is;
                                  3 when not given.
          --resume PATH           File that keeps how far an upload came, to go on with
                                  it; removed when it is done.
          --proxy ADDRESS         Proxy to go through, such as
                                  http://user:password@host:3128 or socks5h://host:1080.
          --cert PATH             Certificate that shows the service who calls: PEM, or
                                  PKCS #12 in a .p12 or .pfx.
          --key PATH              Private key of the certificate, in PEM, where it lies
                                  in another file.
          --key-password SECRET   Password of the private key; --key-password-file and
                                  --key-password-env take it too.
          --cacert PATH           PEM file with the authorities to trust in place of the
                                  system's.
          --insecure              Accept any certificate: whoever sits in between can
                                  read and change everything.
          --config JSON           Settings such as proxy, tls, timeout and retries as
                                  JSON; without a value it lists the keys.
          --profile NAME          Profile that fills in what is not given: a set of
                                  stored settings and secrets.
          --no-refresh            Leave a stored token as it is, also when it has
                                  expired.
          --allow-secret-to HOST  Host that gets the profile's secrets too, though they
                                  belong to another.

        Values
        Text is taken as it stands; \n \r \t \f \v and \\ stand for the characters they
        name. A bare true/false option means true.
        JSON options take JSON, in single or double quotes, or the path of a JSON file.
        Lists take a JSON array, or the option several times.
        File options take a path, - for standard input, an http(s) address, or
        data:;base64,… for the content itself.
        Dates take ISO 8601: 2026-01-31, 2026-01-31T10:00:00+03:00.
        To keep a secret from the list of processes: --token-file PATH, --token-file -
        or --token-env NAME.

        Exit codes
          0    The service did it.
          1    The service refused: its answer is on the output, the meaning on the
               error output.
          2    The call is not right as it stands; nothing was sent.
          3    The service could not be reached, or its answer broke off.
          4    Something on this machine is missing, unreadable or full.
          130  Interrupted.
        """#
}

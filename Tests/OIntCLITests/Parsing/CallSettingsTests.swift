import OIntCore
import OIntHTTP
import OIntNetwork
import Testing

@testable import OIntCLI

@Suite("Standard options")
struct CallSettingsTests {
    /// A method none of whose options is called like one that every command has.
    private static let method = MethodDescriptor(
        name: "Say", russianName: nil, summary: "Says it.", effect: .reads, client: [],
        parameters: [.required("text", String.self, "What to say.")], body: { _ in .none })

    /// The settings that arguments make, and what is wrong with them.
    private func parse(_ arguments: String...) throws -> ParsedArguments {
        ArgumentParser.parse(
            ["--text", "a"] + arguments, for: OptionTable(Self.method), console: Surroundings().console)
    }

    /// The settings that arguments make.
    private func settings(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) throws
        -> CallSettings
    {
        let parsed = ArgumentParser.parse(
            ["--text", "a"] + arguments, for: OptionTable(Self.method), console: Surroundings().console)
        #expect(parsed.problems == [], sourceLocation: sourceLocation)
        return parsed.settings
    }

    @Test("Nothing given means the usual")
    func usual() throws {
        let settings = try settings()
        #expect(settings.destination == .output)
        #expect(settings.format == nil)
        #expect(settings.timeout == nil)
        #expect(settings.retries == nil)
        #expect(settings.proxy == nil)
        #expect(!settings.wantsHelp && !settings.isDryRun && !settings.isDebug)
        #expect(!settings.showsAnswerHead && !settings.wantsConfigKeys)
    }

    @Test("Each option sets what it says, in any case")
    func each() throws {
        #expect(try settings("--help").wantsHelp)
        #expect(try settings("-h").wantsHelp)
        #expect(try settings("--dry-run").isDryRun)
        #expect(try settings("--DRY-RUN=true").isDryRun)
        #expect(try settings("--test").isDryRun)
        #expect(try !settings("--dry-run", "false").isDryRun)
        #expect(try settings("--debug").isDebug)
        #expect(try settings("--out", "a b").destination == .file(ResultFile("a b")))
        #expect(try settings("--out=_hex_").destination == .spelled(.hex))
        #expect(try settings("--out", "_base64_").destination == .spelled(.base64))
        #expect(try settings("--out", "_utf8_").destination == .spelled(.utf8))
        #expect(try settings("--format", "CSV").format == .csv)
        #expect(try settings("--timeout", "5").timeout == .seconds(5))
        #expect(try settings("--timeout", "0.25").timeout == .milliseconds(250))
        #expect(try settings("--timeout", "0,25").timeout == .milliseconds(250))
        #expect(try settings("--retries", "0").retries == 0)
        #expect(try settings("--proxy", "h:1").proxy == Proxy(host: "h", port: 1))
    }

    @Test("What is said about encryption, as options and as JSON")
    func encryption() throws {
        var wanted = TLSOptions()
        wanted.certificate = "c.pem"
        wanted.key = "k.pem"
        wanted.keyPassword = "s3same"
        wanted.authorities = "a.pem"
        wanted.isInsecure = true
        let options = try settings(
            "--cert", "c.pem", "--key", "k.pem", "--key-password", "s3same", "--cacert", "a.pem", "--insecure")
        #expect(options.tls == wanted)
        #expect(options.typedSecrets == ["s3same"])
        let object =
            #"{"tls": {"cert": "c.pem", "key": "k.pem", "key_password": "s3same", "cacert": "a.pem", "insecure": true}}"#
        #expect(try settings("--config", object).tls == wanted)
        #expect(try TLSOptions(try #require(wanted.json)) == wanted)
        #expect(try settings("--insecure", "false").tls == TLSOptions())
    }

    @Test("A key without a certificate is told, and so is what can't be read")
    func badEncryption() throws {
        #expect(try parse("--key", "k").settings.problems.count == 1)
        #expect(try parse("--key-password", "k").settings.problems.count == 1)
        #expect(try parse("--cert", "").problems.count == 1)
        #expect(try parse("--key-password-env", "NOT_THERE").problems.count == 1)
        #expect(try parse("--key-password-file", "/not/there").problems.count == 1)
        #expect(try parse("--config", #"{"tls": {"ca": "x"}}"#).problems.count == 1)
        #expect(try parse("--config", #"{"tls": {"insecure": "x"}}"#).problems.count == 1)
    }

    @Test("The password of a proxy counts as typed, as it stands there")
    func proxyPassword() throws {
        #expect(try settings("--proxy", "socks5h://ann:p%3Aw@h:1").typedSecrets.contains("p%3Aw"))
        #expect(try settings("--proxy", "h:1").typedSecrets.isEmpty)
    }

    @Test("A switch does not eat the word behind it unless it is true or false")
    func switches() throws {
        #expect(try parse("--dry-run", "now").problems.count == 1)
        #expect(try parse("--debug", "--dry-run").settings.isDryRun)
    }

    @Test(
        "What can't be read is said",
        arguments: [
            (["--timeout", "0"], "--timeout takes a number of seconds above 0, not '0'"),
            (["--timeout", "-1"], "--timeout takes a number of seconds above 0, not '-1'"),
            (["--timeout", "soon"], "--timeout takes a number of seconds above 0, not 'soon'"),
            (["--timeout", "1e99"], "--timeout takes a number of seconds above 0, not '1e99'"),
            (["--timeout"], "--timeout needs a value"),
            (["--retries", "1.5"], "--retries takes a number from 0 to 100, not '1.5'"),
            (["--retries", "-1"], "--retries takes a number from 0 to 100, not '-1'"),
            (["--retries", "101"], "--retries takes a number from 0 to 100, not '101'"),
            (["--out", ""], "--out needs the path of a file"),
            (["--out", "--debug"], "--out needs a value"),
            (["--format", "xml"], "--format takes json, compact, ndjson, yaml, csv, table, curl, not 'xml'"),
            (
                ["--proxy", "ftp://h"],
                "--proxy can't be used: a proxy speaks one of http, socks4, socks4a, socks5, socks5h, not 'ftp'"
            ),
            (["--dry-run=maybe"], "--dry-run takes true or false, not 'maybe'"),
            (["--config", "{"], "--config is not readable JSON"),
            (["--config", "[]"], "--config takes a JSON object"),
            (
                ["--config", "{'speed': 1}"],
                "--config has the key 'speed', which is none of proxy, tls, timeout, retries, adv_response"
            ),
            (
                ["--config", "{'timeout': 0}"],
                "--config has the key timeout, which takes a number of seconds above 0, not '0'"
            ),
            (
                ["--config", "{'retries': 'many'}"],
                "--config has the key retries, which takes a number from 0 to 100, not 'many'"
            ),
            (
                ["--config", "{'adv_response': 1}"],
                "--config has the key adv_response, which takes true or false, not '1'"
            ),
            (["--config", "{'proxy': {'Host': 'h'}}"], "--config wants Host and Port inside proxy"),
            (["--config", "{'proxy': {'Host': 'h', 'Port': 0}}"], "--config wants Host and Port inside proxy"),
            (["--config", "{'proxy': 'h:1'}"], "--config wants Host and Port inside proxy"),
            (
                ["--config", "{'proxy': {'Host': 'h', 'Port': 1, 'Protocol': 'ftp'}}"],
                "--config names the protocol 'ftp' inside proxy"
            ),
            (
                ["--config", "{'proxy': {'Host': 'h', 'Port': 1, 'UseOSAuthentication': true}}"],
                "--config asks for UseOSAuthentication inside proxy, which is not supported"
            ),
        ])
    func unreadable(arguments: [String], words: String) throws {
        let method = try #require(Desk.library.method(named: "Echo"))
        let parsed = ArgumentParser.parse(
            ["-t", "a"] + arguments, for: OptionTable(method), console: Surroundings().console)
        #expect(parsed.problems.count == 1)
        #expect(parsed.problems.first?.description.hasPrefix(words) == true, "\(parsed.problems)")
        #expect(!"\(parsed.problems)".contains("hushhush"))
    }

    @Test("The keys of --config mean what the options mean")
    func config() throws {
        let text = "{'timeout': 1.5, 'retries': '2', 'adv_response': true, 'dontwait': true, 'addin_mode': 'x'}"
        let settings = try settings("--config", text)
        #expect(settings.timeout == .milliseconds(1500))
        #expect(settings.retries == 2)
        #expect(settings.showsAnswerHead)
        #expect(!settings.wantsConfigKeys)
        #expect(try !self.settings("--config={'adv_response': 'false'}").showsAnswerHead)
    }

    @Test("The proxy of --config is spelled out")
    func configProxy() throws {
        let plain = try settings("--config", "{'proxy': {'Host': 'h', 'Port': '3128'}}").proxy
        #expect(try plain == Proxy(host: "h", port: 3128))
        let full =
            "{'proxy': {'Protocol': 'HTTPS', 'Host': 'h', 'Port': 1, 'User': 'u', 'Password': 'p', 'UseOSAuthentication': false}}"
        let credentials = Proxy.Credentials(user: "u", password: "p")
        #expect(try settings("--config", full).proxy == Proxy(host: "h", port: 1, credentials: credentials))
        let socks = "{'proxy': {'Protocol': 'socks5', 'Host': 'h', 'Port': 1, 'User': ''}}"
        #expect(try settings("--config", socks).proxy == Proxy(kind: .socks5, host: "h", port: 1))
    }

    @Test("Of options that mean the same the last one counts")
    func order() throws {
        #expect(try settings("--timeout", "1", "--config", "{'timeout': 2}").timeout == .seconds(2))
        #expect(try settings("--config", "{'timeout': 2}", "--timeout", "1").timeout == .seconds(1))
    }

    @Test("--config alone lists its keys, and runs nothing")
    func configKeys() async throws {
        let outcome = await oint("desk", "Fail", "--how", "other", "--config")
        #expect(outcome.code == 0)
        let keys = try JSON(parsing: outcome.output)
        #expect(keys.object?.keys == ["proxy", "tls", "timeout", "retries", "adv_response"])
        #expect(keys["proxy"]?.object?.keys == ["Protocol", "Host", "Port", "User", "Password", "UseOSAuthentication"])
        #expect(outcome.output == CallSettings.configKeys.text(.pretty) + "\n")
    }

    @Test("A variable that can't be obeyed is told with the other mistakes, and nothing is run")
    func environment() async {
        var surroundings = Surroundings()
        surroundings.environment = ["HTTPS_PROXY": "u:hushhush@h:port"]
        let outcome = await surroundings.oint("desk", "Fail", "--how", "worse")
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("2 things are wrong:"))
        #expect(outcome.errors.contains("the environment variable HTTPS_PROXY can't be used"))
        #expect(!outcome.errors.contains("hushhush"))
    }
}

import OIntCLI
import Testing

@Suite("Colours")
struct ColourTests {
    private static let rules: [(isTerminal: Bool, environment: [String: String], isColored: Bool)] = [
        (true, [:], true), (true, ["TERM": "xterm"], true), (true, ["NO_COLOR": ""], true),
        (true, ["NO_COLOR": "1"], false), (true, ["NO_COLOR": "0"], false), (true, ["TERM": "dumb"], false),
        (false, [:], false), (false, ["TERM": "xterm"], false),
    ]

    @Test("Errors are coloured on terminals only, and not where nobody wants it", arguments: rules)
    func errors(isTerminal: Bool, environment: [String: String], isColored: Bool) async {
        var surroundings = Surroundings()
        surroundings.errorsAreTerminal = isTerminal
        surroundings.environment = environment
        let outcome = await surroundings.oint("desk", "Fail", "--how", "local")
        let mark = isColored ? "\u{1B}[31moint:\u{1B}[0m" : "oint:"
        #expect(outcome.errors == "\(mark) /drawer: it does not exist\n")
    }

    @Test("Tables are styled on terminals only, and not where nobody wants it", arguments: rules)
    func tables(isTerminal: Bool, environment: [String: String], isColored: Bool) async {
        var surroundings = Surroundings()
        surroundings.outputIsTerminal = isTerminal
        surroundings.environment = environment
        let outcome = await surroundings.oint("desk", "List", "--format", "table")
        #expect(outcome.output.contains("\u{1B}[") == isColored)
        #expect(outcome.output.contains("thing 1"))
    }

    @Test("Each output has its own rule")
    func separate() async {
        var surroundings = Surroundings()
        surroundings.outputIsTerminal = true
        #expect(await surroundings.oint("desk", "Fail", "--how", "service").errors.hasPrefix("oint: "))
        surroundings.outputIsTerminal = false
        surroundings.errorsAreTerminal = true
        #expect(await !surroundings.oint("desk", "--help").output.contains("\u{1B}"))
    }

    @Test("JSON has no colours anywhere")
    func json() async {
        var surroundings = Surroundings()
        surroundings.outputIsTerminal = true
        #expect(
            await surroundings.oint("desk", "Echo", "--text", "a").output
                == "{\n  \"text\": \"a\",\n  \"count\": 1,\n  \"urgent\": false\n}\n")
    }
}

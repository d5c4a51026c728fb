import Foundation

/// The same work in Python, whose `json` module is written in C.
enum Python {
    private static let script = """
        import json, sys, time
        data = open(sys.argv[1], "rb").read()
        def best(work):
            seconds = float("inf")
            for _ in range(int(sys.argv[2])):
                start = time.perf_counter()
                result = work()
                seconds = min(seconds, time.perf_counter() - start)
            return seconds
        value = json.loads(data)
        print(best(lambda: json.loads(data)))
        print(best(lambda: json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()))
        """

    /// Runs the interpreter on the file; a machine without one gives a row without figures.
    static func time(file: URL, rounds: Int) throws -> Timing {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, file.path, String(rounds)]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let seconds = text.split(separator: "\n").compactMap { Double($0) }
        return Timing(name: "Python json", parse: seconds.first, print: seconds.dropFirst().first)
    }
}

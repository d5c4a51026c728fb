// Times reading and writing JSON against Foundation and Python on the same document in the same run.
//
// swift run -c release JSONBenchmark [megabytes] [rounds]

import Foundation
import OIntCore

let megabytes = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 20
let rounds = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 7

let document = SampleDocument.make(size: megabytes * 1_000_000)
let file = FileManager.default.temporaryDirectory.appendingPathComponent("json-benchmark-\(UUID().uuidString).json")
try Data(document).write(to: file)
defer { try? FileManager.default.removeItem(at: file) }

let data = try Data(contentsOf: file)
let value = try JSON(parsing: document)
let foundationValue = try JSONSerialization.jsonObject(with: data)

let ours = Timing(
    name: "OIntCore",
    parse: try Timing.best(of: rounds) { try JSON(parsing: document) },
    print: Timing.best(of: rounds) {
        var bytes: [UInt8] = []
        value.write(to: &bytes, style: .compact)
        return bytes
    })
let pretty = Timing(
    name: "OIntCore, pretty text",
    parse: nil,
    print: Timing.best(of: rounds) { value.text(.pretty) })
let foundation = Timing(
    name: "JSONSerialization",
    parse: try Timing.best(of: rounds) { try JSONSerialization.jsonObject(with: data) },
    print: try Timing.best(of: rounds) { try JSONSerialization.data(withJSONObject: foundationValue) })
let python = try Python.time(file: file, rounds: rounds)

print("\(document.count) bytes, best of \(rounds), MB/s of the document as it was read\n")
Timing.printTable([ours, pretty, foundation, python], size: document.count, reference: ours)

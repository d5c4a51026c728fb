import Glibc

/// The entry point of libFuzzer for programs that have a `main` of their own.
///
/// Source: https://llvm.org/docs/LibFuzzer.html#using-libfuzzer-as-a-library
@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// The parser that is fuzzed; libFuzzer calls a function without context.
nonisolated(unsafe) var chosen: @Sendable ([UInt8]) -> Void = { _ in }

guard CommandLine.arguments.count > 1, let target = FuzzTarget.all.first(where: { $0.name == CommandLine.arguments[1] })
else {
    print(FuzzTarget.all.map(\.name).joined(separator: "\n"))
    exit(CommandLine.arguments.count > 1 ? 2 : 0)
}
chosen = target.run

// libFuzzer sees its own options alone: the name of the program, and what stands behind the name of the target.
var words = ([CommandLine.arguments[0]] + CommandLine.arguments.dropFirst(2)).map { strdup($0) } + [nil]
var count = Int32(words.count - 1)
exit(
    words.withUnsafeMutableBufferPointer { buffer in
        guard var start = buffer.baseAddress else { return 2 }
        return runDriver(&count, &start) { bytes, count in
            chosen(Array(UnsafeBufferPointer(start: bytes, count: count)))
            return 0
        }
    })

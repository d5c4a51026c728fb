import OIntCore

/// Reads values of one option as they come from the command line.
func read<Value: OptionValue>(
    _ texts: String..., as type: Value.Type = Value.self, from source: OptionInput.Source = .commandLine
) throws(OptionError) -> Value {
    try Value(option: texts.map { OptionInput($0, source: source) })
}

/// Every place an option's value can come from.
let allSources: [OptionInput.Source] = [
    .commandLine, .file("/tmp/value.txt"), .environment("VALUE"), .standardInput, .program,
]

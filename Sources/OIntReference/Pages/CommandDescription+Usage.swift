extension CommandDescription {
    /// How the command is called, on one line.
    var usage: String {
        let operands = operands.map { $0.isRequired ? $0.name : "[\($0.name)]" }
        let required = options.filter(\.isRequired).map { "--\($0.name) \($0.placeholder)" }
        let others = options.contains { !$0.isRequired } ? ["[options]"] : []
        return ([line] + operands + required + others).joined(separator: " ")
    }
}

/// The rule that gives options their one-letter forms.
///
/// Options take turns in their order: the first letter, or else the next consonant of the name that is still free, or
/// else the next vowel.
/// Published scripts rely on the letters that follow from this rule.
package enum ShortFlags {
    private static let vowels: Set<Character> = ["a", "e", "i", "o", "u", "y"]

    /// Gives each option its letter, where one is free.
    /// - Parameters:
    ///   - parameters: The options, in the order in which they take turns.
    ///   - reserved: Letters that mean something else.
    /// - Returns: The options with their letters.
    package static func assign(
        to parameters: [ParameterDescriptor], reserved: Set<Character> = []
    ) -> [ParameterDescriptor] {
        var taken = reserved
        return parameters.map { parameter in
            var parameter = parameter
            let letters = parameter.name.filter(\.isLetter)
            let rest = letters.dropFirst()
            let candidates =
                letters.prefix(1) + rest.filter { !vowels.contains($0) } + rest.filter { vowels.contains($0) }
            if parameter.hasShortFlag, let letter = candidates.first(where: { !taken.contains($0) }) {
                taken.insert(letter)
                parameter.short = letter
            }
            return parameter
        }
    }
}

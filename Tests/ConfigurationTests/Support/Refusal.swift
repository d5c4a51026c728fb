import Testing

extension Home {
    /// Why what is configured can't be looked up; the test fails where it can.
    func refusal(sourceLocation: SourceLocation = #_sourceLocation) async -> String {
        let error = await #expect(throws: (any Error).self, sourceLocation: sourceLocation) {
            try await configuration().found()
        }
        return error.map { "\($0)" } ?? ""
    }
}

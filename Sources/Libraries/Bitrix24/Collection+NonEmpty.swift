extension Collection {
    /// The collection, or nil when it is empty: a field without a value is left out of a request.
    var nonEmpty: Self? { isEmpty ? nil : self }
}

import OIntCore

/// A flag as most of Bitrix24 wants it: the letter `Y` or `N`.
///
/// ```swift
/// let fields: Fields = ["IS_COMPLETE": YesNo(isComplete)]
/// ```
struct YesNo: FieldValue {
    private let value: Bool

    /// Wraps a flag.
    init(_ value: Bool) { self.value = value }

    /// `Y` or `N`.
    var fieldValue: JSON? { value ? "Y" : "N" }
}

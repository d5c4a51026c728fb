import OIntCore
import OIntHTTP

@Methods("Working with fields")
extension Airtable {
    /// Adds a field to a table.
    ///
    /// Source: https://airtable.com/developers/web/api/create-field
    /// - Parameters:
    ///   - base: Id of the base.
    ///   - table: Id or name of the table.
    ///   - field: The field, as the Get…Field methods describe it.
    /// - Returns: The field.
    ///
    ///   ```json
    ///   {"id": "fldkX6OVpvxm6Ewst", "name": "Price", "type": "number", "options": {"precision": 2}}
    ///   ```
    @Method(.writes, ru: "СоздатьПоле")
    public func createField(base: ID, table: String, fielddata field: JSONObject) async throws -> JSON {
        try await service.json(.post("meta/bases/\(base)/tables/\(table)/fields", body: .json(JSON.object(field))))
    }

    /// Renames a field, or changes its description.
    ///
    /// Source: https://airtable.com/developers/web/api/update-field
    /// - Parameters:
    ///   - base: Id of the base.
    ///   - table: Id or name of the table.
    ///   - field: Id of the field.
    ///   - title: New name.
    ///   - description: New description.
    /// - Returns: The field.
    ///
    ///   ```json
    ///   {"id": "fldkX6OVpvxm6Ewst", "name": "Price", "type": "number", "description": "Net"}
    ///   ```
    @Method(.writes, ru: "ИзменитьПоле")
    public func modifyField(
        base: ID, table: String, field: ID, title: String? = nil, description: String? = nil
    ) async throws -> JSON {
        try Self.check(title, description)
        return try await service.json(
            .patch(
                "meta/bases/\(base)/tables/\(table)/fields/\(field)",
                body: .json(["name": title, "description": description])))
    }

    /// Describes a field for texts.
    ///
    /// Source: https://airtable.com/developers/web/api/field-model
    /// - Parameters:
    ///   - title: Name of the field.
    ///   - kind: Kind of text.
    /// - Returns: The description.
    ///
    ///   ```json
    ///   {"name": "Notes", "type": "richText"}
    ///   ```
    @Method(.reads, ru: "ПолучитьПолеСтроковое", calls: "field model")
    public static func getStringField(title: String, kind: TextKind = .rich) -> JSON {
        ["name": .string(title), "type": .string(kind.rawValue)]
    }

    /// Kinds of texts.
    public enum TextKind: String, OptionChoice {
        /// With markup.
        case rich = "richText"
        /// One line.
        case line = "singleLineText"
        /// Several lines.
        case lines = "multilineText"

        /// The value has no role.
        public static var optionRoles: OptionRoles { [] }
    }

    /// Describes a field for numbers.
    ///
    /// Source: https://airtable.com/developers/web/api/field-model
    /// - Parameters:
    ///   - title: Name of the field.
    ///   - precision: Digits behind the decimal point, 8 at most.
    /// - Returns: The description.
    ///
    ///   ```json
    ///   {"name": "Price", "type": "number", "options": {"precision": 2}}
    ///   ```
    @Method(.reads, ru: "ПолучитьПолеНомера", calls: "field model")
    public static func getNumberField(title: String, precision: Int = 0) throws(UsageError) -> JSON {
        guard (0...8).contains(precision) else { throw UsageError("--precision takes 0 to 8, not \(precision)") }
        return [
            "name": .string(title), "type": "number", "options": ["precision": .number(JSONNumber(precision))],
        ]
    }

    /// Describes a field for files.
    ///
    /// Source: https://airtable.com/developers/web/api/field-model
    /// - Parameter title: Name of the field.
    /// - Returns: The description.
    ///
    ///   ```json
    ///   {"name": "Files", "type": "multipleAttachments"}
    ///   ```
    @Method(.reads, ru: "ПолучитьПолеВложения", calls: "field model")
    public static func getAttachmentField(title: String) -> JSON { field(title, "multipleAttachments") }

    /// Describes a field with a box to tick.
    ///
    /// Source: https://airtable.com/developers/web/api/field-model
    /// - Parameter title: Name of the field.
    /// - Returns: The description.
    ///
    ///   ```json
    ///   {"name": "Done", "type": "checkbox", "options": {"icon": "check", "color": "yellowBright"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьПолеФлажка", calls: "field model")
    public static func getCheckboxField(title: String) -> JSON {
        field(title, "checkbox", ["icon": "check", "color": "yellowBright"])
    }

    /// Describes a field for dates.
    ///
    /// Source: https://airtable.com/developers/web/api/field-model
    /// - Parameter title: Name of the field.
    /// - Returns: The description.
    ///
    ///   ```json
    ///   {"name": "Day", "type": "date", "options": {"dateFormat": {"format": "YYYY-MM-DD", "name": "iso"}}}
    ///   ```
    @Method(.reads, ru: "ПолучитьПолеДаты", calls: "field model")
    public static func getDateField(title: String) -> JSON {
        field(title, "date", ["dateFormat": ["format": "YYYY-MM-DD", "name": "iso"]])
    }

    /// Describes a field for e-mail addresses.
    ///
    /// Source: https://airtable.com/developers/web/api/field-model
    /// - Parameter title: Name of the field.
    /// - Returns: The description.
    ///
    ///   ```json
    ///   {"name": "E-mail", "type": "email"}
    ///   ```
    @Method(.reads, ru: "ПолучитьПолеПочты", calls: "field model")
    public static func getEmailField(title: String) -> JSON { field(title, "email") }

    /// Describes a field for phone numbers.
    ///
    /// Source: https://airtable.com/developers/web/api/field-model
    /// - Parameter title: Name of the field.
    /// - Returns: The description.
    ///
    ///   ```json
    ///   {"name": "Phone", "type": "phoneNumber"}
    ///   ```
    @Method(.reads, ru: "ПолучитьПолеТелефона", calls: "field model")
    public static func getPhoneField(title: String) -> JSON { field(title, "phoneNumber") }

    /// Describes a field for addresses of pages.
    ///
    /// Source: https://airtable.com/developers/web/api/field-model
    /// - Parameter title: Name of the field.
    /// - Returns: The description.
    ///
    ///   ```json
    ///   {"name": "Page", "type": "url"}
    ///   ```
    @Method(.reads, ru: "ПолучитьПолеСсылки", calls: "field model")
    public static func getLinkField(title: String) -> JSON { field(title, "url") }

    private static func field(_ title: String, _ type: String, _ options: JSONObject = [:]) -> JSON {
        var field: JSONObject = ["name": .string(title), "type": .string(type)]
        if !options.isEmpty { field.append("options", .object(options)) }
        return .object(field)
    }
}

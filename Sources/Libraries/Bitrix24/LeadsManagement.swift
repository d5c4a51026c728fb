import OIntCore

@Methods("Leads management")
extension Bitrix24 {
    /// Creates a lead.
    /// - Parameter fields: Fields of the lead, named as GetLeadStructure lists them.
    /// - Returns: The lead's id, under `result`.
    ///
    ///   ```json
    ///   {"result": 42}
    ///   ```
    @Method(.writes, ru: "СоздатьЛид")
    public func createLead(fields: JSONObject) async throws -> JSON {
        try await write("crm.lead.add", ["fields": fields])
    }

    /// Deletes a lead, with the activities and notes that belong to it alone.
    /// - Parameter lead: Id of the lead.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьЛид")
    public func deleteLead(lead: ID) async throws -> JSON {
        try await write("crm.lead.delete", ["id": lead])
    }

    /// Fetches one lead.
    /// - Parameter lead: Id of the lead.
    /// - Returns: The lead, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": "42", "TITLE": "Weekly report", "NAME": "Bob", "LAST_NAME": "Example",
    ///   "COMPANY_TITLE": "Example Ltd", "SOURCE_ID": "CALL", "STATUS_ID": "NEW", "CURRENCY_ID": "EUR",
    ///   "OPPORTUNITY": "1200.00", "HAS_EMAIL": "Y", "ASSIGNED_BY_ID": "1",
    ///   "DATE_CREATE": "2026-02-02T09:00:00+00:00", "EMAIL": [{"ID": "51", "VALUE_TYPE": "WORK",
    ///   "VALUE": "bob@example.com", "TYPE_ID": "EMAIL"}]}}
    ///   ```
    @Method(.reads, ru: "ПолучитьЛид")
    public func getLead(lead: ID) async throws -> JSON {
        try await read("crm.lead.get", ["id": lead])
    }

    /// Lists leads, page by page.
    /// - Parameters:
    ///   - filter: Conditions, shaped as GetLeadFilterStructure shows.
    ///   - offset: How many leads to skip, in steps of 50.
    /// - Returns: The leads, 50 a page.
    ///
    ///   ```json
    ///   {"result": [{"ID": "42", "TITLE": "Weekly report", "NAME": "Bob", "LAST_NAME": "Example",
    ///   "COMPANY_TITLE": "Example Ltd", "SOURCE_ID": "CALL", "STATUS_ID": "NEW", "CURRENCY_ID": "EUR",
    ///   "OPPORTUNITY": "1200.00", "HAS_EMAIL": "Y", "ASSIGNED_BY_ID": "1",
    ///   "DATE_CREATE": "2026-02-02T09:00:00+00:00"}, {"ID": "43", "TITLE": "Yearly report", "NAME": "Bob",
    ///   "LAST_NAME": "Example", "COMPANY_TITLE": "Example Ltd", "SOURCE_ID": "CALL", "STATUS_ID": "NEW",
    ///   "CURRENCY_ID": "EUR", "OPPORTUNITY": "1200.00", "HAS_EMAIL": "Y", "ASSIGNED_BY_ID": "1",
    ///   "DATE_CREATE": "2026-02-09T09:00:00+00:00"}], "total": 2}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокЛидов")
    public func getLeadsList(filter: JSONObject = [:], offset: Int? = nil) -> Pages {
        list("crm.lead.list", ["filter": filter.nonEmpty], start: offset)
    }

    /// Changes a lead.
    /// - Parameters:
    ///   - lead: Id of the lead.
    ///   - fields: Fields to change, named as GetLeadStructure lists them.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ИзменитьЛид")
    public func updateLead(lead: ID, fields: JSONObject) async throws -> JSON {
        try await write("crm.lead.update", ["fields": fields, "id": lead])
    }

    /// Shows the fields of a lead, as the portal describes them.
    /// - Returns: The fields with their types and titles, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": {"type": "integer", "isRequired": false, "isReadOnly": true, "isImmutable": false,
    ///   "isMultiple": false, "isDynamic": false, "title": "ID"}, "TITLE": {"type": "string", "isRequired": false,
    ///   "isReadOnly": false, "isImmutable": false, "isMultiple": false, "isDynamic": false, "title": "Lead name"},
    ///   "STATUS_ID": {"type": "crm_status", "isRequired": false, "isReadOnly": false, "isImmutable": false,
    ///   "isMultiple": false, "isDynamic": false, "statusType": "STATUS", "title": "Stage"}}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруЛида")
    public func getLeadStructure() async throws -> JSON {
        try await read("crm.lead.fields")
    }

    /// Shows the conditions that GetLeadsList takes.
    /// - Parameter empty: Whether the values are blank instead of hints.
    /// - Returns: The conditions.
    ///
    ///   ```json
    ///   {"ID": "<id of the lead>", "ASSIGNED_BY_ID": "<id of the user who is responsible>",
    ///   "COMPANY_ID": "<id of the company>", "COMPANY_TITLE": "<name of the company>",
    ///   "CURRENCY_ID": "<currency, as in EUR>", "DATE_CREATE": "<date it was created>", "EMAIL": "<e-mail address>",
    ///   "HAS_PHONE": "<Y if a phone number is filled in, else N>", "OPENED": "<Y if everyone may see it, else N>",
    ///   "OPPORTUNITY": "<expected amount>", "STATUS_ID": "<id of the stage>",
    ///   "TITLE": "<title, in which % stands for any text and _ for any character>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруФильтраЛидов")
    public static func getLeadFilterStructure(empty: Bool = false) -> JSON {
        Template([
            "ID": "id of the lead",
            "ASSIGNED_BY_ID": "id of the user who is responsible",
            "COMPANY_ID": "id of the company",
            "COMPANY_TITLE": "name of the company",
            "CONTACT_ID": "id of the contact",
            "CREATED_BY_ID": "id of the user who created it",
            "CURRENCY_ID": "currency, as in EUR",
            "DATE_CLOSED": "date it was closed",
            "DATE_CREATE": "date it was created",
            "DATE_MODIFY": "date it was last changed",
            "EMAIL": "e-mail address",
            "HAS_EMAIL": "Y if an e-mail address is filled in, else N",
            "HAS_PHONE": "Y if a phone number is filled in, else N",
            "IS_RETURN_CUSTOMER": "Y if the customer came back, else N",
            "MODIFY_BY_ID": "id of the user who changed it last",
            "MOVED_BY_ID": "id of the user who moved it to its stage",
            "MOVED_TIME": "time it was moved to its stage",
            "OPENED": "Y if everyone may see it, else N",
            "OPPORTUNITY": "expected amount",
            "STATUS_ID": "id of the stage",
            "TITLE": "title, in which % stands for any text and _ for any character",
        ]).filled(empty: empty)
    }
}

import OIntCore

@Methods("Deals management")
extension Bitrix24 {
    /// Creates a deal.
    /// - Parameter fields: Fields of the deal, named as GetDealStructure lists them.
    /// - Returns: The deal's id, under `result`.
    ///
    ///   ```json
    ///   {"result": 42}
    ///   ```
    @Method(.writes, ru: "СоздатьСделку")
    public func createDeal(fields: JSONObject) async throws -> JSON {
        try await write("crm.deal.add", ["fields": fields])
    }

    /// Deletes a deal, with the activities and notes that belong to it alone.
    /// - Parameter deal: Id of the deal.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьСделку")
    public func deleteDeal(deal: ID) async throws -> JSON {
        try await write("crm.deal.delete", ["id": deal])
    }

    /// Fetches one deal.
    /// - Parameter deal: Id of the deal.
    /// - Returns: The deal, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": "42", "TITLE": "Weekly report", "TYPE_ID": "SALE", "STAGE_ID": "C1:NEW",
    ///   "CURRENCY_ID": "EUR", "OPPORTUNITY": "1200.00", "COMPANY_ID": "9", "CONTACT_ID": "12",
    ///   "ASSIGNED_BY_ID": "1", "DATE_CREATE": "2026-01-12T09:00:00+00:00", "CLOSED": "N", "CATEGORY_ID": "1"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСделку")
    public func getDeal(deal: ID) async throws -> JSON {
        try await read("crm.deal.get", ["id": deal])
    }

    /// Lists deals, page by page.
    /// - Parameters:
    ///   - filter: Conditions, shaped as GetDealsFilterStructure shows.
    ///   - offset: How many deals to skip, in steps of 50.
    /// - Returns: The deals, 50 a page.
    ///
    ///   ```json
    ///   {"result": [{"ID": "42", "TITLE": "Weekly report", "TYPE_ID": "SALE", "STAGE_ID": "C1:NEW",
    ///   "CURRENCY_ID": "EUR", "OPPORTUNITY": "1200.00", "COMPANY_ID": "9", "CONTACT_ID": "12",
    ///   "ASSIGNED_BY_ID": "1", "DATE_CREATE": "2026-01-12T09:00:00+00:00", "CLOSED": "N", "CATEGORY_ID": "1"},
    ///   {"ID": "43", "TITLE": "Yearly report", "TYPE_ID": "SALE", "STAGE_ID": "C1:NEW", "CURRENCY_ID": "EUR",
    ///   "OPPORTUNITY": "4800.00", "COMPANY_ID": "9", "CONTACT_ID": "12", "ASSIGNED_BY_ID": "1",
    ///   "DATE_CREATE": "2026-01-19T09:00:00+00:00", "CLOSED": "N", "CATEGORY_ID": "1"}], "total": 2}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокСделок")
    public func getDealsList(filter: JSONObject = [:], offset: Int? = nil) -> Pages {
        list("crm.deal.list", ["filter": filter.nonEmpty], start: offset)
    }

    /// Changes a deal.
    /// - Parameters:
    ///   - deal: Id of the deal.
    ///   - fields: Fields to change, named as GetDealStructure lists them.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ИзменитьСделку")
    public func updateDeal(deal: ID, fields: JSONObject) async throws -> JSON {
        try await write("crm.deal.update", ["fields": fields, "id": deal])
    }

    /// Shows the fields of a deal, as the portal describes them.
    /// - Returns: The fields with their types and titles, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": {"type": "integer", "isRequired": false, "isReadOnly": true, "isImmutable": false,
    ///   "isMultiple": false, "isDynamic": false, "title": "ID"}, "TITLE": {"type": "string", "isRequired": false,
    ///   "isReadOnly": false, "isImmutable": false, "isMultiple": false, "isDynamic": false, "title": "Name"},
    ///   "STAGE_ID": {"type": "crm_status", "isRequired": false, "isReadOnly": false, "isImmutable": false,
    ///   "isMultiple": false, "isDynamic": false, "statusType": "DEAL_STAGE", "title": "Stage"}}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруСделки")
    public func getDealStructure() async throws -> JSON {
        try await read("crm.deal.fields")
    }

    /// Shows the conditions that GetDealsList takes.
    /// - Parameter empty: Whether the values are blank instead of hints.
    /// - Returns: The conditions.
    ///
    ///   ```json
    ///   {"ID": "<id of the deal>", "ASSIGNED_BY_ID": "<id of the user who is responsible>",
    ///   "CATEGORY_ID": "<id of the pipeline>", "CLOSEDATE": "<date it ends>", "COMPANY_ID": "<id of the company>",
    ///   "CURRENCY_ID": "<currency, as in EUR>", "DATE_CREATE": "<date it was created>",
    ///   "IS_NEW": "<Y if it is in the first stage, else N>", "LEAD_ID": "<id of the lead it came from>",
    ///   "OPPORTUNITY": "<expected amount>", "STAGE_ID": "<id of the stage>",
    ///   "TITLE": "<title, in which % stands for any text and _ for any character>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруФильтраСделок")
    public static func getDealsFilterStructure(empty: Bool = false) -> JSON {
        Template([
            "ID": "id of the deal",
            "ASSIGNED_BY_ID": "id of the user who is responsible",
            "BEGINDATE": "date it begins",
            "CATEGORY_ID": "id of the pipeline",
            "CLOSEDATE": "date it ends",
            "COMPANY_ID": "id of the company",
            "CONTACT_ID": "id of the contact",
            "CREATED_BY_ID": "id of the user who created it",
            "CURRENCY_ID": "currency, as in EUR",
            "DATE_CREATE": "date it was created",
            "DATE_MODIFY": "date it was last changed",
            "IS_NEW": "Y if it is in the first stage, else N",
            "IS_RECURRING": "Y if it is a template that deals are repeated from, else N",
            "IS_RETURN_CUSTOMER": "Y if the customer came back, else N",
            "LEAD_ID": "id of the lead it came from",
            "MODIFY_BY_ID": "id of the user who changed it last",
            "MOVED_BY_ID": "id of the user who moved it to its stage",
            "MOVED_TIME": "time it was moved to its stage",
            "OPENED": "Y if everyone may see it, else N",
            "OPPORTUNITY": "expected amount",
            "PROBABILITY": "probability in percent",
            "REQUISITE_ID": "id of the company's or contact's details",
            "STAGE_ID": "id of the stage",
            "TITLE": "title, in which % stands for any text and _ for any character",
            "TYPE_ID": "type of the deal",
        ]).filled(empty: empty)
    }
}

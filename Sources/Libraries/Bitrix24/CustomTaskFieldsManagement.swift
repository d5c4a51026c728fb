import OIntCore

@Methods("Custom task fields management")
extension Bitrix24 {
    /// Lists the fields that were added to tasks.
    /// - Returns: The fields.
    ///
    ///   ```json
    ///   {"result": [{"ID": "42", "ENTITY_ID": "TASKS_TASK", "FIELD_NAME": "UF_TASK_BUDGET",
    ///   "USER_TYPE_ID": "string", "XML_ID": "", "SORT": "100", "MULTIPLE": "N", "MANDATORY": "N",
    ///   "SHOW_IN_LIST": "Y", "EDIT_IN_LIST": "Y", "SETTINGS": {"SIZE": 20, "ROWS": 1, "DEFAULT_VALUE": ""}}],
    ///   "total": 0}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокПользовательскихПолейЗадачи")
    public func getCustomTaskFieldsList() -> Pages {
        list("task.item.userfield.getlist")
    }

    /// Adds a field to tasks.
    /// - Parameters:
    ///   - type: Type: string, double, datetime (date on old portals) or boolean.
    ///   - fieldName: Code of the field; Bitrix24 puts UF_TASK_ before it.
    ///   - externalID: Id of the field in another system.
    ///   - title: Name of the field.
    ///   - label: Captions in the form by language, as in {"en": "Weight", "ru": "Вес"}.
    /// - Returns: The id of the field, under `result`.
    ///
    ///   ```json
    ///   {"result": 42}
    ///   ```
    @Method(.writes, ru: "ДобавитьПользовательскоеПолеЗадачи")
    public func addCustomTaskField(
        type: String, fieldName: String, externalID: String? = nil, title: String? = nil, label: JSONObject = [:]
    ) async throws -> JSON {
        let parameters: Fields = [
            "USER_TYPE_ID": type, "FIELD_NAME": fieldName, "XML_ID": externalID, "LABEL": title,
            "EDIT_FORM_LABEL": label.nonEmpty,
        ]
        return try await write("task.item.userfield.add", ["PARAMS": parameters])
    }

    /// Changes a field that was added to tasks.
    /// - Parameters:
    ///   - fieldID: Id of the field.
    ///   - externalID: Id of the field in another system.
    ///   - title: Name of the field.
    ///   - label: Captions in the form by language, as in {"en": "Weight", "ru": "Вес"}.
    /// - Returns: Whether it worked, under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ИзменитьПользовательскоеПолеЗадачи")
    public func updateCustomTaskField(
        fieldID: ID, externalID: String? = nil, title: String? = nil, label: JSONObject = [:]
    ) async throws -> JSON {
        let data: Fields = ["XML_ID": externalID, "LABEL": title, "EDIT_FORM_LABEL": label.nonEmpty]
        return try await write("task.item.userfield.update", ["ID": fieldID, "DATA": data])
    }

    /// Fetches one field that was added to tasks.
    /// - Parameter fieldID: Id of the field.
    /// - Returns: The field, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": "42", "ENTITY_ID": "TASKS_TASK", "FIELD_NAME": "UF_TASK_BUDGET", "USER_TYPE_ID": "string",
    ///   "XML_ID": "", "SORT": "100", "MULTIPLE": "N", "MANDATORY": "N", "SHOW_IN_LIST": "Y", "EDIT_IN_LIST": "Y",
    ///   "SETTINGS": {"SIZE": 20, "ROWS": 1, "DEFAULT_VALUE": ""}, "EDIT_FORM_LABEL": {"en": "Budget"},
    ///   "LIST_COLUMN_LABEL": {"en": "Budget"}}, "total": 0}
    ///   ```
    @Method(.reads, ru: "ПолучитьПользовательскоеПолеЗадачи")
    public func getCustomTaskField(fieldID: ID) async throws -> JSON {
        try await read("task.item.userfield.get", ["ID": fieldID])
    }

    /// Removes a field from tasks, and with it what is written in it.
    /// - Parameter fieldID: Id of the field.
    /// - Returns: Whether it is gone, under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьПользовательскоеПолеЗадачи")
    public func deleteCustomTaskField(fieldID: ID) async throws -> JSON {
        try await write("task.item.userfield.delete", ["ID": fieldID])
    }
}

import OIntCore

@Methods("Users management")
extension Bitrix24 {
    /// Describes the user behind the webhook or the token.
    /// - Returns: The user, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": "1", "ACTIVE": true, "NAME": "Ann", "LAST_NAME": "Example", "EMAIL": "ann@example.com",
    ///   "LAST_LOGIN": "2026-01-31T10:00:00+00:00", "DATE_REGISTER": "2026-01-05T00:00:00+00:00", "IS_ONLINE": "Y",
    ///   "WORK_POSITION": "Editor", "UF_DEPARTMENT": [1]}}
    ///   ```
    @Method(.reads, ru: "ПолучитьТекущегоПользователя")
    public func getCurrentUser() async throws -> JSON {
        try await read("user.current")
    }

    /// Fetches one user.
    /// - Parameter userID: Id of the user.
    /// - Returns: The user, as the only element of `result`; an empty list when there is none.
    ///
    ///   ```json
    ///   {"result": [{"ID": "1", "ACTIVE": true, "NAME": "Ann", "LAST_NAME": "Example", "EMAIL": "ann@example.com",
    ///   "LAST_LOGIN": "2026-01-31T10:00:00+00:00", "DATE_REGISTER": "2026-01-05T00:00:00+00:00", "IS_ONLINE": "Y",
    ///   "WORK_POSITION": "Editor", "UF_DEPARTMENT": [1], "USER_TYPE": "employee"}], "total": 1}
    ///   ```
    @Method(.reads, ru: "ПолучитьПользователя")
    public func getUser(userID: ID) async throws -> JSON {
        try await read("user.get", ["ID": userID])
    }

    /// Invites a user to the portal.
    ///
    /// EMAIL is always needed. A colleague also needs UF_DEPARTMENT, a list of department ids; a user from outside
    /// needs EXTRANET with the value Y and SONET_GROUP_ID, a list of group ids.
    /// - Parameter fields: Fields of the user, named as GetUserFieldsStructure lists them.
    /// - Returns: The user's id, under `result`.
    ///
    ///   ```json
    ///   {"result": 2}
    ///   ```
    @Method(.writes, ru: "СоздатьПользователя")
    public func createUser(fields: JSONObject) async throws -> JSON {
        var request = Fields()
        request.append(contentsOf: fields)
        return try await write("user.add", request)
    }

    /// Changes a user.
    /// - Parameters:
    ///   - userID: Id of the user.
    ///   - fields: Fields to change, named as GetUserFieldsStructure lists them.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ИзменитьПользователя")
    public func updateUser(userID: ID, fields: JSONObject) async throws -> JSON {
        var request = Fields()
        request.append(contentsOf: fields.without("ID"))
        request.append("ID", userID)
        return try await write("user.update", request)
    }

    /// Dismisses a user, or takes a dismissed one back.
    /// - Parameters:
    ///   - userID: Id of the user.
    ///   - isDismissed: true dismisses, false takes back.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ИзменитьСтатусПользователя")
    public func changeUserStatus(userID: ID, fire isDismissed: Bool = true) async throws -> JSON {
        try await write("user.update", ["ACTIVE": YesNo(!isDismissed), "ID": userID])
    }

    /// Searches for users.
    /// - Parameter filter: Conditions, shaped as GetUserFilterStructure shows; or FIND with words to look for anywhere.
    /// - Returns: The users, 50 a page.
    ///
    ///   ```json
    ///   {"result": [{"ID": "1", "ACTIVE": true, "NAME": "Ann", "LAST_NAME": "Example", "EMAIL": "ann@example.com",
    ///   "LAST_LOGIN": "2026-01-31T10:00:00+00:00", "DATE_REGISTER": "2026-01-05T00:00:00+00:00", "IS_ONLINE": "Y",
    ///   "WORK_POSITION": "Editor", "UF_DEPARTMENT": [1], "USER_TYPE": "employee"}], "total": 1}
    ///   ```
    @Method(.reads, ru: "НайтиПользователей")
    public func findUsers(filter: JSONObject) -> Pages {
        list("user.search", ["FILTER": filter])
    }

    /// Shows the fields of a user, as the portal names them.
    /// - Returns: The fields with their titles, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": "ID", "ACTIVE": "Active", "NAME": "First name", "LAST_NAME": "Last name",
    ///   "SECOND_NAME": "Middle name", "EMAIL": "E-mail", "PERSONAL_MOBILE": "Mobile phone", "PERSONAL_CITY": "City",
    ///   "WORK_POSITION": "Position", "UF_DEPARTMENT": "Departments"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруПользователя")
    public func getUserFieldsStructure() async throws -> JSON {
        try await read("user.fields")
    }

    /// Shows the conditions that FindUsers takes.
    /// - Parameter empty: Whether the values are blank instead of hints.
    /// - Returns: The conditions.
    ///
    ///   ```json
    ///   {"NAME": "<first name>", "LAST_NAME": "<last name>", "WORK_POSITION": "<job title>",
    ///   "UF_DEPARTMENT_NAME": "<name of the department>", "USER_TYPE": "<employee, extranet or email>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруФильтраПользователей")
    public static func getUserFilterStructure(empty: Bool = false) -> JSON {
        Template([
            "NAME": "first name",
            "LAST_NAME": "last name",
            "WORK_POSITION": "job title",
            "UF_DEPARTMENT_NAME": "name of the department",
            "USER_TYPE": "employee, extranet or email",
        ]).filled(empty: empty)
    }
}

import OIntCore

@Methods("Departments management")
extension Bitrix24 {
    /// Adds a department to the company.
    /// - Parameters:
    ///   - title: Name of the department.
    ///   - parentID: Id of the department above it; only the topmost one has none.
    ///   - headID: Id of the user who leads it.
    /// - Returns: The department's id, under `result`.
    ///
    ///   ```json
    ///   {"result": 42}
    ///   ```
    @Method(.writes, ru: "СоздатьПодразделение")
    public func createDepartment(title: String, parentID: ID? = nil, headID: ID? = nil) async throws -> JSON {
        try await write("department.add", ["NAME": title, "PARENT": parentID, "UF_HEAD": headID])
    }

    /// Changes a department.
    ///
    /// What is not given stays as it is.
    /// - Parameters:
    ///   - depID: Id of the department.
    ///   - title: New name.
    ///   - parentID: Id of the department it moves under.
    ///   - headID: Id of the user who leads it from now on.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ИзменитьПодразделение")
    public func updateDepartment(
        depID: ID, title: String? = nil, parentID: ID? = nil, headID: ID? = nil
    ) async throws -> JSON {
        try await write("department.update", ["ID": depID, "NAME": title, "PARENT": parentID, "UF_HEAD": headID])
    }

    /// Lists departments: all of them, or those that match what is given.
    /// - Parameters:
    ///   - depID: Id of the department.
    ///   - title: Full name of the department.
    ///   - parentID: Id of the department above it.
    ///   - headID: Id of the user who leads it.
    /// - Returns: The departments, 50 a page.
    ///
    ///   ```json
    ///   {"result": [{"ID": "42", "NAME": "Sales", "SORT": 500, "PARENT": "1"}, {"ID": "43", "NAME": "Support",
    ///   "SORT": 500, "PARENT": "1"}], "total": 2}
    ///   ```
    @Method(.reads, ru: "ПолучитьПодразделения")
    public func getDepartments(
        depID: ID? = nil, title: String? = nil, parentID: ID? = nil, headID: ID? = nil
    ) -> Pages {
        list(
            "department.get", ["ID": depID, "NAME": title, "PARENT": parentID, "UF_HEAD": headID], startKey: "START")
    }

    /// Deletes a department.
    /// - Parameter depID: Id of the department.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьПодразделение")
    public func deleteDepartment(depID: ID) async throws -> JSON {
        try await write("department.delete", ["ID": depID])
    }
}

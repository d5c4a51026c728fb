import OIntCore

@Methods("User management")
extension MongoDB {
    /// Makes a user.
    /// - Parameters:
    ///   - name: Name of the user.
    ///   - roles: Roles: names, or objects such as {"role": "readWrite", "db": "shop"}; [] for none.
    ///   - db: Database that the user belongs to; without one that of the connection string.
    ///   - pwd: Password of the user.
    ///   - params: Further members of the command.
    /// - Returns: The server's reply, under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": {"ok": 1.0}}
    ///   ```
    @Method(.writes, ru: "СоздатьПользователя", calls: "createUser")
    public func createUser(
        name: String, roles: [NameOrDocument], db: String? = nil, pwd: Secret? = nil, params: JSONObject = [:]
    ) async throws -> JSON {
        var command: JSONObject = ["createUser": .string(name), "roles": .array(roles.map(\.json))]
        if let pwd { command.append("pwd", .string(pwd.exposed)) }
        return try await answer(command, adding: params, on: namedBase(db), .writes, secrets: pwd.map { [$0] } ?? [])
    }

    /// Deletes a user.
    /// - Parameters:
    ///   - name: Name of the user.
    ///   - db: Database that the user belongs to; without one that of the connection string.
    ///   - params: Further members of the command.
    /// - Returns: The server's reply, under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": {"ok": 1.0}}
    ///   ```
    @Method(.destroys, ru: "УдалитьПользователя", calls: "dropUser")
    public func deleteUser(name: String, db: String? = nil, params: JSONObject = [:]) async throws -> JSON {
        try await answer(["dropUser": .string(name)], adding: params, on: namedBase(db), .writes)
    }

    /// Lists the users of a database.
    /// - Parameters:
    ///   - db: Database; without one that of the connection string, else admin.
    ///   - spwd: Whether hashes of passwords are shown.
    ///   - sprv: Whether privileges are shown; each user is asked for then, since servers show them for named ones only.
    /// - Returns: The server's reply, under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": {"users": [{"_id": "shop.ann", "user": "ann", "db": "shop", "roles": []}], "ok": 1.0}}
    ///   ```
    @Method(.reads, ru: "ПолучитьПользователейБазы", calls: "usersInfo", rows: "data.users")
    public func getDatabaseUsers(db: String? = nil, spwd: Bool = false, sprv: Bool = false) async throws -> JSON {
        let base = base(db)
        let all: JSONObject = ["usersInfo": 1, "showCredentials": .bool(spwd)]
        guard sprv else { return try await answer(all, on: base, .reads) }
        var reply = try await reply(all, on: base, .reads)
        var users: [JSON] = []
        for user in reply["users"]?.array ?? [] {
            let named: JSON = ["user": user["user"] ?? .null, "db": user["db"] ?? .string(base)]
            let one = try await self.reply(
                ["usersInfo": named, "showCredentials": .bool(spwd), "showPrivileges": true], on: base, .reads)
            users += one["users"]?.array ?? []
        }
        reply["users"] = .array(users)
        return ["result": true, "data": .object(reply)]
    }

    /// Gives users.
    /// - Parameters:
    ///   - usrs: Names, or objects such as {"user": "ann", "db": "shop"}.
    ///   - db: Database; without one that of the connection string, else admin.
    ///   - spwd: Whether hashes of passwords are shown.
    ///   - sprv: Whether privileges are shown.
    /// - Returns: The server's reply, under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": {"users": [{"_id": "shop.ann", "user": "ann", "db": "shop", "roles": []}], "ok": 1.0}}
    ///   ```
    @Method(.reads, ru: "ПолучитьПользователей", calls: "usersInfo", rows: "data.users")
    public func getUsers(
        usrs: [NameOrDocument], db: String? = nil, spwd: Bool = false, sprv: Bool = false
    ) async throws -> JSON {
        guard !usrs.isEmpty else { throw UsageError("--usrs has no users") }
        return try await answer(
            ["usersInfo": usrs.oneOrAll, "showCredentials": .bool(spwd), "showPrivileges": .bool(sprv)], on: base(db),
            .reads)
    }

    /// Changes a user.
    /// - Parameters:
    ///   - name: Name of the user.
    ///   - roles: Roles in place of all those of now: names, or objects such as {"role": "readWrite", "db": "shop"}.
    ///   - db: Database that the user belongs to; without one that of the connection string.
    ///   - pwd: New password.
    ///   - params: Further members of the command.
    /// - Returns: The server's reply, under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": {"ok": 1.0}}
    ///   ```
    @Method(.writes, ru: "ИзменитьПользователя", calls: "updateUser")
    public func updateUser(
        name: String, roles: [NameOrDocument] = [], db: String? = nil, pwd: Secret? = nil, params: JSONObject = [:]
    ) async throws -> JSON {
        var command: JSONObject = ["updateUser": .string(name)]
        if !roles.isEmpty { command.append("roles", .array(roles.map(\.json))) }
        if let pwd { command.append("pwd", .string(pwd.exposed)) }
        return try await answer(command, adding: params, on: namedBase(db), .writes, secrets: pwd.map { [$0] } ?? [])
    }
}

@Methods("Role management")
extension MongoDB {
    /// Makes a role.
    /// - Parameters:
    ///   - name: Name of the role.
    ///   - db: Database that the role belongs to; without one that of the connection string.
    ///   - prvl: Privileges, as GetRolePrivilegeStructure gives them.
    ///   - roles: Roles whose privileges it has, too: names, or objects such as {"role": "read", "db": "shop"}.
    ///   - params: Further members of the command.
    /// - Returns: The server's reply, under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": {"ok": 1.0}}
    ///   ```
    @Method(.writes, ru: "СоздатьРоль", calls: "createRole")
    public func createRole(
        name: String, db: String? = nil, prvl: [JSONObject] = [], roles: [NameOrDocument] = [], params: JSONObject = [:]
    ) async throws -> JSON {
        // The server wants both lists, be they empty.
        try await answer(
            [
                "createRole": .string(name), "privileges": .array(prvl.map { .object($0) }),
                "roles": .array(roles.map(\.json)),
            ], adding: params, on: namedBase(db), .writes)
    }

    /// Deletes a role.
    /// - Parameters:
    ///   - name: Name of the role.
    ///   - db: Database that the role belongs to; without one that of the connection string.
    ///   - params: Further members of the command.
    /// - Returns: The server's reply, under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": {"ok": 1.0}}
    ///   ```
    @Method(.destroys, ru: "УдалитьРоль", calls: "dropRole")
    public func deleteRole(name: String, db: String? = nil, params: JSONObject = [:]) async throws -> JSON {
        try await answer(["dropRole": .string(name)], adding: params, on: namedBase(db), .writes)
    }

    /// Gives a privilege for CreateRole.
    /// - Parameters:
    ///   - res: What it is for: {"db": "shop", "collection": "orders"} or {"cluster": true}.
    ///   - act: Actions, such as find and insert.
    /// - Returns: `resource` and `actions`.
    ///
    ///   ```json
    ///   {"resource": {"db": "shop", "collection": "orders"}, "actions": ["find", "insert"]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруПривилегииРоли")
    public static func getRolePrivilegeStructure(res: JSONObject, act: [String]) -> JSON {
        ["resource": .object(res), "actions": .array(act.map { .string($0) })]
    }

    /// Gives roles.
    /// - Parameters:
    ///   - roles: Names, or objects such as {"role": "read", "db": "shop"}.
    ///   - db: Database; without one that of the connection string, else admin.
    ///   - sprv: Whether privileges are shown.
    /// - Returns: The server's reply, under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": {"roles": [{"role": "clerk", "db": "shop", "isBuiltin": false, "roles": []}], "ok": 1.0}}
    ///   ```
    @Method(.reads, ru: "ПолучитьРоли", calls: "rolesInfo", rows: "data.roles")
    public func getRoles(roles: [NameOrDocument], db: String? = nil, sprv: Bool = false) async throws -> JSON {
        guard !roles.isEmpty else { throw UsageError("--roles has no roles") }
        return try await answer(
            ["rolesInfo": roles.oneOrAll, "showPrivileges": .bool(sprv)], on: base(db), .reads)
    }

    /// Gives roles to a user.
    /// - Parameters:
    ///   - user: Name of the user.
    ///   - roles: Roles: names, or objects such as {"role": "readWrite", "db": "shop"}.
    ///   - db: Database that the user belongs to; without one that of the connection string.
    ///   - params: Further members of the command.
    /// - Returns: The server's reply, under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": {"ok": 1.0}}
    ///   ```
    @Method(.writes, ru: "НазначитьРоли", calls: "grantRolesToUser")
    public func grantRoles(
        user: String, roles: [NameOrDocument], db: String? = nil, params: JSONObject = [:]
    ) async throws -> JSON {
        try await answer(
            ["grantRolesToUser": .string(user), "roles": .array(roles.map(\.json))], adding: params, on: namedBase(db),
            .writes)
    }

    /// Takes roles away from a user.
    /// - Parameters:
    ///   - user: Name of the user.
    ///   - roles: Roles: names, or objects such as {"role": "readWrite", "db": "shop"}.
    ///   - db: Database that the user belongs to; without one that of the connection string.
    ///   - params: Further members of the command.
    /// - Returns: The server's reply, under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": {"ok": 1.0}}
    ///   ```
    @Method(.writes, ru: "СнятьРоли", calls: "revokeRolesFromUser")
    public func revokeRoles(
        user: String, roles: [NameOrDocument], db: String? = nil, params: JSONObject = [:]
    ) async throws -> JSON {
        try await answer(
            ["revokeRolesFromUser": .string(user), "roles": .array(roles.map(\.json))], adding: params,
            on: namedBase(db), .writes)
    }

    /// Changes a role.
    /// - Parameters:
    ///   - name: Name of the role.
    ///   - db: Database that the role belongs to; without one that of the connection string.
    ///   - prvl: Privileges in place of all those of now, as GetRolePrivilegeStructure gives them.
    ///   - roles: Roles in place of all those of now.
    ///   - params: Further members of the command.
    /// - Returns: The server's reply, under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": {"ok": 1.0}}
    ///   ```
    @Method(.writes, ru: "ИзменитьРоль", calls: "updateRole")
    public func updateRole(
        name: String, db: String? = nil, prvl: [JSONObject] = [], roles: [NameOrDocument] = [], params: JSONObject = [:]
    ) async throws -> JSON {
        var command: JSONObject = ["updateRole": .string(name)]
        if !prvl.isEmpty { command.append("privileges", .array(prvl.map { .object($0) })) }
        if !roles.isEmpty { command.append("roles", .array(roles.map(\.json))) }
        return try await answer(command, adding: params, on: namedBase(db), .writes)
    }
}

import OIntCore
import OIntDrivers
import OIntMongoDB
import RunningServers
import Testing

/// Calls to a real server.
@Suite(.timeLimit(.minutes(2))) struct ServerTests {
    private func found(_ client: MongoDB, _ coll: String, _ query: JSONObject = [:]) async throws -> [JSON] {
        try await client.getDocuments(coll: coll, query: query, sort: ["_id": 1]).collected()
    }

    @Test("Documents are stored, found, changed and deleted, with their order and kinds")
    func documents() async throws {
        let (client, coll) = (try TestServer.client(), TestServer.collection())
        let stored = try await client.insertDocuments(
            coll: coll,
            docs: JSONRows([
                ["_id": 1, "z": "ü😀", "a": ["$numberDecimal": "0.10"], "n": 9_007_199_254_740_993],
                ["_id": 2, "d": ["$date": "2026-01-31T10:00:00.250Z"], "x": 1.5], ["name": "without id"],
            ]))
        #expect(stored["data"]?["n"] == 3)
        let id = try #require(stored["data"]?["insertedIds"]?[0]?.string)
        let rows = try await found(client, coll)
        #expect(rows[0].text(.compact) == #"{"_id":1,"z":"ü😀","a":"0.10","n":9007199254740993}"#)
        #expect(rows[1]["d"] == "2026-01-31T10:00:00.250Z")
        #expect(
            try await found(client, coll, ["_id": ["__OPI_OBJECTID__": .string(id)]]).first?["name"] == "without id")
        let extended = try TestServer.client(extended: true)
        #expect(try await found(extended, coll, ["_id": 1])[0]["a"] == ["$numberDecimal": "0.10"])
        let update = MongoDB.getDocumentUpdateStructure(query: ["_id": 1], data: ["__4set": ["z": "new"]])
        let changed = try await client.updateDocuments(coll: coll, updates: [try #require(update.object)])
        #expect(changed["data"]?["nModified"] == 1)
        await #expect(throws: UsageError.self) {
            try await client.updateDocuments(
                coll: coll, updates: [["q": ["_id": 1], "u": ["z": "whole"], "multi": false]])
        }
        let deletion = try #require(MongoDB.getDocumentDeletionStructure(query: [:]).object)
        #expect(try await client.deleteDocuments(coll: coll, deletes: [deletion])["data"]?["n"] == 3)
        _ = try await client.deleteCollection(coll: coll)
    }

    @Test("A cursor is followed to its end, batch by batch")
    func cursor() async throws {
        let (client, coll) = (try TestServer.client(), TestServer.collection())
        _ = try await client.insertDocuments(
            coll: coll, docs: JSONRows((1...2500).map { ["_id": JSON($0), "same": 1] }))
        let list = try await client.getDocuments(coll: coll, sort: ["_id": 1], params: ["batchSize": 100])
        #expect(try await list.collected().map { $0["_id"]?.int } == Array(1...2500))
        // Pages that are alike are no fault here.
        let alike = try await client.getDocuments(
            coll: coll, params: ["batchSize": 500, "projection": ["_id": 0, "same": 1]])
        #expect(try await alike.collected().count == 2500)
        let first = try await client.getCursor(coll: coll, sort: ["_id": 1], params: ["batchSize": 2])
        let id = try #require(first["data"]?["cursor"]?["id"]?.int)
        let next = try await client.getDocumentBatch(coll: coll, cursor: id, limit: 3)
        #expect(next["data"]?["cursor"]?["nextBatch"]?.array?.map { $0["_id"]?.int } == [3, 4, 5])
        _ = try await client.deleteCollection(coll: coll)
    }

    @Test("A yes that hides a refusal is a refusal, with the place of the document")
    func hidden() async throws {
        let (client, coll) = (try TestServer.client(), TestServer.collection())
        let docs: [JSON] = [["_id": 1], ["_id": 2], ["_id": 1], ["_id": 3]]
        let error = try #require(
            await #expect(throws: ServiceError.self) {
                try await client.insertDocuments(coll: coll, docs: JSONRows(docs))
            })
        #expect(error.code == "11000")
        #expect(error.message?.contains("number 3 of 4") == true, "\(error)")
        #expect(try await found(client, coll).count == 2)
        _ = try? await client.insertDocuments(
            coll: coll, docs: JSONRows([["_id": 2], ["_id": 4]]), params: ["ordered": false])
        #expect(try await found(client, coll).count == 3)
        _ = try await client.deleteCollection(coll: coll)
    }

    @Test("Users and roles")
    func users() async throws {
        let (client, name) = (try TestServer.client(), TestServer.collection())
        _ = try await client.createRole(
            name: name, prvl: [["resource": ["db": "oint", "collection": ""], "actions": ["find"]]])
        _ = try await client.createUser(name: name, roles: ["read"], pwd: "s3cr3t:@/")
        _ = try await client.grantRoles(user: name, roles: [NameOrDocument(["role": .string(name), "db": "oint"])])
        let user = try await client.getUsers(usrs: [NameOrDocument(.string(name))])
        #expect(user["data"]?["users"]?[0]?["roles"]?.array?.count == 2)
        let reader = MongoDB(
            dbc: try TestServer.string(user: name, password: "s3cr3t:@/", params: ["authSource": "oint"]))
        _ = try await reader.getDocuments(coll: "nothing").collected()
        await #expect(throws: ServiceError.self) {
            try await reader.insertDocuments(coll: "nothing", docs: JSONRows([["a": 1]]))
        }
        #expect(try await client.getDatabaseUsers(sprv: true)["data"]?["users"]?.array?.isEmpty == false)
        _ = try await client.revokeRoles(user: name, roles: [NameOrDocument(.string(name))])
        _ = try await client.deleteUser(name: name)
        _ = try await client.deleteRole(name: name)
    }

    @Test("A wrong password, an unknown command and a server that is not there, each in its words")
    func refusals() async throws {
        let wrong = MongoDB(dbc: try TestServer.string(password: "sesam"))
        let login = try #require(await #expect(throws: ServiceError.self) { try await wrong.getListOfBases() })
        #expect(login.code == "18")
        #expect(login.remedy?.contains("authSource") == true)
        #expect(!login.description.contains("sesam"))
        let unknown = try #require(
            await #expect(throws: ServiceError.self) { try await TestServer.client().executeCommand(comm: "fly") })
        #expect(unknown.code == "59")
        let nowhere = MongoDB(dbc: try ConnectionString("mongodb://127.0.0.1:1/x?serverSelectionTimeoutMS=500"))
        let gone = try #require(await #expect(throws: ConnectionError.self) { try await nowhere.getDatabase() })
        #expect(gone.step == .connecting)
        await #expect(throws: UsageError.self) {
            try await MongoDB(dbc: ConnectionString("mongodb://127.0.0.1:1/")).deleteDatabase()
        }
    }

    @Test("The certificate is checked, unless told otherwise")
    func certificates() async throws {
        let other = MongoDB(
            dbc: try TestServer.string(params: ["tlsCAFile": .string(try TestServer.value("OTHER_CA"))]))
        let error = try #require(await #expect(throws: ConnectionError.self) { try await other.getDatabase() })
        #expect(error.step == .tls, "\(error)")
        let open = MongoDB(
            dbc: try TestServer.string(
                params: [
                    "tlsCAFile": .string(try TestServer.value("OTHER_CA")), "tlsAllowInvalidCertificates": true,
                ]))
        #expect(try await open.getDatabase()["result"] == true)
    }

    @Test("A call that is given up ends at once, and the next one is served")
    func givenUp() async throws {
        var context = CallContext()
        context.connections = ConnectionPool()
        let (client, coll) = (try TestServer.client(), TestServer.collection())
        _ = try await client.insertDocuments(coll: coll, docs: JSONRows((1...20).map { ["_id": JSON($0)] }))
        let slow = try TestServer.client(context)
        let task = Task {
            try await slow.executeCommand(
                comm: "find", arg: CommandValue(.string(coll)), data: ["filter": ["$where": "sleep(5000) || true"]])
        }
        task.cancel()
        await #expect(throws: (any Error).self) { try await task.value }
        #expect(try await client.getDatabase()["result"] == true)
        _ = try await client.deleteCollection(coll: coll)
    }

    @Test("A dry run shows the command without secrets, and reads of an agent change nothing")
    func previews() async throws {
        let dry = try TestServer.client(CallContext(isDryRun: true))
        let preview = try #require(
            await #expect(throws: Preview.self) {
                try await dry.createUser(name: "ann", roles: ["read"], pwd: "hushhush")
            })
        #expect(preview.content["command"]?["createUser"] == "ann")
        #expect(!preview.content.text(.compact).contains("hushhush"))
        let reading = try TestServer.client(CallContext(isReadOnly: true))
        await #expect(throws: UsageError.self) { try await reading.createCollection(name: "x") }
        await #expect(throws: UsageError.self) {
            try await reading.executeCommand(comm: "insert", arg: "x", data: ["documents": [["a": 1]]])
        }
        #expect(try await reading.executeCommand(comm: "ping")["result"] == true)
    }
}

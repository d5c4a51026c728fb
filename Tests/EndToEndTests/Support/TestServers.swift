import Foundation
import RunningServers

/// The servers that Scripts/with-servers.sh starts beside the tests.
enum TestServers {
    static let database = RunningServer("postgresql")
    static let storage = RunningServer("s3")

    /// What the program needs in its environment to reach the PostgreSQL server by the variables of libpq.
    static func postgresql() throws -> [String: String] {
        [
            "PGHOST": try database.value("HOST"), "PGPORT": try database.value("PORT"),
            "PGUSER": try database.value("USER"), "PGPASSWORD": try database.value("PASSWORD"),
            "PGDATABASE": try database.value("DATABASE"),
        ]
    }

    /// Connection data of the S3 server that checks signatures.
    static func objectStorage() throws -> String {
        let account = [
            "URL": try storage.value("RCLONE"), "AccessKey": try storage.value("ACCESS_KEY"),
            "SecretKey": try storage.value("SECRET_KEY"), "Region": "us-east-1", "Service": "s3",
        ]
        return String(decoding: try JSONEncoder().encode(account), as: UTF8.self)
    }
}

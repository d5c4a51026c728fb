import Foundation
import Testing

/// The servers that Scripts/with-servers.sh starts beside the tests.
enum TestServers {
    /// A part of where a server is; a test that needs it fails when it is not known.
    static func value(_ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
        try #require(
            ProcessInfo.processInfo.environment["OINT_TEST_" + name],
            "no servers are known: run the tests by Scripts/with-servers.sh swift test",
            sourceLocation: sourceLocation)
    }

    /// What the program needs in its environment to reach the PostgreSQL server by the variables of libpq.
    static func postgresql() throws -> [String: String] {
        [
            "PGHOST": try value("POSTGRESQL_HOST"), "PGPORT": try value("POSTGRESQL_PORT"),
            "PGUSER": try value("POSTGRESQL_USER"), "PGPASSWORD": try value("POSTGRESQL_PASSWORD"),
            "PGDATABASE": try value("POSTGRESQL_DATABASE"),
        ]
    }

    /// Connection data of the S3 server that checks signatures.
    static func objectStorage() throws -> String {
        let account = [
            "URL": try value("S3_RCLONE"), "AccessKey": try value("S3_ACCESS_KEY"),
            "SecretKey": try value("S3_SECRET_KEY"), "Region": "us-east-1", "Service": "s3",
        ]
        return String(decoding: try JSONEncoder().encode(account), as: UTF8.self)
    }
}

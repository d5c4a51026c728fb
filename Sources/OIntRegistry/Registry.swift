import OIntBitrix24
import OIntCore
import OIntPostgreSQL
import OIntS3
import OIntSQLite
import OIntTelegram
import OIntTools
import OIntWeb

/// All libraries.
public enum Registry {
    /// The libraries, in the order of their names.
    public static let libraries: [LibraryDescriptor] = [
        Bitrix24.library,
        Web.library,
        PostgreSQL.library,
        S3.library,
        SQLite.library,
        Telegram.library,
        Tools.library,
    ]
}

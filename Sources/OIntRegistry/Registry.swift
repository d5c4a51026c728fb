import OIntCore

#if LIBRARY_AIRTABLE
    import OIntAirtable
#endif
#if LIBRARY_BITRIX24
    import OIntBitrix24
#endif
#if LIBRARY_CDEK
    import OIntCDEK
#endif
#if LIBRARY_CLICKHOUSE
    import OIntClickHouse
#endif
#if LIBRARY_DROPBOX
    import OIntDropbox
#endif
#if LIBRARY_MESSAGEPACK
    import OIntMessagePack
#endif
#if LIBRARY_METRIKA
    import OIntMetrika
#endif
#if LIBRARY_MONGODB
    import OIntMongoDB
#endif
#if LIBRARY_MYSQL
    import OIntMySQL
#endif
#if LIBRARY_NEOCITIES
    import OIntNeocities
#endif
#if LIBRARY_NOTION
    import OIntNotion
#endif
#if LIBRARY_NTFY
    import OIntNtfy
#endif
#if LIBRARY_OLLAMA
    import OIntOllama
#endif
#if LIBRARY_OPENAI
    import OIntOpenAI
#endif
#if LIBRARY_OZON
    import OIntOzon
#endif
#if LIBRARY_POSTGRESQL
    import OIntPostgreSQL
#endif
#if LIBRARY_RSS
    import OIntRSS
#endif
#if LIBRARY_S3
    import OIntS3
#endif
#if LIBRARY_SLACK
    import OIntSlack
#endif
#if LIBRARY_SQLITE
    import OIntSQLite
#endif
#if LIBRARY_TELEGRAM
    import OIntTelegram
#endif
#if LIBRARY_TOOLS
    import OIntTools
#endif
#if LIBRARY_VIBER
    import OIntViber
#endif
#if LIBRARY_WEB
    import OIntWeb
#endif
#if LIBRARY_YANDEX
    import OIntYandex
#endif
#if LIBRARY_YANDEXDISK
    import OIntYandexDisk
#endif
#if LIBRARY_YANDEXMARKET
    import OIntYandexMarket
#endif

/// All libraries.
///
/// Package.swift defines a condition for each library of its table; `OINT_LIBRARIES` leaves some of them out, for those
/// who work on one library and want to build no other.
public enum Registry {
    /// The libraries, in the order of their names.
    public static let libraries = all.sorted { $0.name < $1.name }

    private static var all: [LibraryDescriptor] {
        var libraries: [LibraryDescriptor] = []
        #if LIBRARY_AIRTABLE
            libraries.append(Airtable.library)
        #endif
        #if LIBRARY_BITRIX24
            libraries.append(Bitrix24.library)
        #endif
        #if LIBRARY_CDEK
            libraries.append(CDEK.library)
        #endif
        #if LIBRARY_CLICKHOUSE
            libraries.append(ClickHouse.library)
        #endif
        #if LIBRARY_DROPBOX
            libraries.append(Dropbox.library)
        #endif
        #if LIBRARY_MESSAGEPACK
            libraries.append(MessagePack.library)
        #endif
        #if LIBRARY_METRIKA
            libraries.append(Metrika.library)
        #endif
        #if LIBRARY_MONGODB
            libraries.append(MongoDB.library)
        #endif
        #if LIBRARY_MYSQL
            libraries.append(MySQL.library)
        #endif
        #if LIBRARY_NEOCITIES
            libraries.append(Neocities.library)
        #endif
        #if LIBRARY_NOTION
            libraries.append(Notion.library)
        #endif
        #if LIBRARY_NTFY
            libraries.append(Ntfy.library)
        #endif
        #if LIBRARY_OLLAMA
            libraries.append(Ollama.library)
        #endif
        #if LIBRARY_OPENAI
            libraries.append(OpenAI.library)
        #endif
        #if LIBRARY_OZON
            libraries.append(Ozon.library)
        #endif
        #if LIBRARY_POSTGRESQL
            libraries.append(PostgreSQL.library)
        #endif
        #if LIBRARY_RSS
            libraries.append(RSS.library)
        #endif
        #if LIBRARY_S3
            libraries.append(S3.library)
        #endif
        #if LIBRARY_SLACK
            libraries.append(Slack.library)
        #endif
        #if LIBRARY_SQLITE
            libraries.append(SQLite.library)
        #endif
        #if LIBRARY_TELEGRAM
            libraries.append(Telegram.library)
        #endif
        #if LIBRARY_TOOLS
            libraries.append(Tools.library)
        #endif
        #if LIBRARY_VIBER
            libraries.append(Viber.library)
        #endif
        #if LIBRARY_WEB
            libraries.append(Web.library)
        #endif
        #if LIBRARY_YANDEX
            libraries.append(Yandex.library)
        #endif
        #if LIBRARY_YANDEXDISK
            libraries.append(YandexDisk.library)
        #endif
        #if LIBRARY_YANDEXMARKET
            libraries.append(YandexMarket.library)
        #endif
        return libraries
    }
}

/// What the dialect has to know of PostgreSQL's catalogue.
enum PostgreSQLTypes {
    /// The types of every database that a value may be given by name; types of its own a server is asked about.
    ///
    /// Source: https://www.postgresql.org/docs/current/datatype.html
    static let names: Set<String> = [
        "BIGINT", "BIGSERIAL", "BIT", "BIT VARYING", "BLOB", "BOOL", "BOOLEAN", "BOX", "BPCHAR", "BYTEA", "BYTES",
        "\"CHAR\"", "CHAR", "CHARACTER", "CHARACTER VARYING", "CID", "CIDR", "CIRCLE", "CITEXT", "DATE",
        "DATEMULTIRANGE",
        "DATERANGE", "DECIMAL", "DOUBLE PRECISION", "DOUBLE_PRECISION", "FLOAT4", "FLOAT8", "HSTORE", "INET", "INT",
        "INT2", "INT4", "INT4MULTIRANGE", "INT4RANGE", "INT8", "INT8MULTIRANGE", "INT8RANGE", "INTEGER", "INTERVAL",
        "JSON", "JSONB", "JSONPATH", "LINE", "LQUERY", "LSEG", "LTREE", "LTXTQUERY", "MACADDR", "MACADDR8", "MONEY",
        "NAME", "NUMERIC", "NUMMULTIRANGE", "NUMRANGE", "OID", "OLDCHAR", "PATH", "PG_LSN", "PG_SNAPSHOT", "POINT",
        "POLYGON", "REAL", "REGCLASS", "REGPROC", "REGTYPE", "REGROLE", "SERIAL", "SMALLINT", "SMALLSERIAL", "TEXT",
        "TID", "TIME", "TIME WITH TIME ZONE", "TIME_WITH_TIME_ZONE", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE",
        "TIMESTAMP_WITH_TIME_ZONE", "TIMESTAMPTZ", "TIMETZ", "TSMULTIRANGE", "TSQUERY", "TSRANGE", "TSTZMULTIRANGE",
        "TSTZRANGE", "TSVECTOR", "UUID", "VARBIT", "VARCHAR", "XID", "XID8", "XML",
    ]

    /// Describes the columns of a table, view, materialized view or foreign table, whoever may read them.
    ///
    /// The catalogue is read itself: the standard's view leaves out materialized views, and what one has no rights to.
    /// Columns that are generated have been known since version 12.
    /// Source: https://www.postgresql.org/docs/current/catalog-pg-attribute.html
    static let description = """
        SELECT a.attname AS column_name, pg_catalog.format_type(a.atttypid, NULL) AS data_type, \
        CASE WHEN a.attnotnull OR t.typnotnull THEN 'NO' ELSE 'YES' END AS is_nullable, \
        CASE WHEN COALESCE(pg_catalog.to_jsonb(a) ->> 'attgenerated', '') = '' \
        THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END AS column_default, \
        CASE WHEN a.atttypid IN (1042, 1043) AND a.atttypmod > 4 THEN a.atttypmod - 4 \
        WHEN a.atttypid IN (1560, 1562) AND a.atttypmod > 0 THEN a.atttypmod END AS character_maximum_length, \
        CASE WHEN COALESCE(pg_catalog.to_jsonb(a) ->> 'attgenerated', '') <> '' \
        THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END AS generation_expression \
        FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid \
        LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum \
        WHERE a.attrelid = pg_catalog.to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
        """
}

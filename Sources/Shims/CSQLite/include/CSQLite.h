// SQLite as Swift sees it: its own header, and what is a macro or takes any number of arguments there.
#pragma once

#include <sqlite3.h>

/// Says that SQLite has to copy what it is given.
static inline sqlite3_destructor_type oint_sqlite_transient(void) { return SQLITE_TRANSIENT; }

/// Lets extensions be loaded by sqlite3_load_extension, or not; SQL can't load any in either case.
static inline int oint_sqlite_allow_extensions(sqlite3 *database, int allow) {
    return sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, allow, (int *)0);
}

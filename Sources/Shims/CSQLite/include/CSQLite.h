// SQLite as Swift sees it: its own header, and what is a macro or takes any number of arguments there.
#pragma once

#include <sqlite3.h>

/// Says that SQLite has to copy what it is given.
static inline sqlite3_destructor_type oint_sqlite_transient(void) { return SQLITE_TRANSIENT; }

/// Sets one of the SQLITE_DBCONFIG_… settings that are on or off.
static inline int oint_sqlite_configure(sqlite3 *database, int setting, int is_on) {
    return sqlite3_db_config(database, setting, is_on, (int *)0);
}

// SQLite as Swift sees it: its own header, and what is a macro or takes any number of arguments there.
#pragma once

#include <sqlite3.h>

/// Says that SQLite has to copy what it is given.
static inline sqlite3_destructor_type oint_sqlite_transient(void) { return SQLITE_TRANSIENT; }

/// Says that a function may not be used.
static inline void oint_sqlite_refuse(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    (void)values;
    sqlite3_result_error(context, "fts3tokenize disabled", -1);
}

/// Puts a function that refuses in the place of fts3_tokenizer, which takes addresses of functions from statements.
static inline void oint_sqlite_disable_tokenizers(sqlite3 *database) {
    sqlite3_create_function(database, "fts3_tokenizer", 1, SQLITE_UTF8, 0, oint_sqlite_refuse, 0, 0);
    sqlite3_create_function(database, "fts3_tokenizer", 2, SQLITE_UTF8, 0, oint_sqlite_refuse, 0, 0);
}

/// Sets one of the SQLITE_DBCONFIG_… settings that are on or off.
static inline int oint_sqlite_configure(sqlite3 *database, int setting, int is_on) {
    return sqlite3_db_config(database, setting, is_on, (int *)0);
}

// libmariadb, the client library of MariaDB and MySQL, as Swift sees it: nothing of it is linked, its functions are
// looked up when it is first needed. Its interface has been the same since version 3.0, so that its headers are not needed.
//
// Source: https://mariadb.com/docs/connectors/mariadb-connector-c
#pragma once

#include <CDriver.h>

// The library's own header says nothing about which pointers may be null.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wnullability-completeness"

typedef struct st_mysql MYSQL;
typedef struct st_mysql_res MYSQL_RES;
typedef struct st_mysql_stmt MYSQL_STMT;

/// A column of an answer.
typedef struct oint_mysql_field {
    char *name, *org_name, *table, *org_table, *db, *catalog, *def;
    unsigned long length, max_length;
    unsigned int name_length, org_name_length, table_length, org_table_length, db_length, catalog_length, def_length;
    unsigned int flags, decimals, charsetnr, type;
    void *extension;
} oint_mysql_field;

/// A value of a statement, or room for one of its answer.
typedef struct oint_mysql_bind {
    unsigned long *length;
    char *is_null;
    void *buffer;
    char *error;
    void *row_ptr;
    void *functions[3];
    unsigned long buffer_length, offset, length_value;
    unsigned int flags, pack_length, buffer_type;
    char error_value, is_unsigned, long_data_used, is_null_value;
    void *extension;
} oint_mysql_bind;

/// A point in time, or a span of it.
typedef struct oint_mysql_time {
    unsigned int year, month, day, hour, minute, second;
    unsigned long second_part;
    char neg;
    int time_type;
} oint_mysql_time;

int mysql_server_init(int count, char **arguments, char **groups);
MYSQL *mysql_init(MYSQL *handle);
int mysql_options(MYSQL *handle, unsigned int option, const void *value);
int mysql_ssl_set(MYSQL *handle, const char *key, const char *cert, const char *ca, const char *capath, const char *cipher);
MYSQL *mysql_real_connect(
    MYSQL *handle, const char *host, const char *user, const char *password, const char *base, unsigned int port,
    const char *socket, unsigned long flags);
void mysql_close(MYSQL *handle);
const char *mysql_get_ssl_cipher(MYSQL *handle);
int mysql_get_socket(MYSQL *handle);
unsigned long mysql_thread_id(MYSQL *handle);
unsigned int mysql_errno(MYSQL *handle);
const char *mysql_error(MYSQL *handle);
const char *mysql_info(MYSQL *handle);
const char *mysql_get_server_info(MYSQL *handle);
unsigned int mysql_warning_count(MYSQL *handle);
int mysql_real_query(MYSQL *handle, const char *text, unsigned long length);
MYSQL_RES *mysql_store_result(MYSQL *handle);
int mysql_next_result(MYSQL *handle);
unsigned int mysql_num_fields(MYSQL_RES *result);
oint_mysql_field *mysql_fetch_fields(MYSQL_RES *result);
char **mysql_fetch_row(MYSQL_RES *result);
unsigned long *mysql_fetch_lengths(MYSQL_RES *result);
void mysql_free_result(MYSQL_RES *result);
int mysql_reset_connection(MYSQL *handle);
int mysql_select_db(MYSQL *handle, const char *base);
MYSQL_STMT *mysql_stmt_init(MYSQL *handle);
int mysql_stmt_prepare(MYSQL_STMT *statement, const char *text, unsigned long length);
unsigned long mysql_stmt_param_count(MYSQL_STMT *statement);
char mysql_stmt_bind_param(MYSQL_STMT *statement, oint_mysql_bind *values);
int mysql_stmt_execute(MYSQL_STMT *statement);
unsigned int mysql_stmt_field_count(MYSQL_STMT *statement);
MYSQL_RES *mysql_stmt_result_metadata(MYSQL_STMT *statement);
char mysql_stmt_bind_result(MYSQL_STMT *statement, oint_mysql_bind *values);
int mysql_stmt_fetch(MYSQL_STMT *statement);
int mysql_stmt_fetch_column(
    MYSQL_STMT *statement, oint_mysql_bind *value, unsigned int column, unsigned long offset);
unsigned long long mysql_stmt_affected_rows(MYSQL_STMT *statement);
int mysql_stmt_next_result(MYSQL_STMT *statement);
char mysql_stmt_free_result(MYSQL_STMT *statement);
char mysql_stmt_close(MYSQL_STMT *statement);
unsigned int mysql_stmt_errno(MYSQL_STMT *statement);
const char *mysql_stmt_error(MYSQL_STMT *statement);

#define OINT_LIBMARIADB(REQUIRED, OPTIONAL) \
    REQUIRED(mysql_server_init)             \
    REQUIRED(mysql_init)                    \
    REQUIRED(mysql_options)                 \
    REQUIRED(mysql_ssl_set)                 \
    REQUIRED(mysql_real_connect)            \
    REQUIRED(mysql_close)                   \
    REQUIRED(mysql_get_ssl_cipher)          \
    REQUIRED(mysql_get_socket)              \
    REQUIRED(mysql_thread_id)               \
    REQUIRED(mysql_errno)                   \
    REQUIRED(mysql_error)                   \
    REQUIRED(mysql_info)                    \
    REQUIRED(mysql_get_server_info)         \
    REQUIRED(mysql_warning_count)           \
    REQUIRED(mysql_real_query)              \
    REQUIRED(mysql_store_result)            \
    REQUIRED(mysql_next_result)             \
    REQUIRED(mysql_num_fields)              \
    REQUIRED(mysql_fetch_fields)            \
    REQUIRED(mysql_fetch_row)               \
    REQUIRED(mysql_fetch_lengths)           \
    REQUIRED(mysql_free_result)             \
    REQUIRED(mysql_reset_connection)        \
    REQUIRED(mysql_select_db)               \
    REQUIRED(mysql_stmt_init)               \
    REQUIRED(mysql_stmt_prepare)            \
    REQUIRED(mysql_stmt_param_count)        \
    REQUIRED(mysql_stmt_bind_param)         \
    REQUIRED(mysql_stmt_execute)            \
    REQUIRED(mysql_stmt_field_count)        \
    REQUIRED(mysql_stmt_result_metadata)    \
    REQUIRED(mysql_stmt_bind_result)        \
    REQUIRED(mysql_stmt_fetch)              \
    REQUIRED(mysql_stmt_fetch_column)       \
    REQUIRED(mysql_stmt_affected_rows)      \
    REQUIRED(mysql_stmt_next_result)        \
    REQUIRED(mysql_stmt_free_result)        \
    REQUIRED(mysql_stmt_close)              \
    REQUIRED(mysql_stmt_errno)              \
    REQUIRED(mysql_stmt_error)

OINT_DRIVER(libmariadb, OINT_LIBMARIADB)

#pragma clang diagnostic pop

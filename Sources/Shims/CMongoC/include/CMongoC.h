// libmongoc, the client library of MongoDB, as Swift sees it: nothing of it is linked, its functions are looked up when it
// is first needed. Documents cross as bytes, so that of libbson only what holds them is used.
//
// Source: https://mongoc.org/libmongoc/1.23.1/api.html
#pragma once

#include <CDriver.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wnullability-completeness"

/// A document: 128 bytes, aligned so, which are libbson's own business.
///
/// Source: https://mongoc.org/libbson/1.23.1/bson_t.html
typedef struct oint_bson oint_bson;

/// Why something failed.
typedef struct oint_bson_error {
    uint32_t domain, code;
    char message[503];
    uint8_t category;
} oint_bson_error;

typedef struct oint_mongoc_stream oint_mongoc_stream;
typedef oint_mongoc_stream *(*oint_mongoc_initiator)(
    const void *uri, const void *host, void *data, oint_bson_error *error);

bool bson_init_static(oint_bson *document, const uint8_t *bytes, size_t length);
void bson_init(oint_bson *document);
const uint8_t *bson_get_data(const oint_bson *document);
void bson_destroy(oint_bson *document);
bool bson_append_int32(oint_bson *document, const char *key, int length, int32_t value);

void mongoc_init(void);
void mongoc_log_set_handler(void *handler, void *data);
void *mongoc_uri_new_with_error(const char *text, oint_bson_error *error);
void mongoc_uri_destroy(void *uri);
bool mongoc_uri_set_option_as_int32(void *uri, const char *option, int32_t value);
void *mongoc_client_new_from_uri_with_error(const void *uri, oint_bson_error *error);
bool mongoc_client_set_appname(void *client, const char *name);
bool mongoc_client_set_error_api(void *client, int32_t version);
void mongoc_client_set_stream_initiator(void *client, oint_mongoc_initiator initiator, void *data);
oint_mongoc_stream *mongoc_client_default_stream_initiator(
    const void *uri, const void *host, void *data, oint_bson_error *error);
oint_mongoc_stream *mongoc_stream_get_base_stream(oint_mongoc_stream *stream);
void *mongoc_stream_socket_get_socket(void *stream);
void mongoc_client_destroy(void *client);
void *mongoc_client_select_server(void *client, bool writes, const void *preference, oint_bson_error *error);
uint32_t mongoc_server_description_id(const void *description);
void mongoc_server_description_destroy(void *description);
void *mongoc_client_start_session(void *client, const void *options, oint_bson_error *error);
bool mongoc_client_session_append(const void *session, oint_bson *options, oint_bson_error *error);
void mongoc_client_session_destroy(void *session);
bool mongoc_client_command_with_opts(
    void *client, const char *base, const oint_bson *command, const void *preference, const oint_bson *options,
    oint_bson *reply, oint_bson_error *error);
bool mongoc_client_read_command_with_opts(
    void *client, const char *base, const oint_bson *command, const void *preference, const oint_bson *options,
    oint_bson *reply, oint_bson_error *error);
bool mongoc_client_write_command_with_opts(
    void *client, const char *base, const oint_bson *command, const oint_bson *options, oint_bson *reply,
    oint_bson_error *error);

#define OINT_LIBMONGOC(REQUIRED, OPTIONAL)          \
    REQUIRED(bson_init_static)                      \
    REQUIRED(bson_init)                             \
    REQUIRED(bson_get_data)                         \
    REQUIRED(bson_destroy)                          \
    REQUIRED(bson_append_int32)                     \
    REQUIRED(mongoc_init)                           \
    REQUIRED(mongoc_log_set_handler)                \
    REQUIRED(mongoc_uri_new_with_error)             \
    REQUIRED(mongoc_uri_destroy)                    \
    REQUIRED(mongoc_uri_set_option_as_int32)        \
    REQUIRED(mongoc_client_new_from_uri_with_error) \
    REQUIRED(mongoc_client_set_appname)             \
    REQUIRED(mongoc_client_set_error_api)           \
    REQUIRED(mongoc_client_set_stream_initiator)    \
    REQUIRED(mongoc_client_default_stream_initiator)\
    REQUIRED(mongoc_stream_get_base_stream)         \
    REQUIRED(mongoc_stream_socket_get_socket)       \
    REQUIRED(mongoc_client_destroy)                 \
    REQUIRED(mongoc_client_select_server)           \
    REQUIRED(mongoc_server_description_id)          \
    REQUIRED(mongoc_server_description_destroy)     \
    REQUIRED(mongoc_client_start_session)           \
    REQUIRED(mongoc_client_session_append)          \
    REQUIRED(mongoc_client_session_destroy)         \
    REQUIRED(mongoc_client_command_with_opts)       \
    REQUIRED(mongoc_client_read_command_with_opts)  \
    REQUIRED(mongoc_client_write_command_with_opts)

OINT_DRIVER(libmongoc, OINT_LIBMONGOC)

/// The socket that a client waits on, so that another thread can end the wait.
typedef struct oint_mongoc_watch {
    const oint_libmongoc *functions;
    void *client;
    atomic_int socket;
    atomic_bool isStopped;
} oint_mongoc_watch;

/// Begins to watch a client.
oint_mongoc_watch *oint_mongoc_watch_create(const oint_libmongoc *functions, void *client);
/// Ends the wait of the client, from any thread; it opens no connection any more.
void oint_mongoc_watch_stop(oint_mongoc_watch *watch);
/// Forgets the client, which must be gone.
void oint_mongoc_watch_destroy(oint_mongoc_watch *watch);

#pragma clang diagnostic pop

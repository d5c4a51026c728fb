#include "CMongoC.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/// Opens a connection as the library does, and notes its socket.
static oint_mongoc_stream *connect_and_note(const void *uri, const void *host, void *data, oint_bson_error *error) {
    oint_mongoc_watch *watch = data;
    if (atomic_load(&watch->isStopped)) {
        memset(error, 0, sizeof *error);
        error->domain = 2;
        strcpy(error->message, "the call was given up");
        return NULL;
    }
    oint_mongoc_stream *stream =
        watch->functions->mongoc_client_default_stream_initiator(uri, host, watch->client, error);
    if (!stream) return NULL;
    // Buffers and encryption lie around the socket.
    oint_mongoc_stream *base = stream, *next;
    while ((next = watch->functions->mongoc_stream_get_base_stream(base)) && next != base) base = next;
    const void *socket = watch->functions->mongoc_stream_socket_get_socket(base);
    // Its first member is the descriptor.
    if (socket) atomic_store(&watch->socket, *(const int *)socket);
    return stream;
}

oint_mongoc_watch *oint_mongoc_watch_create(const oint_libmongoc *functions, void *client) {
    oint_mongoc_watch *watch = calloc(1, sizeof *watch);
    if (!watch) return NULL;
    watch->functions = functions;
    watch->client = client;
    atomic_init(&watch->socket, -1);
    atomic_init(&watch->isStopped, false);
    functions->mongoc_client_set_stream_initiator(client, connect_and_note, watch);
    return watch;
}

void oint_mongoc_watch_stop(oint_mongoc_watch *watch) {
    atomic_store(&watch->isStopped, true);
    int socket = atomic_load(&watch->socket);
    if (socket >= 0) shutdown(socket, SHUT_RDWR);
}

void oint_mongoc_watch_destroy(oint_mongoc_watch *watch) { free(watch); }

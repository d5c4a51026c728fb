// libsecret, the client of the desktop's keyring, as Swift sees it: nothing of it is linked, its functions are looked up
// when they are first needed. Its types are declared as in libsecret/secret-schema.h and glib/gerror.h; both are part of
// a stable binary interface.
// Source: https://gnome.pages.gitlab.gnome.org/libsecret/
#pragma once

#include <CDriver.h>
#include <stdint.h>

typedef struct {
    const char *_Nullable name;
    int flags;
    struct {
        const char *_Nullable name;
        int type;
    } attributes[32];
    int reserved;
    void *_Nullable reserved_pointers[7];
} oint_secret_schema;

typedef struct {
    uint32_t domain;
    int code;
    char *_Nonnull message;
} oint_g_error;

int secret_password_store_sync(const oint_secret_schema *_Nonnull schema, const char *_Nullable collection,
                               const char *_Nonnull label, const char *_Nonnull password, void *_Nullable cancellable,
                               oint_g_error *_Nullable *_Nonnull error, ...);
char *_Nullable secret_password_lookup_sync(const oint_secret_schema *_Nonnull schema, void *_Nullable cancellable,
                                            oint_g_error *_Nullable *_Nonnull error, ...);
int secret_password_clear_sync(const oint_secret_schema *_Nonnull schema, void *_Nullable cancellable,
                               oint_g_error *_Nullable *_Nonnull error, ...);
void secret_password_free(char *_Nullable password);
void g_error_free(oint_g_error *_Nonnull error);

#define OINT_LIBSECRET(REQUIRED, OPTIONAL) \
    REQUIRED(secret_password_store_sync)   \
    REQUIRED(secret_password_lookup_sync)  \
    REQUIRED(secret_password_clear_sync)   \
    REQUIRED(secret_password_free)         \
    REQUIRED(g_error_free)

OINT_DRIVER(libsecret, OINT_LIBSECRET)

/// What the items are: texts under org.oint.Key, told apart by their purpose.
static const oint_secret_schema oint_libsecret_schema = {"org.oint.Key", 0, {{"purpose", 0}}, 0, {0}};

/// Stores a secret in the default keyring, in place of one for the same purpose; whether that succeeded.
static inline int oint_libsecret_store(const oint_libsecret *_Nonnull functions, const char *_Nonnull purpose,
                                       const char *_Nonnull label, const char *_Nonnull secret,
                                       oint_g_error *_Nullable *_Nonnull error) {
    return functions->secret_password_store_sync(&oint_libsecret_schema, "default", label, secret, 0, error, "purpose",
                                                 purpose, (void *)0);
}

/// Looks up a secret, which is given to secret_password_free; NULL when there is none.
static inline char *_Nullable oint_libsecret_look_up(const oint_libsecret *_Nonnull functions,
                                                     const char *_Nonnull purpose,
                                                     oint_g_error *_Nullable *_Nonnull error) {
    return functions->secret_password_lookup_sync(&oint_libsecret_schema, 0, error, "purpose", purpose, (void *)0);
}

/// Removes a secret; false also when there was none.
static inline int oint_libsecret_remove(const oint_libsecret *_Nonnull functions, const char *_Nonnull purpose,
                                        oint_g_error *_Nullable *_Nonnull error) {
    return functions->secret_password_clear_sync(&oint_libsecret_schema, 0, error, "purpose", purpose, (void *)0);
}

// libsecret, the client of the desktop's keyring, as Swift sees it: nothing of it is linked, its functions are looked up
// when they are first needed. They take any number of arguments, which Swift can't give; so C calls them.
// Source: https://gnome.pages.gitlab.gnome.org/libsecret/
#pragma once

// libsecret's own types: only pointers to them are handed on.
typedef struct oint_secret_schema oint_secret_schema;
typedef struct oint_g_error oint_g_error;

/// The functions of a libsecret that is loaded, and of the GLib below it.
typedef struct oint_libsecret {
    int (*_Nonnull secret_password_store_sync)(const oint_secret_schema *_Nonnull schema,
                                               const char *_Nullable collection, const char *_Nonnull label,
                                               const char *_Nonnull password, void *_Nullable cancellable,
                                               oint_g_error *_Nullable *_Nonnull error, ...);
    char *_Nullable (*_Nonnull secret_password_lookup_sync)(const oint_secret_schema *_Nonnull schema,
                                                            void *_Nullable cancellable,
                                                            oint_g_error *_Nullable *_Nonnull error, ...);
    int (*_Nonnull secret_password_clear_sync)(const oint_secret_schema *_Nonnull schema, void *_Nullable cancellable,
                                               oint_g_error *_Nullable *_Nonnull error, ...);
    void (*_Nonnull secret_password_free)(char *_Nullable password);
    void (*_Nonnull g_error_free)(oint_g_error *_Nonnull error);
} oint_libsecret;

/// Looks up all functions in a library that dlopen has loaded.
/// Returns NULL when every one is there, or else the name of the first that is not.
const char *_Nullable oint_libsecret_find(void *_Nonnull library, oint_libsecret *_Nonnull functions);

// Where something goes wrong, these set problem to what libsecret says, which is given to oint_libsecret_free_problem.

/// Stores a secret in the default keyring, in place of one for the same purpose.
void oint_libsecret_store(const oint_libsecret *_Nonnull functions, const char *_Nonnull purpose,
                          const char *_Nonnull label, const char *_Nonnull secret,
                          char *_Nullable *_Nonnull problem);

/// Looks up a secret, which is given to oint_libsecret_free; NULL when there is none.
char *_Nullable oint_libsecret_look_up(const oint_libsecret *_Nonnull functions, const char *_Nonnull purpose,
                                       char *_Nullable *_Nonnull problem);

/// Removes a secret, if there is one.
void oint_libsecret_remove(const oint_libsecret *_Nonnull functions, const char *_Nonnull purpose,
                           char *_Nullable *_Nonnull problem);

/// Wipes a secret, and gives its memory back.
void oint_libsecret_free(const oint_libsecret *_Nonnull functions, char *_Nonnull secret);

/// Gives the memory of a problem back.
void oint_libsecret_free_problem(char *_Nonnull problem);

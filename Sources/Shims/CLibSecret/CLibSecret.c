#include "CLibSecret.h"

#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// As libsecret/secret-schema.h and glib/gerror.h declare them; both are part of a stable binary interface.

struct oint_secret_schema {
    const char *name;
    int flags;
    struct {
        const char *name;
        int type;
    } attributes[32];
    int reserved;
    void *reserved_pointers[7];
};

struct oint_g_error {
    uint32_t domain;
    int code;
    char *message;
};

enum { SCHEMA_NONE = 0, ATTRIBUTE_STRING = 0 };

static const oint_secret_schema schema = {
    .name = "org.oint.Key", .flags = SCHEMA_NONE, .attributes = {{"purpose", ATTRIBUTE_STRING}}};

#define FIND(name)                                                       \
    functions->name = (__typeof__(functions->name))dlsym(library, #name); \
    if (!functions->name) return #name;

const char *oint_libsecret_find(void *library, oint_libsecret *functions) {
    FIND(secret_password_store_sync)
    FIND(secret_password_lookup_sync)
    FIND(secret_password_clear_sync)
    FIND(secret_password_free)
    FIND(g_error_free)
    return 0;
}

static void tell(const oint_libsecret *functions, oint_g_error *error, int failed, char **problem) {
    *problem = error ? strdup(error->message) : failed ? strdup("no reason given") : NULL;
    if (error) functions->g_error_free(error);
}

void oint_libsecret_store(const oint_libsecret *functions, const char *purpose, const char *label, const char *secret,
                          char **problem) {
    oint_g_error *error = NULL;
    const int stored = functions->secret_password_store_sync(&schema, "default", label, secret, NULL, &error, "purpose",
                                                             purpose, (void *)0);
    tell(functions, error, !stored, problem);
}

char *oint_libsecret_look_up(const oint_libsecret *functions, const char *purpose, char **problem) {
    oint_g_error *error = NULL;
    char *secret =
        functions->secret_password_lookup_sync(&schema, NULL, &error, "purpose", purpose, (void *)0);
    tell(functions, error, 0, problem);
    return secret;
}

void oint_libsecret_remove(const oint_libsecret *functions, const char *purpose, char **problem) {
    oint_g_error *error = NULL;
    // It gives false when there was nothing to remove, too.
    functions->secret_password_clear_sync(&schema, NULL, &error, "purpose", purpose, (void *)0);
    tell(functions, error, 0, problem);
}

void oint_libsecret_free(const oint_libsecret *functions, char *secret) { functions->secret_password_free(secret); }

void oint_libsecret_free_problem(char *problem) { free(problem); }

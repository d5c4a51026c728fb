// How a shim declares a C library that is loaded when it is first needed: as the list of the functions that are used.
//
//     #define OINT_LDAP(REQUIRED, OPTIONAL) REQUIRED(ldap_initialize) REQUIRED(ldap_unbind_ext_s) OPTIONAL(ldap_connect)
//     OINT_DRIVER(ldap, OINT_LDAP)
//
// declares struct oint_ldap, with a pointer to each function under the function's own name, and oint_ldap_find, which
// looks all of them up. The functions need prototypes: those of the library's header, or some written in the shim. A
// function that takes any number of arguments, or is a macro, gets an inline function in the same shim, which Swift can
// call.
#pragma once

#include <dlfcn.h>

#define OINT_DRIVER_MEMBER(name) __typeof__(name) *_Nonnull name;
#define OINT_DRIVER_OPTIONAL_MEMBER(name) __typeof__(name) *_Nullable name;

#define OINT_DRIVER_FIND(name)                                             \
    functions->name = (__typeof__(functions->name))dlsym(library, #name); \
    if (!functions->name) return #name;
#define OINT_DRIVER_FIND_OPTIONAL(name) functions->name = (__typeof__(functions->name))dlsym(library, #name);

/// Declares struct oint_NAME and oint_NAME_find.
///
/// The function takes what dlopen has returned. It returns NULL when every required function is there, or else the name
/// of the first that is not.
#define OINT_DRIVER(NAME, LIST)                                                                                       \
    typedef struct oint_##NAME {                                                                                      \
        LIST(OINT_DRIVER_MEMBER, OINT_DRIVER_OPTIONAL_MEMBER)                                                         \
    } oint_##NAME;                                                                                                    \
    static inline const char *_Nullable oint_##NAME##_find(void *_Nonnull library, oint_##NAME *_Nonnull functions) { \
        LIST(OINT_DRIVER_FIND, OINT_DRIVER_FIND_OPTIONAL)                                                             \
        return 0;                                                                                                     \
    }
